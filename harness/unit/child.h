// A child process that cannot outlive this one, with one end of a socket.
#ifndef ASSAY_HARNESS_UNIT_CHILD_H_
#define ASSAY_HARNESS_UNIT_CHILD_H_

#include <sys/types.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace assay {

class Child {
 public:
  // The file descriptor under which the child finds its end of the socket.
  static constexpr int kSocketInChild = 3;

  // Executes command[0], a path, with its end of a new socket pair as kSocketInChild and nothing on stdin.
  // The child gets a process group of its own, so that a Ctrl-C at the terminal reaches only the harness,
  // which decides. With `one_cpu`, all its threads share one of the PC's CPUs, any one. Throws InfraError if
  // it cannot be executed.
  explicit Child(std::vector<std::string> command, bool one_cpu = false);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  int socket() const { return socket_; }
  pid_t pid() const { return pid_; }
  const std::vector<std::string>& command() const { return command_; }

  void Kill();  // and waits until it is gone
  bool ended() const;
  // "runs", "exited with status 1" or "was killed by signal 9 (Killed)", and the last it wrote to stderr.
  // Gives a child that is just about to end up to 200 ms to do so.
  std::string Epitaph() const;

 private:
  // The thread that forks, collects stderr and waits for the child's end. The kernel kills the child when the
  // *thread* that forked it ends (PR_SET_PDEATHSIG), so this one lives exactly as long as the child.
  void Keep(int child_socket, int start_pipe[2], bool one_cpu);
  bool Drain(int pipe);  // takes what there is; false: nothing more will come
  void Append(const char* bytes, size_t count);

  std::vector<std::string> command_;
  int socket_ = -1;
  pid_t pid_ = -1;

  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  bool started_ = false;     // fork and exec are decided
  std::string start_error_;  // why they failed
  bool ended_ = false;       // reaped: pid_ may belong to another process
  int status_ = 0;           // as from waitpid
  std::deque<char> stderr_;  // the last of it
  std::thread keeper_;
};

}  // namespace assay

#endif  // ASSAY_HARNESS_UNIT_CHILD_H_
