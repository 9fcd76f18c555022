// How a server starts and ends.
#include <thread>

#include "server/http/testing/server_test.h"

namespace assay {
namespace {

using testing::HasSubstr;

TEST_F(ServerTest, SaysWhyItCannotStart) {
  Port();
  ServeOptions same = options_;
  same.port = Port();
  try {
    Server second(same);
    ADD_FAILURE() << "two servers on one port";
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr(std::to_string(Port())));
    EXPECT_THAT(error.what(), HasSubstr("already"));
  }
  ServeOptions bad = options_;
  bad.address = "example";
  EXPECT_THROW(Server{bad}, std::runtime_error);
  bad = options_;
  bad.dashboard = folder_ / "missing";
  EXPECT_THROW(Server{bad}, std::runtime_error);
}

TEST_F(ServerTest, StopsAndComesBackWithEverything) {
  const record::Record record = record::PassingRecord();
  ASSERT_EQ(Post(ToText(record)).status, 201);
  Socket idle(Port());
  server_->Stop();
  server_->Stop();
  EXPECT_TRUE(idle.IsClosedByServer());
  server_.reset();
  EXPECT_EQ(Get("/api/v1/runs/" + record.id).body, ToText(record));
}

TEST_F(ServerTest, FinishesRunningRequestsBeforeItStops) {
  Socket socket(Port());
  const std::string text = PostText(ToText(record::PassingRecord()));
  socket.Send(text.substr(0, text.size() / 2));
  ExpectAlive();  // what was sent before is being received by now
  std::thread stop([this] { server_->Stop(); });
  // It has begun to stop when nobody is let in any more.
  EXPECT_TRUE(Eventually([this] {
    try {
      Socket another(server_->port());
      return false;
    } catch (const std::runtime_error&) {
      return true;
    }
  }));
  socket.Send(text.substr(text.size() / 2));
  EXPECT_EQ(socket.Read().status, 201);
  stop.join();
}

}  // namespace
}  // namespace assay
