#include "harness/report/memory_svg.h"

#include <gmock/gmock.h>

#include <map>
#include <regex>

namespace assay {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using enum AllocationKind;

// Three operators: persistent data, two activations, scratch at the second operator. The arena is 256 bytes
// larger than what is live at its peak.
ModelProfile Profile() {
  ModelProfile profile;
  profile.subgraphs.resize(1);
  for (const char* name : {"CONV_2D", "ADD", "SOFTMAX"}) {
    profile.subgraphs[0].operators.emplace_back().name = name;
  }
  profile.memory.emplace();
  profile.memory->arena = 4096;
  profile.memory->persistent = 1024;
  profile.memory->fragmentation = 256;
  profile.plan = {{kActivation, 4, 2048, 1024, 1, 2},
                  {kActivation, 0, 1024, 1024, 0, 1},
                  {kScratch, -1, 3328, 768, 1, 1}};
  profile.peak = {.operator_index = 1, .activations = 2048, .scratch = 768};
  return profile;
}

// What is wrong with the nesting of the document's elements, or "".
std::string WhatIsMalformed(const std::string& svg) {
  static const std::regex tag("<(/?)([a-z]+)([^<>]*?)(/?)>");
  std::vector<std::string> open;
  for (std::sregex_iterator it(svg.begin(), svg.end(), tag), end; it != end; ++it) {
    const std::string name = (*it)[2];
    if ((*it)[1].length() > 0) {
      if (open.empty() || open.back() != name) return "</" + name + "> closes nothing";
      open.pop_back();
    } else if ((*it)[4].length() == 0) {
      open.push_back(name);
    }
  }
  if (!open.empty()) return "<" + open.back() + "> is not closed";
  const std::string rest = std::regex_replace(svg, tag, "");
  if (rest.find_first_of("<>") != std::string::npos) return "a bare < or >";
  if (std::regex_search(rest, std::regex("&(?!(amp|lt|gt|quot);)"))) return "a bare &";
  return "";
}

// A drawn rectangle, by its title.
struct Rectangle {
  double x, y, width, height;
  std::string fill;
};

std::map<std::string, Rectangle> Rectangles(const std::string& svg) {
  static const std::regex rectangle(
      "<rect x=\"([0-9.]+)\" y=\"([0-9.]+)\" width=\"([0-9.]+)\" height=\"([0-9.]+)\" fill=\"([^\"]+)\"[^>]*>"
      "<title>([^<]*)</title></rect>");
  std::map<std::string, Rectangle> found;
  for (std::sregex_iterator it(svg.begin(), svg.end(), rectangle), end; it != end; ++it) {
    found[(*it)[6]] = {std::stod((*it)[1]), std::stod((*it)[2]), std::stod((*it)[3]), std::stod((*it)[4]),
                       (*it)[5]};
  }
  return found;
}

TEST(MemorySvgTest, EverythingThatIsPlacedIsARectangle) {
  const std::string svg = MemorySvg("model", Profile());
  EXPECT_EQ(WhatIsMalformed(svg), "");
  EXPECT_THAT(svg, StartsWith("<svg xmlns=\"http://www.w3.org/2000/svg\""));
  std::map<std::string, Rectangle> drawn = Rectangles(svg);
  ASSERT_EQ(drawn.size(), 4u);
  const auto get = [&](const std::string& title) {
    EXPECT_TRUE(drawn.contains(title)) << title;
    return drawn[title];
  };
  const Rectangle persistent = get("persistent: 1,024 bytes");
  const Rectangle first = get("tensor 0: 1,024 bytes at 1,024, operators 0 to 1");
  const Rectangle second = get("tensor 4: 1,024 bytes at 2,048, operators 1 to 2");
  const Rectangle scratch = get("scratch: 768 bytes at 3,328, operator 1");

  // To the right as long as it lives.
  const double column = scratch.width;
  EXPECT_GT(column, 0);
  EXPECT_NEAR(persistent.width, 3 * column, 0.2);
  EXPECT_NEAR(first.width, 2 * column, 0.2);
  EXPECT_NEAR(second.width, 2 * column, 0.2);
  EXPECT_NEAR(first.x, persistent.x, 0.2);
  EXPECT_NEAR(second.x, persistent.x + column, 0.2);
  EXPECT_NEAR(scratch.x, second.x, 0.2);

  // From the bottom up, as high as it is large.
  const double quarter = persistent.height;
  EXPECT_NEAR(first.height, quarter, 0.2);
  EXPECT_NEAR(scratch.height, 0.75 * quarter, 0.2);
  EXPECT_NEAR(first.y + first.height, persistent.y, 0.2);
  EXPECT_NEAR(second.y + second.height, first.y, 0.2);
  EXPECT_NEAR(scratch.y, persistent.y - 3 * quarter, 0.2);

  EXPECT_NE(first.fill, second.fill) << "what follows each other can be told apart";
  EXPECT_NE(scratch.fill, first.fill);
}

TEST(MemorySvgTest, FiguresAndNamesAreThere) {
  const std::string svg = MemorySvg("model", Profile());
  EXPECT_THAT(svg, HasSubstr(">model</text>"));
  EXPECT_THAT(svg,
              HasSubstr("arena 4,096 bytes: persistent 1,024, at the peak (operator 1) activations 2,048 "
                        "and scratch 768, fragmentation 256"));
  for (const char* name : {">0 CONV_2D<", ">1 ADD<", ">2 SOFTMAX<"}) EXPECT_THAT(svg, HasSubstr(name));
}

TEST(MemorySvgTest, TheLowerBoundIsALineOfItsOwnWhereThePlanIsLarger) {
  ModelProfile profile = Profile();
  EXPECT_THAT(MemorySvg("model", profile), HasSubstr(">lower bound 3,840</text>"));
  profile.memory->arena = 3840;
  profile.plan[2].offset = 3072;
  const std::string svg = MemorySvg("model", profile);
  EXPECT_THAT(svg, HasSubstr(">arena 3,840, the lower bound itself</text>"));
  EXPECT_THAT(svg, Not(HasSubstr(">lower bound 3,840</text>")));
}

// A title is the name of a file, and a model may name an operator as it likes.
TEST(MemorySvgTest, TextFromOutsideIsEscaped) {
  ModelProfile profile = Profile();
  profile.subgraphs[0].operators[0].name = "<script>&\"";
  const std::string svg = MemorySvg("</text>&amp;\"<a>", profile);
  EXPECT_EQ(WhatIsMalformed(svg), "");
  EXPECT_THAT(svg, HasSubstr("0 &lt;script&gt;&amp;&quot;"));
  EXPECT_THAT(svg, HasSubstr("&lt;/text&gt;&amp;amp;&quot;&lt;a&gt;"));
  EXPECT_THAT(svg, Not(HasSubstr("<script>")));
}

TEST(MemorySvgTest, AModelWithoutAnythingPlacedIsDrawnToo) {
  ModelProfile profile;
  profile.subgraphs.resize(1);
  profile.memory.emplace();
  *profile.memory = {};
  const std::string svg = MemorySvg("", profile);
  EXPECT_EQ(WhatIsMalformed(svg), "");
  EXPECT_THAT(svg, Not(HasSubstr("nan")));
  EXPECT_THAT(svg, Not(HasSubstr("inf")));
}

}  // namespace
}  // namespace assay
