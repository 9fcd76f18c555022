#include "harness/link/agent_client.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <thread>

namespace assay {
namespace {

class AgentClientTest : public ::testing::Test {
 protected:
  AgentClientTest() {
    signal(SIGPIPE, SIG_IGN);  // as the program does
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends_), 0);
  }
  ~AgentClientTest() override {
    for (const int fd : ends_) {
      if (fd >= 0) close(fd);
    }
  }
  void ClosePeer() {
    close(ends_[1]);
    ends_[1] = -1;
  }
  std::string ConnectError(std::chrono::milliseconds silence) {
    AgentClient client(ends_[0], {silence, nullptr});
    try {
      client.Connect();
    } catch (const LinkError& error) {
      return error.what();
    }
    return "connected";
  }

  int ends_[2] = {-1, -1};
};

TEST_F(AgentClientTest, APeerThatIsGone) {
  ClosePeer();
  EXPECT_EQ(ConnectError(std::chrono::milliseconds(10'000)), "the agent closed the link");
}

TEST_F(AgentClientTest, APeerThatSaysNothing) {
  EXPECT_NE(ConnectError(std::chrono::milliseconds(300)).find("silent"), std::string::npos);
}

// A stale console, or a board that restarts for ever: bytes come, but never a frame of this session.
TEST_F(AgentClientTest, APeerThatChattersIsSilentToo) {
  std::atomic<bool> stop = false;
  std::thread chatter([&] {
    while (!stop) {
      const char text[] = "ASSAY-FAULT pc=0\r\n";  // its ending zero ends a frame
      (void)!write(ends_[1], text, sizeof(text));
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  });
  EXPECT_NE(ConnectError(std::chrono::milliseconds(500)).find("silent"), std::string::npos);
  stop = true;
  chatter.join();
}

TEST_F(AgentClientTest, AnInterruptEndsTheWait) {
  AgentClient client(ends_[0], {std::chrono::milliseconds(60'000), [] { return true; }});
  EXPECT_THROW(client.Connect(), LinkError);
}

}  // namespace
}  // namespace assay
