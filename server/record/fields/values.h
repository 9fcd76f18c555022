// What the value of a field may be: every rule says so four times over, to the reader of JSON (`accepts`), to
// whoever reads its errors (`expected`), to the schema (`pattern`, lengths) and to the tables of the page
// docs/record.md (`type`).
#ifndef ASSAY_SERVER_RECORD_FIELDS_VALUES_H_
#define ASSAY_SERVER_RECORD_FIELDS_VALUES_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace assay::record {

// Integers that every JSON reader keeps exactly.
inline constexpr uint64_t kMaxCount = (uint64_t{1} << 53) - 1;

// Of a field whose type alone says what it may be: true or false, a word, an object.
struct AnyValue {};

struct CountRule {
  std::string_view type;  // its unit, or what it counts
  bool in_lists = false;  // shown in lists too, where a case has one line
};
inline constexpr CountRule kCount = {"count"};
inline constexpr CountRule kBytes = {"bytes"};
inline constexpr CountRule kListedBytes = {"bytes", true};
inline constexpr CountRule kIndex = {"index"};

struct NumberRule {
  std::string_view type;
  bool may_be_negative = false;
};
inline constexpr NumberRule kNumber = {"number", true};
inline constexpr NumberRule kNotNegative = {"number ≥ 0"};

// Of a list: at least one, each as the rule says.
struct SamplesRule {
  std::string_view type;
  NumberRule each;
};
inline constexpr SamplesRule kSamples = {"numbers ≥ 0, at least one", kNotNegative};

// Kept as a number, written as 8 lower-case hex digits.
struct Crc32Rule {
  std::string_view type;
};
inline constexpr Crc32Rule kCrc32 = {"8 lower-case hex digits"};

struct StringRule {
  std::string_view type;
  std::string_view expected;
  bool (*accepts)(std::string_view);
  std::string_view pattern = {};  // none if empty
  size_t least = 0;               // characters
  size_t most = 0;                //   0: the pattern says it
};
extern const StringRule kName;
extern const StringRule kNameOrEmpty;
extern const StringRule kText;
extern const StringRule kSerial;
extern const StringRule kUuid;
extern const StringRule kMoment;
extern const StringRule kSha256;
extern const StringRule kBuildId;
extern const StringRule kMediaType;
extern const StringRule kRun;
extern const StringRule kMicrojoule;

bool IsCrc32(std::string_view text);

// How a struct of the record is called in the schema, and what it is. Every struct has one as `kDefinition`,
// and a `Describe(io, x)` that shows `io` every field with its name in the JSON, its rule (none where the
// type says it all) and its meaning. Readers, writers, the schema and the tables are such an `io`.
//
// std::optional is for what may not have been measured or may not be known: it is then null in the JSON,
// never a made-up 0.
struct Definition {
  std::string_view name;
  std::string_view meaning;
};

template <class T>
concept Described = requires {
  T::kDefinition;
};

// Has a `Type` only of a list: what it is a list of.
template <class T>
struct ElementOf {};
template <class T>
struct ElementOf<std::vector<T>> {
  using Type = T;
};

}  // namespace assay::record

#endif  // ASSAY_SERVER_RECORD_FIELDS_VALUES_H_
