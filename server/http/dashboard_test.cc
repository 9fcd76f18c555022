// The dashboard's files.
#include "server/http/testing/server_test.h"

namespace assay {
namespace {

using testing::HasSubstr;

TEST_F(ServerTest, ServesFiles) {
  const Answer page = Get("/");
  EXPECT_EQ(page.body, "<p>dashboard");
  EXPECT_EQ(page.headers.at("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(page.headers.at("Cache-Control"), "no-cache");
  EXPECT_EQ(Get("/runs/some-id?tab=layers").body, "<p>dashboard");  // a page of the application
  const Answer script = Get("/assets/app-Ab3dEf9h.js");
  EXPECT_EQ(script.headers.at("Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_THAT(script.headers.at("Cache-Control"), HasSubstr("immutable"));
  const Answer again = Get("/", "If-None-Match: " + page.headers.at("ETag") + "\r\n");
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(Get("/missing.js").status, 404);
}

TEST_F(ServerTest, ServesNothingOutsideItsFolder) {
  for (const char* path : {"/../secret.txt", "/%2e%2e/secret.txt", "/assets/../../secret.txt",
                           "/assets/%2e%2e/%2e%2e/secret.txt", "/..%2fsecret.txt", "/%2e%2e%2fsecret.txt",
                           "//secret.txt/../../secret.txt", "/escape.txt", "/notes.txt%00", "/%00", "/..",
                           "/assets/..%5c..%5csecret.txt", "/notes.txt/../../secret.txt"}) {
    const Answer answer = Get(path);
    EXPECT_TRUE(answer.status == 404 || answer.status == 400 || answer.body == "<p>dashboard")
        << path << " " << answer.status;
    EXPECT_EQ(answer.body.find("secret"), std::string::npos) << path;
  }
  for (const char* target : {"/%", "/%zz", "/a\x01", "http://x/", "/a b"})
    EXPECT_EQ(Get(target).status, 400) << target;
  ExpectAlive();
}

TEST_F(ServerTest, WorksWithoutADashboard) {
  options_.dashboard.clear();
  EXPECT_EQ(Get("/").status, 404);
  ExpectAlive();
}

}  // namespace
}  // namespace assay
