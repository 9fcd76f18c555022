#include "harness/report/table.h"

#include <gtest/gtest.h>

namespace assay {
namespace {

TEST(Table, ColumnsAreAsWideAsTheirWidestCell) {
  Table table({{"name"}, {"bytes", Table::Align::kRight}});
  table.AddRow({"a", "1,024"});
  table.AddRow({"longer", "–"});  // one character of three bytes
  EXPECT_EQ(table.Text(),
            "name    bytes\n"
            "a       1,024\n"
            "longer      –\n");
}

TEST(Table, Numbers) {
  EXPECT_EQ(Grouped(0), "0");
  EXPECT_EQ(Grouped(999), "999");
  EXPECT_EQ(Grouped(1000), "1,000");
  EXPECT_EQ(Grouped(43040235), "43,040,235");
  EXPECT_EQ(LatencyText(14090287, "instructions"), "14,090,287 instructions");
  EXPECT_EQ(LatencyText(956000, "ns"), "956.0 µs");
  EXPECT_EQ(LatencyText(2950000, "ns"), "2.950 ms");
  EXPECT_EQ(Percent(0.9222), "92.2 %");
}

}  // namespace
}  // namespace assay
