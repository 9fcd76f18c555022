// A client without a library, that can be as rude as a test wants.
#ifndef ASSAY_SERVER_HTTP_TESTING_SOCKET_H_
#define ASSAY_SERVER_HTTP_TESTING_SOCKET_H_

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace assay {

struct Answer {
  int status = 0;  // 0: the connection was closed without one
  std::map<std::string, std::string> headers;
  std::string body;
  nlohmann::json Json() const { return nlohmann::json::parse(body, nullptr, false); }
};

class Socket {
 public:
  // `receive_buffer` in bytes is what the system takes before the test reads; 0: as much as it likes.
  explicit Socket(uint16_t port, int receive_buffer = 0) : Socket(Connect(port, receive_buffer), nullptr) {}
  // Takes over one that is connected.
  static Socket Adopt(int fd) { return {fd, nullptr}; }
  ~Socket() { close(fd_); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  // Returns false if the server has closed.
  bool Send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t sent = send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<size_t>(sent));
    }
    return true;
  }
  void FinishSending() const { shutdown(fd_, SHUT_WR); }

  // The next answer; `head` if it answers a HEAD and so has no body.
  Answer Read(bool head = false) {
    Answer answer;
    size_t end = 0;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
      if (!More()) return answer;
    }
    std::istringstream lines(buffer_.substr(0, end + 2));
    buffer_.erase(0, end + 4);
    std::string line;
    std::getline(lines, line);
    answer.status = std::stoi(line.substr(line.find(' ')));
    while (std::getline(lines, line)) {
      const size_t colon = line.find(": ");
      answer.headers[line.substr(0, colon)] = line.substr(colon + 2, line.size() - colon - 3);
    }
    if (head || answer.status == 304 || answer.status == 100) return answer;
    if (answer.headers.contains("Content-Length")) {
      answer.body = ReadBytes(std::stoul(answer.headers["Content-Length"]));
    } else if (answer.headers.contains("Transfer-Encoding")) {
      for (std::string piece; !(piece = ReadChunk()).empty();) answer.body += piece;
    } else {  // it lasts as long as the connection
      while (More()) continue;
      answer.body = ReadBytes(buffer_.size());
    }
    return answer;
  }

  // The next chunk of a body of which only the head was read; empty at the end.
  std::string ReadChunk() {
    size_t end = 0;
    while ((end = buffer_.find("\r\n")) == std::string::npos) Need();
    const size_t size = std::stoul(buffer_.substr(0, end), nullptr, 16);
    const std::string chunk = ReadBytes(end + 2 + size + 2);
    return chunk.substr(end + 2, size);
  }

  // Bytes of a body of which only the head was read.
  std::string ReadBytes(size_t size) {
    while (buffer_.size() < size) Need();
    std::string taken = buffer_.substr(0, size);
    buffer_.erase(0, size);
    return taken;
  }

  // Whether the server closes the connection, sending nothing before.
  bool IsClosedByServer() { return buffer_.empty() && !More(); }

 private:
  Socket(int fd, std::nullptr_t) : fd_(fd) {
    const timeval patience = {20, 0};
    setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
  }

  static int Connect(uint16_t port, int receive_buffer) {
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (receive_buffer > 0) setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof(receive_buffer));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
      close(fd);
      throw std::runtime_error("cannot connect");
    }
    return fd;
  }

  void Need() {
    if (!More()) throw std::runtime_error("the answer's body is cut off");
  }

  // Returns false at the end of the stream. Throws if nothing comes at all.
  bool More() {
    char bytes[4096];
    const ssize_t read = recv(fd_, bytes, sizeof(bytes), 0);
    if (read < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
      throw std::runtime_error("the server is silent");
    if (read <= 0) return false;
    buffer_.append(bytes, static_cast<size_t>(read));
    return true;
  }

  const int fd_;
  std::string buffer_;
};

}  // namespace assay

#endif  // ASSAY_SERVER_HTTP_TESTING_SOCKET_H_
