#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "server/http/routes/routes.h"
#include "server/record/record.h"

namespace assay::http::routes {
namespace {

using nlohmann::json;

constexpr int kDefaultLimit = 50;
constexpr size_t kPiece = size_t{64} << 10;  // of a streamed list, or a little more

Response PostRun(Context& context, const Arguments&, const Request& request) {
  const store::Inserted inserted = context.store.Insert(request.body);
  if (inserted.result == store::InsertResult::kConflict) {
    return Error(409, fmt::format("there is another record with the id {}", inserted.id), "id");
  }
  const bool is_new = inserted.result == store::InsertResult::kInserted;
  Response response = Json(is_new ? 201 : 200, json{{"id", inserted.id}, {"sha256", inserted.sha256}});
  if (is_new) response.headers.emplace_back("Location", fmt::format("{}/runs/{}", kApi, inserted.id));
  return response;
}

// To clients a cursor is only what an earlier answer gave them.
int64_t ParseCursor(const std::string& text) {
  int64_t cursor = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, cursor);
  if (error != std::errc() || rest != end || cursor < 0) {
    throw BadParameter("cursor", "expected the `next` of an earlier answer");
  }
  return cursor;
}

// Writes a page of summaries, which are JSON already, piece by piece.
class PageWriter {
 public:
  explicit PageWriter(store::Page page) : page_(std::move(page)) {}

  std::optional<std::string> operator()() {
    if (done_) return std::nullopt;
    std::string piece = next_ == 0 ? R"({"runs":[)" : "";
    for (; next_ < page_.summaries.size() && piece.size() < kPiece; ++next_) {
      if (next_ > 0) piece += ',';
      piece += page_.summaries[next_];
    }
    done_ = next_ == page_.summaries.size();
    if (done_) piece += page_.next ? fmt::format(R"(],"next":"{}"}})", *page_.next) : R"(],"next":null})";
    return piece;
  }

 private:
  const store::Page page_;
  size_t next_ = 0;
  bool done_ = false;
};

Response ListRuns(Context& context, const Arguments& arguments, const Request&) {
  store::Filter filter = {.board = arguments.Text("board"), .suite = arguments.Text("suite")};
  if (const auto verdict = arguments.Text("verdict"))
    filter.verdict = record::FromWord<record::Verdict>(*verdict);
  std::optional<int64_t> cursor;
  if (const auto text = arguments.Text("cursor")) cursor = ParseCursor(*text);
  store::Page page = context.store.List(filter, cursor, static_cast<int>(arguments.Integer("limit")));
  size_t held = 0;
  for (const std::string& summary : page.summaries) held += summary.size();
  return Json(200, Body(PageWriter(std::move(page)), held));
}

Response NoSuchRun() { return Error(404, "there is no run of this id"); }

Response GetRun(Context& context, const Arguments& arguments, const Request&) {
  std::optional<store::StoredRecord> record = context.store.Get(*arguments.Text("id"));
  if (!record) return NoSuchRun();
  Response response = Json(200, Body(std::move(record->bytes)));
  response.headers.emplace_back("ETag", fmt::format("\"{}\"", record->sha256));
  return response;
}

Response GetSummary(Context& context, const Arguments& arguments, const Request&) {
  std::optional<std::string> summary = context.store.Summary(*arguments.Text("id"));
  return summary ? Json(200, Body(std::move(*summary))) : NoSuchRun();
}

}  // namespace

std::vector<Route> Runs() {
  const auto& verdicts = record::kWords<record::Verdict>.words;
  return {{.method = "GET",
           .pattern = "/runs",
           .scope = Scope::kRead,
           .parameters = {{"limit", Integer{1, store::kMaxPageRuns, kDefaultLimit}},
                          {"cursor", Text{}},
                          {"board", Text{}},
                          {"suite", Text{}},
                          {"verdict", OneOf{{verdicts.begin(), verdicts.end()}}}},
           .statuses = {200},
           .handler = ListRuns},
          {.method = "POST",
           .pattern = "/runs",
           .scope = Scope::kWrite,
           .body = TakenBody{"application/json", &ServeOptions::max_body},
           .statuses = {200, 201, 409, 422},
           .handler = PostRun},
          {.method = "GET",
           .pattern = "/runs/{id}",
           .scope = Scope::kRead,
           .parameters = {{"id", Text{}}},
           .statuses = {200, 404},
           .handler = GetRun},
          {.method = "GET",
           .pattern = "/runs/{id}/summary",
           .scope = Scope::kRead,
           .parameters = {{"id", Text{}}},
           .statuses = {200, 404},
           .handler = GetSummary}};
}

}  // namespace assay::http::routes
