#include "server/http/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/url/parse.hpp>
#include <nlohmann/json.hpp>

namespace assay::http {
namespace {

using testing::HasSubstr;

Response Nothing(Context&, const Arguments&, const Request&) { return {}; }

Router Example() {
  return Router(
      {{.method = "GET",
        .pattern = "/shelves/{shelf}/books",
        .scope = Scope::kRead,
        .parameters = {{"shelf", Text{}}, {"count", Integer{1, 9, 5}}, {"colour", OneOf{{"red", "green"}}}},
        .statuses = {200},
        .handler = Nothing},
       {.method = "PUT",
        .pattern = "/shelves/{shelf}/books",
        .scope = Scope::kWrite,
        .parameters = {{"shelf", Text{}}},
        .body = TakenBody{"text/plain", &ServeOptions::max_body},
        .statuses = {200},
        .handler = Nothing}});
}

Router::Match Find(const Router& router, const std::string& method, const std::string& target,
                   const std::string& type = "") {
  const Request request = {.method = method, .target = target, .headers = {{"content-type", type}}};
  return router.Find(request, boost::urls::parse_origin_form(target).value());
}

Response RefusalOf(const std::string& method, const std::string& target, const std::string& type = "") {
  try {
    Find(Example(), method, target, type);
  } catch (const Refused& refused) {
    return refused.answer();
  }
  ADD_FAILURE() << target << " is not refused";
  return {};
}

TEST(RouterTest, ParsesParameters) {
  const Router router = Example();
  const Arguments given =
      Find(router, "HEAD", "/api/v1/shelves/a%2Fb%20c/books?count=7&colour=red").arguments;
  EXPECT_EQ(given.Text("shelf"), "a/b c");
  EXPECT_EQ(given.Integer("count"), 7);
  EXPECT_EQ(given.Text("colour"), "red");
  const Arguments without = Find(router, "GET", "/api/v1/shelves/1/books?colour=").arguments;
  EXPECT_EQ(without.Integer("count"), 5);
  EXPECT_EQ(without.Text("colour"), std::nullopt);
  EXPECT_THROW(without.Text("color"), std::exception);
  EXPECT_THROW(without.Text("count"), std::exception);
}

TEST(RouterTest, NamesTheParameterAtFault) {
  for (const auto& [query, words] : std::map<std::string, std::string>{
           {"count=0", "count: expected a whole number from 1 to 9"},
           {"count=10", "count: expected"},
           {"count=1x", "count: expected"},
           {"count=99999999999999999999", "count: expected"},
           {"colour=blue", "colour: expected one of red, green"},
           {"colour=red&colour=green", "colour: is given twice"},
           {"color=red", "color: there is no such parameter; did you mean 'colour'?"},
           {"taste=good", "taste: there is no such parameter; there are: count, colour"},
           {"shelf=2", "shelf: there is no such parameter"}}) {
    const Response refusal = RefusalOf("GET", "/api/v1/shelves/1/books?" + query);
    EXPECT_EQ(refusal.status, 400u) << query;
    EXPECT_THAT(*refusal.body.bytes(), HasSubstr(words)) << query;
    EXPECT_THAT(*refusal.body.bytes(), HasSubstr("\"field\":\"" + words.substr(0, words.find(':')) + "\""));
  }
}

TEST(RouterTest, TellsPathsAndMethodsApart) {
  for (const char* path :
       {"/api/v1/shelves", "/api/v1/shelves//books", "/api/v1/shelves/1/books/", "/api/v1/shelves/1/books/2",
        "/api/v2/shelves/1/books", "/api/v1/Shelves/1/books"}) {
    EXPECT_EQ(RefusalOf("GET", path).status, 404u) << path;
  }
  const Response refusal = RefusalOf("POST", "/api/v1/shelves/1/books");
  EXPECT_EQ(refusal.status, 405u);
  EXPECT_THAT(refusal.headers,
              testing::Contains(std::pair<std::string, std::string>("Allow", "GET, HEAD, PUT")));
}

TEST(RouterTest, TakesBodiesOfTheRoutesTypeOnly) {
  const Router router = Example();
  Find(router, "PUT", "/api/v1/shelves/1/books", "TEXT/plain ; charset=utf-8");
  for (const char* type : {"", "text/html", "text/plainer"}) {
    const Response refusal = RefusalOf("PUT", "/api/v1/shelves/1/books", type);
    EXPECT_EQ(refusal.status, 415u) << type;
    EXPECT_THAT(*refusal.body.bytes(), HasSubstr("expected Content-Type: text/plain"));
  }
}

TEST(RouterTest, KnowsWhatARouteCanAnswer) {
  const Route get = {
      .method = "GET", .pattern = "/x", .scope = Scope::kRead, .statuses = {404, 200}, .handler = Nothing};
  EXPECT_EQ(StatusesOf(get), (std::vector<unsigned>{200, 400, 404, 413, 431, 500, 503}));
}

}  // namespace
}  // namespace assay::http
