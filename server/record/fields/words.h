// The words of the record's enumerations: one table each, from which JSON, schema, API and terminal take
// them.
#ifndef ASSAY_SERVER_RECORD_FIELDS_WORDS_H_
#define ASSAY_SERVER_RECORD_FIELDS_WORDS_H_

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string_view>

namespace assay::record {

template <size_t kCount>
struct Words {
  std::string_view name;  // of the enumeration in the schema
  std::string_view meaning;
  std::array<std::string_view, kCount> words;  // in the order of the enumerators
};

// Of an enumeration that others share too.
template <size_t kCount>
constexpr std::array<std::string_view, kCount> Views(const char* const (&names)[kCount]) {
  std::array<std::string_view, kCount> views;
  std::copy(std::begin(names), std::end(names), views.begin());
  return views;
}

template <class Enum>
inline constexpr Words<0> kWords = {};

template <class Enum>
concept HasWords = !kWords<Enum>.name.empty();

template <HasWords Enum>
constexpr std::string_view ToString(Enum value) {
  return kWords<Enum>.words.at(static_cast<size_t>(value));
}

// Null if it is no word of the enumeration.
template <HasWords Enum>
constexpr std::optional<Enum> FromWord(std::string_view word) {
  const auto& words = kWords<Enum>.words;
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) return std::nullopt;
  return static_cast<Enum>(found - words.begin());
}

enum class Verdict { kPass, kFail, kInfra, kInconclusive };
template <>
inline constexpr Words<4> kWords<Verdict> = {"verdict",
                                             "`fail`: the thing under test is wrong; `infra`: the rig is at "
                                             "fault; `inconclusive`: too little evidence",
                                             {"pass", "fail", "infra", "inconclusive"}};

enum class Mode { kConformance, kAccuracy, kPerformance, kEnergy };
template <>
inline constexpr Words<4> kWords<Mode> = {
    "mode", "what a run is for", {"conformance", "accuracy", "performance", "energy"}};

}  // namespace assay::record

#endif  // ASSAY_SERVER_RECORD_FIELDS_WORDS_H_
