#include "harness/unit/child.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>

#include "harness/base/error.h"

namespace assay {
namespace {

constexpr size_t kStderrBytes = 4096;
constexpr std::chrono::milliseconds kTimeToEnd(200);

[[noreturn]] void ThrowErrno(const std::string& what) {
  throw InfraError(fmt::format("{}: {}", what, std::strerror(errno)));
}

// Runs between fork and exec, in a copy of a process with other threads: only async-signal-safe calls, no
// allocation.
[[noreturn]] void Execute(char* const* argv, int socket, int standard_error, int start_pipe, pid_t parent) {
  const auto fail = [start_pipe] {
    const int error = errno;
    (void)!write(start_pipe, &error, sizeof(error));
    _exit(127);
  };
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) fail();
  if (getppid() != parent) _exit(127);  // the parent died before the line above
  if (setpgid(0, 0) != 0) fail();
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);

  // Sources may be any of the numbers they are to be put at: first all out of the way, then into place.
  const int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  const int high = Child::kSocketInChild + 2;
  const int null_copy = fcntl(null, F_DUPFD_CLOEXEC, high);
  const int error_copy = fcntl(standard_error, F_DUPFD_CLOEXEC, high);
  const int socket_copy = fcntl(socket, F_DUPFD_CLOEXEC, high);
  const int pipe_copy = fcntl(start_pipe, F_DUPFD_CLOEXEC, high);
  if (null_copy < 0 || error_copy < 0 || socket_copy < 0 || pipe_copy < 0) fail();
  constexpr int kPipe = Child::kSocketInChild + 1;
  if (dup2(null_copy, 0) < 0 || dup2(null_copy, 1) < 0 || dup2(error_copy, 2) < 0 ||
      dup2(socket_copy, Child::kSocketInChild) < 0 || dup3(pipe_copy, kPipe, O_CLOEXEC) < 0) {
    fail();
  }
  // No other descriptor of the harness may leak: an inherited end of another unit's socket would hide its
  // EOF.
  (void)close_range(kPipe + 1, ~0u, 0);
  execv(argv[0], argv);
  const int error = errno;
  (void)!write(kPipe, &error, sizeof(error));
  _exit(127);
}

// Puts the calling thread, and what it forks, on one of the CPUs it may use; a different one each time.
void StayOnOneCpu() {
  static std::atomic<unsigned> turn = static_cast<unsigned>(getpid());
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof(allowed), &allowed) != 0 || CPU_COUNT(&allowed) == 0) return;
  int skip = static_cast<int>(turn++ % static_cast<unsigned>(CPU_COUNT(&allowed)));
  for (size_t cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
    if (!CPU_ISSET(cpu, &allowed) || skip-- > 0) continue;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(cpu, &one);
    sched_setaffinity(0, sizeof(one), &one);
    return;
  }
}

}  // namespace

Child::Child(std::vector<std::string> command, bool one_cpu) : command_(std::move(command)) {
  int sockets[2];
  int start_pipe[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0)
    ThrowErrno("cannot make a socket pair");
  if (pipe2(start_pipe, O_CLOEXEC) != 0) {
    close(sockets[0]);
    close(sockets[1]);
    ThrowErrno("cannot make a pipe");
  }
  socket_ = sockets[0];
  keeper_ = std::thread([this, child_socket = sockets[1], start_pipe, one_cpu]() mutable {
    Keep(child_socket, start_pipe, one_cpu);
  });

  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return started_; });
  if (!start_error_.empty()) {
    lock.unlock();
    keeper_.join();
    close(socket_);
    throw InfraError(fmt::format("cannot execute {}: {}", command_[0], start_error_));
  }
}

Child::~Child() {
  Kill();
  keeper_.join();
  close(socket_);
}

