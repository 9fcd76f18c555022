#include "server/record/record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/pfr.hpp>
#include <cmath>
#include <fstream>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>

#include "server/record/example_record.h"
#include "server/record/record_json.h"

namespace assay::record {
namespace {

using nlohmann::json;
using testing::HasSubstr;

// The error of reading the full example after `change`; "" if there is none.
std::string ErrorAfter(const std::function<void(json&)>& change) {
  json value = ToJson(ExampleRecord());
  change(value);
  try {
    FromJson(value);
  } catch (const InvalidRecord& error) {
    return error.what();
  }
  return "";
}

std::string ErrorOf(const std::function<void(Record&)>& change) {
  Record record = ExampleRecord();
  change(record);
  try {
    Validate(record);
  } catch (const InvalidRecord& error) {
    return error.what();
  }
  return "";
}

TEST(RecordTest, SurvivesTheRoundTrip) {
  for (const Record& record : ExampleRecords()) {
    const std::string text = ToText(record);
    EXPECT_EQ(ToText(FromText(text)), text);
    EXPECT_EQ(text.find('\n'), std::string::npos);
  }
}

TEST(RecordTest, UsesTheNamesOfTheContract) {
  const json value = ToJson(ExampleRecord());
  EXPECT_EQ(value["schema"], "assay.record/1");
  EXPECT_EQ(value["board"]["virtual"], true);
  const json& first = value["cases"][0];
  EXPECT_EQ(first["exactness"]["first_difference"]["operator"], 4);
  EXPECT_EQ(first["latency"]["unit"], "instructions");
  EXPECT_EQ(first["layers"][0]["crc32"], "00c0ffee");
  EXPECT_TRUE(first["memory"]["plan"][1]["tensor"].is_null());
  EXPECT_TRUE(value["cases"][1]["energy"].is_null());
}

TEST(RecordTest, WritesCountsAsWholeNumbers) {
  const std::string text = ToText(ExampleRecord());
  EXPECT_THAT(text, HasSubstr("\"samples\":[2000,2002,2001]"));
  EXPECT_THAT(text, HasSubstr("\"cold\":2100.5"));
}

TEST(RecordTest, WhatMayBeUnknownMayBeAbsent) {
  json value = ToJson(EmptyRecord());
  value.erase("agent");
  value.erase("link");
  value["conditions"] = json::object();
  value["board"].erase("title");
  const Record record = FromJson(value);
  EXPECT_FALSE(record.agent.has_value());
  EXPECT_FALSE(record.conditions.clock_hz.has_value());
}

// Made before operators were listed without having been measured, kernels were always named and records had
// attachments.
TEST(RecordTest, ReadsRecordsOfBefore) {
  std::ifstream file(ASSAY_RECORD_TESTDATA "/of_before.json");
  json before = json::parse(file);
  before["cases"][0]["kernels"] = "";
  before["cases"][0]["layers"][0].erase("kernel_set");
  const Record record = FromJson(before);
  EXPECT_EQ(record.cases[0].kernels, "");
  EXPECT_EQ(record.cases[0].layers[0].kernel_set, std::nullopt);
  for (const json& change : json::diff(before, ToJson(record))) {
    EXPECT_EQ(change["op"], "add") << change;
    EXPECT_TRUE(change["value"].empty()) << change;  // null, or a list without elements
  }
}

TEST(RecordTest, TheExampleHasEveryField) {
  const std::function<void(const json&, const std::string&)> check = [&](const json& value,
                                                                         const std::string& path) {
    EXPECT_FALSE(value.is_null()) << path;
    if (!value.is_structured()) return;
    EXPECT_FALSE(value.empty()) << path;
    for (const auto& [key, element] : value.items()) check(element, path + "/" + key);
  };
  json record = ToJson(ExampleRecord());
  record["cases"].erase(1);                                 // the one in which nothing was measured
  record["cases"][0]["memory"]["plan"][1].erase("tensor");  // of scratch
  check(record, "");
}

// Every member of T that a reader or writer is shown: a member without a description would be lost.
struct Counter {
  size_t fields = 0;
  template <class... Field>
  void operator()(Field&&...) {
    ++fields;
  }
  template <class List>
  void MaybeAbsent(std::string_view, const List&, std::string_view) {
    ++fields;
  }
  template <class Values>
  void Constant(std::string_view, std::string_view, const Values&, std::string_view) {}
};

template <class T>
class DescriptionTest : public testing::Test {};
using Structs = testing::Types<Suite, Board, Unit, Link, Agent, Harness, Conditions, Attachment, Model,
                               Difference, Exactness, Latency, Layer, Allocation, PersistentParts, Memory,
                               Accuracy, Instrument, Energy, Case, Record>;
TYPED_TEST_SUITE(DescriptionTest, Structs);

TYPED_TEST(DescriptionTest, NamesEveryMember) {
  Counter counter;
  TypeParam::Describe(counter, static_cast<const TypeParam&>(TypeParam()));
  EXPECT_EQ(counter.fields, boost::pfr::tuple_size_v<TypeParam>)
      << "a member of " << TypeParam::kDefinition.name;
}

TEST(WordsTest, GoBothWays) {
  EXPECT_EQ(ToString(Verdict::kInconclusive), "inconclusive");
  EXPECT_EQ(FromWord<Verdict>("infra"), Verdict::kInfra);
  EXPECT_EQ(FromWord<Verdict>("maybe"), std::nullopt);
  EXPECT_EQ(FromWord<Domain>(""), std::nullopt);
}

TEST(OutputsWrongTest, IfAnyComparedOutputDiffers) {
  Case x = PassingRecord().cases[0];
  EXPECT_FALSE(OutputsWrong(x));
  x.exactness->equal = x.exactness->inputs - 1;
  EXPECT_TRUE(OutputsWrong(x));
  // As accepted before the two had to agree.
  x.exactness->equal = x.exactness->inputs;
  x.exactness->first_difference = Difference{};
  EXPECT_TRUE(OutputsWrong(x));
  x.exactness.reset();
  EXPECT_FALSE(OutputsWrong(x));
}

TEST(RecordTest, IgnoresFieldsOfLaterVersions) {
  EXPECT_EQ(ErrorAfter([](json& r) { r["cases"][0]["invented_later"] = 1; }), "");
}

TEST(RecordTest, NamesTheFieldAtFault) {
  EXPECT_EQ(ErrorAfter([](json& r) { r["cases"][0]["latency"]["samples"][1] = "fast"; }),
            "cases[0].latency.samples[1]: expected a finite number of at least 0, found \"fast\"");
  EXPECT_EQ(ErrorAfter([](json& r) { r["cases"][1]["model"].erase("sha256"); }),
            "cases[1].model.sha256: is missing");
  EXPECT_EQ(ErrorAfter([](json& r) { r["schema"] = "assay.record/2"; }),
            "schema: expected \"assay.record/1\", found \"assay.record/2\"");
  EXPECT_EQ(ErrorAfter([](json& r) { r = json::array(); }), "the record: expected an object, found an array");
  EXPECT_EQ(ErrorAfter([](json& r) { r["verdict"] = "maybe"; }),
            "verdict: expected one of pass, fail, infra, inconclusive, found \"maybe\"");
}

TEST(RecordTest, RefusesEveryFieldOfTheWrongType) {
  const std::function<int(json&, json&)> damage = [&](json& root, json& value) {
    int refused = 0;
    const json saved = value;
    value = saved.is_array() ? json::object() : json::array();
    try {
      FromJson(root);
      ADD_FAILURE() << "accepted " << value << " for " << saved;
    } catch (const InvalidRecord&) {
      ++refused;
    }
    value = saved;
    if (value.is_structured()) {
      for (json& element : value) refused += damage(root, element);
    }
    return refused;
  };
  json record = ToJson(ExampleRecord());
  EXPECT_GT(damage(record, record), 100);
}

TEST(RecordTest, RefusesEveryBadWord) {
  const std::vector<std::pair<const char*, json>> bad = {
      {"/id", "not-a-uuid"},
      {"/id", "00000000-0000-4000-8000-00000000000A"},
      {"/kind", "import"},
      {"/started", "2025-01-31T04:05:06"},
      {"/started", "2025-13-31T04:05:06Z"},
      {"/started", "2025-01-31T04:05:06.Z"},
      {"/started", "2025-01-31T04:05:06+01:00"},
      {"/finished", "yesterday"},
      {"/suite/name", ""},
      {"/suite/name", std::string(201, 'x')},
      {"/suite/name", "a\nb"},
      {"/mode", "fastest"},
      {"/agent/digest", "abc"},
      {"/agent/digest", ""},
      {"/board/virtual", 1},
      {"/link/bytes_up", -1},
      {"/link/bytes_up", 1.5},
      {"/link/bytes_up", 9007199254740992.0},
      {"/conditions/clock_hz", -1},
      {"/cases/0/model/sha256", std::string(64, 'A')},
      {"/cases/0/latency/domain", "time"},
      {"/cases/0/latency/unit", "ns"},
      {"/cases/0/latency/samples", json::array()},
      {"/cases/0/latency/samples/0", -1},
      {"/cases/0/layers/0/crc32", "C0FFEE00"},
      {"/cases/0/layers/0/crc32", "c0ffee"},
      {"/cases/0/energy/unit", "J"},
      {"/attachments/0/sha256", "abc"},
      {"/attachments/0/media_type", "csv"},
      {"/attachments/0/media_type", "text/"},
      {"/attachments/0/bytes", -1},
      {"/cases/0/reason", std::string(4001, 'x')},
  };
  for (const auto& [pointer, value] : bad) {
    EXPECT_NE(ErrorAfter([&](json& r) { r[json::json_pointer(pointer)] = value; }), "")
        << pointer << " " << value;
  }
}

TEST(RecordTest, AcceptsMoments) {
  for (const char* moment :
       {"2025-01-31T04:05:06Z", "2025-01-31T04:05:06.1Z", "2025-12-31T23:59:60.123456789Z"}) {
    EXPECT_EQ(ErrorAfter([&](json& r) { r["started"] = moment; }), "") << moment;
  }
}

TEST(RecordTest, ChecksTheRulesBetweenFields) {
  using R = Record&;
  EXPECT_THAT(ErrorOf([](R r) { r.cases[0].exactness->equal = 4; }), HasSubstr("cases[0].exactness.equal"));
  EXPECT_THAT(ErrorOf([](R r) { r.cases[0].exactness->first_difference.reset(); }),
              HasSubstr("first_difference"));
  EXPECT_THAT(ErrorOf([](R r) { r.cases[0].exactness->equal = 3; }),
              HasSubstr("exactness.first_difference: expected null, because all inputs are equal"));
  EXPECT_THAT(ErrorOf([](R r) { r.attachments.push_back(r.attachments[0]); }),
              HasSubstr("attachments[1].name"));
  EXPECT_THAT(ErrorOf([](R r) { r.cases[0].latency->median = 2000; }),
              HasSubstr("latency.median: expected 2001"));
  EXPECT_THAT(ErrorOf([](R r) { r.cases[0].energy->median = 11; }), HasSubstr("energy.median"));
  EXPECT_THAT(ErrorOf([](R r) { r.cases[0].layers[1].index = 0; }), HasSubstr("layers[1]"));
  EXPECT_THAT(ErrorOf([](R r) { r.cases[0].memory->plan[1].tensor = 3; }), HasSubstr("plan[1].tensor"));
  EXPECT_THAT(ErrorOf([](R r) { r.cases[0].memory->plan[0].tensor.reset(); }), HasSubstr("plan[0].tensor"));
  EXPECT_THAT(ErrorOf([](R r) { r.cases[0].memory->plan[1].first_operator = 2; }),
              HasSubstr("last_operator"));
  EXPECT_THAT(ErrorOf([](R r) { r.cases[0].memory->plan[1].offset = 20001; }), HasSubstr("plan[1]"));
  EXPECT_THAT(ErrorOf([](R r) { r.cases[0].accuracy->correct = 4; }), HasSubstr("accuracy.correct"));
  EXPECT_THAT(ErrorOf([](R r) { r.cases[0].accuracy->total = 0; }), HasSubstr("accuracy.total"));
  EXPECT_THAT(ErrorOf([](R r) { r.cases[1].reason = ""; }), HasSubstr("cases[1].reason"));
  EXPECT_THAT(ErrorOf([](R r) { r.reason = ""; }), HasSubstr("reason: expected why the verdict is fail"));
  EXPECT_THAT(ErrorOf([](R r) { r.cases.push_back(r.cases[0]); }), HasSubstr("cases[2]"));
}

// Where not every input of the case is compared, as for accuracy, the one that differs may be a later one.
TEST(RecordTest, AnyInputOfTheCaseMayDiffer) {
  EXPECT_EQ(ErrorOf([](Record& r) { r.cases[0].exactness->first_difference->input = 3; }), "");
}

// What must never be called a pass, and never a fail.
TEST(RecordTest, ChecksVerdicts) {
  using R = Record&;
  EXPECT_THAT(ErrorOf([](R r) { r.verdict = Verdict::kPass; }), HasSubstr("not every case"));
  EXPECT_THAT(ErrorOf([](R r) { r.cases[0].verdict = Verdict::kPass; }),
              HasSubstr("because the verdict is pass"));
  EXPECT_THAT(ErrorOf([](R r) { r.cases[1].verdict = Verdict::kPass; }), HasSubstr("nothing was measured"));
  EXPECT_THAT(ErrorOf([](R r) { r.cases.erase(r.cases.begin()); }), HasSubstr("because no case failed"));
  EXPECT_THAT(ErrorOf([](R r) {
                r = PassingRecord();
                r.cases.clear();
              }),
              HasSubstr("or none, passed"));
  EXPECT_THAT(ErrorOf([](R r) {
                r = PassingRecord();
                r.agent.reset();
              }),
              HasSubstr("no agent"));
}

TEST(RecordTest, RefusesWhatJsonCannotSay) {
  EXPECT_THAT(ErrorOf([](Record& r) { r.cases[0].latency->cold = std::nan(""); }),
              HasSubstr("cases[0].latency.cold"));
  EXPECT_THAT(
      ErrorOf([](Record& r) { r.conditions.temperature_c = std::numeric_limits<double>::infinity(); }),
      HasSubstr("conditions.temperature_c"));
  EXPECT_THAT(ErrorOf([](Record& r) { r.unit.name.assign(1, '\xff'); }),
              HasSubstr("unit.name: expected text in UTF-8"));
  EXPECT_THAT(ErrorOf([](Record& r) { r.link->bytes_up = uint64_t{1} << 53; }), HasSubstr("link.bytes_up"));
}

TEST(ParseJsonTest, RefusesWhatIsNotJson) {
  for (const char* text :
       {"", "{", "nonsense", "{\"a\":1}}", "[1,]", "\"\xff\"", "\"\\ud800\"", "1e999", "{\"a\":NaN}"}) {
    EXPECT_THROW(ParseJson(text), MalformedJson) << text;
  }
}

TEST(ParseJsonTest, BoundsTheDepth) {
  const auto nested = [](int depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_NO_THROW(ParseJson(nested(kMaxJsonDepth)));
  EXPECT_THROW(ParseJson(nested(kMaxJsonDepth + 1)), MalformedJson);
  EXPECT_THROW(ParseJson(std::string(1'000'000, '[')), MalformedJson);
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  EXPECT_THROW(ParseJson(objects), MalformedJson);
}

TEST(ParseJsonTest, RefusesTheSameNameTwice) {
  EXPECT_THROW(ParseJson(R"({"a":1,"b":{"a":1},"a":2})"), MalformedJson);
  EXPECT_NO_THROW(ParseJson(R"([{"a":1,"b":{"a":1}},{"a":1}])"));
}

TEST(ParseJsonTest, BoundsTheNumberOfValues) {
  std::string zeros = "[0";
  for (int i = 0; i < kMaxJsonValues; ++i) zeros += ",0";
  EXPECT_THROW(ParseJson(zeros + "]"), MalformedJson);
  EXPECT_NO_THROW(ParseJson(zeros.substr(0, zeros.size() - 10) + "]"));
}

TEST(ParseJsonTest, KeepsMessagesShort) {
  try {
    ParseJson(std::string(100'000, 'x'));
    FAIL();
  } catch (const MalformedJson& error) {
    EXPECT_LT(std::string(error.what()).size(), 400u);
    EXPECT_THAT(error.what(), testing::StartsWith("not JSON: parse error at line 1"));
  }
}

TEST(RecordTest, MakesIdentities) {
  const std::string id = NewId();
  EXPECT_NE(id, NewId());
  EXPECT_EQ(ErrorOf([&](Record& r) { r.id = id; }), "");
  const auto moment = std::chrono::system_clock::time_point(std::chrono::milliseconds(1738296306789));
  EXPECT_EQ(Timestamp(moment), "2025-01-31T04:05:06.789Z");
}

}  // namespace
}  // namespace assay::record
