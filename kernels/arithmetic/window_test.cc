#include "kernels/arithmetic/window.h"

#include <gtest/gtest.h>

#include <limits>

#include "kernels/status_info.h"

namespace assay::kernels {
namespace {

struct Case {
  Padding padding;
  int32_t input, output, size, stride, dilation;
  Status status;
  int32_t pad;
};

TEST(WindowTest, ChecksTheOutputsLengthAndPads) {
  constexpr int32_t kHuge = std::numeric_limits<int32_t>::max();
  const Case cases[] = {
      {Padding::kSame, 5, 5, 3, 1, 1, Status::kOk, 1},
      {Padding::kSame, 5, 3, 3, 2, 1, Status::kOk, 1},
      {Padding::kSame, 4, 2, 3, 2, 1, Status::kOk, 0},  // one missing: it goes to the end
      {Padding::kSame, 49, 25, 10, 2, 1, Status::kOk, 4},
      {Padding::kSame, 5, 5, 3, 1, 2, Status::kOk, 2},
      {Padding::kSame, 5, 1, 1, 8, 1, Status::kOk, 0},
      {Padding::kSame, 5, 4, 3, 1, 1, Status::kBadShape, 0},
      {Padding::kValid, 5, 3, 3, 1, 1, Status::kOk, 0},
      {Padding::kValid, 5, 2, 3, 2, 1, Status::kOk, 0},
      {Padding::kValid, 5, 1, 3, 1, 2, Status::kOk, 0},
      {Padding::kValid, 6, 2, 3, 2, 1, Status::kOk, 0},
      {Padding::kValid, 2, 1, 3, 1, 1, Status::kBadShape, 0},
      {Padding::kValid, 5, 2, 3, 1, 1, Status::kBadShape, 0},
      {static_cast<Padding>(7), 5, 5, 3, 1, 1, Status::kUnsupportedOption, 0},
      {Padding::kSame, 5, 5, 3, 0, 1, Status::kUnsupportedOption, 0},
      {Padding::kSame, 5, 5, 3, -1, 1, Status::kUnsupportedOption, 0},
      {Padding::kSame, 5, 5, 3, 1, 0, Status::kUnsupportedOption, 0},
      {Padding::kSame, 5, 5, 3, 40000, 1, Status::kUnsupportedOption, 0},
      {Padding::kSame, 5, 5, 0, 1, 1, Status::kUnsupportedOption, 0},
      {Padding::kSame, 5, 5, kHuge, 1, 32767, Status::kUnsupportedOption, 0},
  };
  for (const Case& c : cases) {
    Window window = {};
    EXPECT_STREQ(StatusName(MakeWindow(c.padding, c.input, c.output, c.size, c.stride, c.dilation, &window)),
                 StatusName(c.status))
        << &c - cases;
    if (c.status == Status::kOk) {
      EXPECT_EQ(window.padding, c.pad) << &c - cases;
    }
  }
}

}  // namespace
}  // namespace assay::kernels