void Child::Keep(int child_socket, int start_pipe[2], bool one_cpu) {
  if (one_cpu) StayOnOneCpu();  // the child inherits it
  std::vector<char*> argv;
  for (std::string& argument : command_) argv.push_back(argument.data());
  argv.push_back(nullptr);

  int error = 0;
  int error_pipe[2] = {-1, -1};
  const pid_t parent = getpid();
  pid_t pid = -1;
  if (pipe2(error_pipe, O_CLOEXEC) == 0) pid = fork();
  if (pid == 0) Execute(argv.data(), child_socket, error_pipe[1], start_pipe[1], parent);
  if (pid < 0) error = errno;
  close(child_socket);
  close(error_pipe[1]);
  close(start_pipe[1]);
  // The pipe's writing end closes with a successful exec; else it carries the errno.
  if (pid > 0) {
    int from_child = 0;
    ssize_t count;
    do {
      count = read(start_pipe[0], &from_child, sizeof(from_child));
    } while (count < 0 && errno == EINTR);
    if (count == sizeof(from_child)) error = from_child;
  }
  close(start_pipe[0]);
  {
    const std::lock_guard lock(mutex_);
    pid_ = pid;
    started_ = true;
    if (error != 0) start_error_ = std::strerror(error);
  }
  changed_.notify_all();

  if (pid > 0) {
    // The child's end is watched for by itself: something it started may keep its stderr open for ever.
    const int end = static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
    fcntl(error_pipe[0], F_SETFL, O_NONBLOCK);
    pollfd events[2] = {{end, POLLIN, 0}, {error_pipe[0], POLLIN, 0}};
    bool alive = end >= 0;
    while (alive) {
      if (poll(events, 2, -1) < 0 && errno != EINTR) break;
      alive = events[0].revents == 0;
      if (!Drain(error_pipe[0])) events[1].fd = -1;  // closed: poll skips it
    }
    Drain(error_pipe[0]);
    if (end >= 0) close(end);
    // Waits without reaping, so that the pid stays ours until `ended_` tells Kill not to use it any more.
    siginfo_t info;
    while (waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR) {
    }
    const std::lock_guard lock(mutex_);
    while (waitpid(pid, &status_, 0) < 0 && errno == EINTR) {
    }
    ended_ = true;
  }
  close(error_pipe[0]);
  changed_.notify_all();
}

bool Child::Drain(int pipe) {
  char bytes[512];
  for (;;) {
    const ssize_t count = read(pipe, bytes, sizeof(bytes));
    if (count > 0) {
      Append(bytes, static_cast<size_t>(count));
    } else if (count == 0) {
      return false;
    } else if (errno != EINTR) {
      return errno == EAGAIN;
    }
  }
}

void Child::Append(const char* bytes, size_t count) {
  const std::lock_guard lock(mutex_);
  stderr_.insert(stderr_.end(), bytes, bytes + count);
  if (stderr_.size() > kStderrBytes) {
    stderr_.erase(stderr_.begin(), stderr_.end() - static_cast<ptrdiff_t>(kStderrBytes));
  }
}

void Child::Kill() {
  std::unique_lock lock(mutex_);
  if (!ended_) {
    kill(-pid_, SIGKILL);
    kill(pid_, SIGKILL);
  }
  changed_.wait(lock, [this] { return ended_; });
}

bool Child::ended() const {
  const std::lock_guard lock(mutex_);
  return ended_;
}

std::string Child::Epitaph() const {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, kTimeToEnd, [this] { return ended_; });
  std::string text = "runs";
  if (ended_ && WIFEXITED(status_)) text = fmt::format("exited with status {}", WEXITSTATUS(status_));
  if (ended_ && WIFSIGNALED(status_)) {
    text = fmt::format("was killed by signal {} ({})", WTERMSIG(status_), strsignal(WTERMSIG(status_)));
  }
  std::string last(stderr_.begin(), stderr_.end());
  while (!last.empty() && last.back() == '\n') last.pop_back();
  return last.empty() ? text : text + ": " + last;
}

}  // namespace assay
