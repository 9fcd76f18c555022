// A server with a database and pages in a temporary folder, over real sockets.
#ifndef ASSAY_SERVER_HTTP_TESTING_SERVER_TEST_H_
#define ASSAY_SERVER_HTTP_TESTING_SERVER_TEST_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "server/http/testing/socket.h"
#include "server/record/example_record.h"
#include "server/record/record_json.h"
#include "server/serve.h"

namespace assay {

// Whether `is_true` comes true; asks again and again, for some ten seconds.
inline bool Eventually(const std::function<bool()>& is_true) {
  for (int i = 0; i < 500; ++i) {
    if (is_true()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return false;
}

class ServerTest : public testing::Test {
 protected:
  ServerTest() {
    std::string folder = (std::filesystem::temp_directory_path() / "server-test-XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = folder;
    std::filesystem::create_directories(folder_ / "pages" / "assets");
    Write("pages/index.html", "<p>dashboard");
    Write("pages/assets/app-Ab3dEf9h.js", "let a;");
    Write("pages/notes.txt", "notes");
    Write("secret.txt", "secret");
    std::filesystem::create_symlink(folder_ / "secret.txt", folder_ / "pages" / "escape.txt");
    options_.db = (folder_ / "results.db").string();
    options_.port = 0;
    options_.dashboard = folder_ / "pages";
    options_.version = "1.2.3";
    options_.log_level = "off";
  }
  ~ServerTest() override {
    server_.reset();
    std::filesystem::remove_all(folder_);
  }

  void Write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }

  uint16_t Port() {
    if (!server_) {
      server_ = std::make_unique<Server>(options_);
      server_->Start();
    }
    return server_->port();
  }

  Answer Ask(const std::string& text) {
    Socket socket(Port());
    socket.Send(text);
    return socket.Read(text.starts_with("HEAD"));
  }
  Answer Get(const std::string& target, const std::string& header = "") {
    return Ask("GET " + target + " HTTP/1.1\r\nHost: x\r\n" + header + "\r\n");
  }
  static std::string PostText(const std::string& body, const std::string& type = "application/json") {
    return "POST /api/v1/runs HTTP/1.1\r\nHost: x\r\nContent-Type: " + type +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
  Answer Post(const std::string& body, const std::string& type = "application/json") {
    return Ask(PostText(body, type));
  }
  // After whatever was done to it.
  void ExpectAlive() { EXPECT_EQ(Get("/api/v1/health").status, 200); }

  std::filesystem::path folder_;
  ServeOptions options_;
  std::unique_ptr<Server> server_;
};

}  // namespace assay

#endif  // ASSAY_SERVER_HTTP_TESTING_SERVER_TEST_H_
