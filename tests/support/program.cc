#include "tests/support/program.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

namespace assay::testing {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

struct ProcessState {
  char state = 0;  // 0: no such process
  pid_t parent = 0;
};

ProcessState ReadState(pid_t pid) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/stat");
  std::string text((std::istreambuf_iterator<char>(in)), {});
  const size_t end = text.rfind(')');  // the name before it may hold anything
  ProcessState result;
  if (end == std::string::npos) return result;
  std::istringstream rest(text.substr(end + 1));
  rest >> result.state >> result.parent;
  return result;
}

bool IsAlive(pid_t pid) {
  const char state = ReadState(pid).state;
  return state != 0 && state != 'Z' && state != 'X';
}

}  // namespace

Program::Program(const std::vector<std::string>& argv, const Environment& environment) {
  std::array<int, 2> out, err;
  if (pipe2(out.data(), O_CLOEXEC) != 0 || pipe2(err.data(), O_CLOEXEC) != 0) ADD_FAILURE() << "pipe";
  std::vector<char*> arguments;
  for (const std::string& argument : argv) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  const pid_t parent = getpid();
  pid_ = fork();
  if (pid_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(127);
    const int null = open("/dev/null", O_RDONLY);
    dup2(null, STDIN_FILENO);
    dup2(out[1], STDOUT_FILENO);
    dup2(err[1], STDERR_FILENO);
    for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
    execvp(arguments[0], arguments.data());
    _exit(127);
  }
  close(out[1]);
  close(err[1]);
  out_ = out[0];
  err_ = err[0];
}

Program::~Program() {
  if (pid_ > 0) {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  close(out_);
  close(err_);
}

void Program::Signal(int number) {
  if (pid_ > 0) kill(pid_, number);
}

bool Program::Pump(std::chrono::milliseconds timeout) {
  std::array<pollfd, 2> ready = {{{out_, POLLIN, 0}, {err_, POLLIN, 0}}};
  if (poll(ready.data(), ready.size(), static_cast<int>(timeout.count())) <= 0) return true;
  size_t ended = 0;
  for (size_t i = 0; i < ready.size(); ++i) {
    if (ready[i].revents == 0) continue;
    std::array<char, 4096> bytes;
    const ssize_t n = read(ready[i].fd, bytes.data(), bytes.size());
    if (n > 0) (i == 0 ? result_.out : result_.err).append(bytes.data(), static_cast<size_t>(n));
    if (n <= 0) ++ended;
  }
  return ended < ready.size();
}

Result Program::Wait(std::chrono::seconds limit) {
  const Clock::time_point end = Clock::now() + limit;
  // A grandchild may hold the pipes open, so the process itself is watched, too.
  int status = 0;
  pid_t reaped = 0;
  while (reaped == 0 && Clock::now() < end) {
    const bool open = Pump(50ms);
    reaped = waitpid(pid_, &status, WNOHANG);
    if (!open && reaped == 0) std::this_thread::sleep_for(10ms);
  }
  if (reaped == 0) {
    ADD_FAILURE() << "pid " << pid_ << " did not end within " << limit.count() << " s; stdout:\n"
                  << result_.out << "\nstderr:\n"
                  << result_.err;
    kill(pid_, SIGKILL);
    waitpid(pid_, &status, 0);
  }
  pid_ = -1;
  const Clock::time_point drained = Clock::now() + 1s;
  while (Clock::now() < drained && Pump(0ms)) {
    std::array<pollfd, 2> ready = {{{out_, POLLIN, 0}, {err_, POLLIN, 0}}};
    if (poll(ready.data(), ready.size(), 0) <= 0) break;
  }
  if (WIFEXITED(status)) result_.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) result_.signal = WTERMSIG(status);
  return result_;
}

std::string Program::WaitForLine(const std::string& text, std::chrono::seconds limit) {
  const Clock::time_point end = Clock::now() + limit;
  bool open = true;
  while (true) {
    for (const std::string& stream : {result_.out, result_.err}) {
      const size_t at = stream.find(text);
      const size_t newline = at == std::string::npos ? at : stream.find('\n', at);
      if (newline == std::string::npos) continue;
      const size_t start = stream.rfind('\n', at);
      const size_t first = start == std::string::npos ? 0 : start + 1;
      return stream.substr(first, newline - first);
    }
    if (!open || Clock::now() >= end) break;
    open = Pump(50ms);
  }
  ADD_FAILURE() << "no line with '" << text << "'; stdout:\n" << result_.out << "\nstderr:\n" << result_.err;
  return "";
}

std::vector<pid_t> Descendants(pid_t pid) {
  std::multimap<pid_t, pid_t> children;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string name = entry.path().filename().string();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    const pid_t process = std::stoi(name);
    if (IsAlive(process)) children.emplace(ReadState(process).parent, process);
  }
  std::vector<pid_t> found = {pid};
  for (size_t i = 0; i < found.size(); ++i) {
    const auto [first, last] = children.equal_range(found[i]);
    for (auto it = first; it != last; ++it) found.push_back(it->second);
  }
  if (!IsAlive(pid)) found.erase(found.begin());
  return found;
}

pid_t WaitForDescendant(pid_t pid, const std::string& text, std::chrono::seconds limit) {
  const Clock::time_point end = Clock::now() + limit;
  while (Clock::now() < end) {
    for (const pid_t process : Descendants(pid)) {
      if (process == pid) continue;
      std::ifstream in("/proc/" + std::to_string(process) + "/cmdline");
      const std::string command((std::istreambuf_iterator<char>(in)), {});
      if (command.find(text) != std::string::npos) return process;
    }
    std::this_thread::sleep_for(5ms);
  }
  return -1;
}

bool WaitUntilGone(pid_t pid, std::chrono::seconds limit) {
  const Clock::time_point end = Clock::now() + limit;
  while (IsAlive(pid)) {
    if (Clock::now() >= end) return false;
    std::this_thread::sleep_for(10ms);
  }
  return true;
}

std::string ReadText(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  EXPECT_TRUE(in) << file << " cannot be read";
  return std::string((std::istreambuf_iterator<char>(in)), {});
}

void WriteText(const std::filesystem::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

}  // namespace assay::testing
