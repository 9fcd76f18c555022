#include "server/record/fields/values.h"

#include <algorithm>

namespace assay::record {
namespace {

constexpr size_t kMaxName = 200;
constexpr size_t kMaxText = 4000;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsLowerHex(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return IsDigit(c) || (c >= 'a' && c <= 'f'); });
}

// `pattern` has x for a hex digit, 0 for a decimal one; all else stands for itself.
bool Matches(std::string_view text, std::string_view pattern) {
  return text.size() == pattern.size() &&
         std::equal(text.begin(), text.end(), pattern.begin(), [](char c, char p) {
           if (p == 'x') return IsLowerHex({&c, 1});
           if (p == '0') return IsDigit(c);
           return c == p;
         });
}

bool IsMoment(std::string_view text) {
  constexpr std::string_view kSeconds = "0000-00-00T00:00:00";
  if (!Matches(text.substr(0, kSeconds.size()), kSeconds)) return false;
  const auto number = [text](size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  const int month = number(5);
  const int day = number(8);
  if (month < 1 || month > 12 || day < 1 || day > 31 || number(11) > 23 || number(14) > 59 ||
      number(17) > 60) {
    return false;
  }
  std::string_view rest = text.substr(kSeconds.size());
  if (rest.size() > 2 && rest.size() <= 11 && rest[0] == '.') {
    const std::string_view digits = rest.substr(1, rest.size() - 2);
    if (!std::all_of(digits.begin(), digits.end(), IsDigit)) return false;
    rest.remove_prefix(rest.size() - 1);
  }
  return rest == "Z";
}

size_t Characters(std::string_view utf8) {
  return std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

bool HasControls(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7F; });
}

bool IsNameOrEmpty(std::string_view text) { return Characters(text) <= kMaxName && !HasControls(text); }

// "TYPE/SUBTYPE" of RFC 6838, in lower case.
bool IsMediaType(std::string_view text) {
  const auto is_part = [](std::string_view part) {
    return !part.empty() && part.size() <= 127 && std::all_of(part.begin(), part.end(), [](char c) {
      return IsDigit(c) || (c >= 'a' && c <= 'z') || c == '.' || c == '+' || c == '-';
    });
  };
  const size_t slash = text.find('/');
  return slash != std::string_view::npos && is_part(text.substr(0, slash)) && is_part(text.substr(slash + 1));
}

constexpr std::string_view kNoControls = "^[^\\u0000-\\u001f\\u007f]*$";

}  // namespace

const StringRule kName = {"name",
                          "a name of 1 to 200 characters without control characters",
                          [](std::string_view s) { return !s.empty() && IsNameOrEmpty(s); },
                          kNoControls,
                          1,
                          kMaxName};
const StringRule kNameOrEmpty = {
    "name, or empty", "at most 200 characters without control characters", IsNameOrEmpty, kNoControls, 0,
    kMaxName};
const StringRule kText = {"text of at most 4000 characters",
                          "a text of at most 4000 characters",
                          [](std::string_view s) { return Characters(s) <= kMaxText; },
                          {},
                          0,
                          kMaxText};
const StringRule kSerial = {"text of at most 200 characters",
                            "a serial number of at most 200 characters",
                            [](std::string_view s) { return Characters(s) <= kMaxName; },
                            {},
                            0,
                            kMaxName};
const StringRule kUuid = {
    "lower-case UUID", "a lower-case UUID",
    [](std::string_view s) { return Matches(s, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"); },
    "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"};
const StringRule kMoment = {"moment", "a moment in UTC like \"2025-01-31T04:05:06.789Z\"", IsMoment,
                            "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?Z$"};
const StringRule kSha256 = {"64 lower-case hex digits", "a SHA-256 of 64 lower-case hex digits",
                            [](std::string_view s) { return s.size() == 64 && IsLowerHex(s); },
                            "^[0-9a-f]{64}$"};
const StringRule kBuildId = {
    "1 to 64 bytes in lower-case hex", "a build ID of 1 to 64 bytes in lower-case hex",
    [](std::string_view s) { return !s.empty() && s.size() <= 128 && s.size() % 2 == 0 && IsLowerHex(s); },
    "^([0-9a-f]{2}){1,64}$"};
const StringRule kMediaType = {"media type", "a media type like \"application/json\"", IsMediaType,
                               "^[0-9a-z.+-]{1,127}/[0-9a-z.+-]{1,127}$"};
const StringRule kRun = {"`\"run\"`", "\"run\"", [](std::string_view s) { return s == "run"; }, "^run$"};
const StringRule kMicrojoule = {"`\"uJ\"`", "\"uJ\"", [](std::string_view s) { return s == "uJ"; }, "^uJ$"};

bool IsCrc32(std::string_view text) { return Matches(text, "xxxxxxxx"); }

}  // namespace assay::record
