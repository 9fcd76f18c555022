// Gives every field that may be unknown and has no value one, so that a sample has all of them.
#ifndef ASSAY_SERVER_RECORD_VISITORS_FILLER_H_
#define ASSAY_SERVER_RECORD_VISITORS_FILLER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/record/fields/values.h"
#include "server/record/fields/words.h"

namespace assay::record {

class Filler {
 public:
  template <Described T>
  static void Fill(T& value) {
    Filler filler;
    T::Describe(filler, value);
  }

  template <class T, class Rule>
  void operator()(std::string_view key, std::optional<T>& field, const Rule& /*rule*/,
                  std::string_view meaning) {
    (*this)(key, field, meaning);
  }
  template <class T, class Rule>
  void operator()(std::string_view /*key*/, T& field, const Rule& /*rule*/, std::string_view /*meaning*/) {
    Descend(field);
  }
  template <class T>
  void operator()(std::string_view key, std::optional<T>& field, std::string_view /*meaning*/) {
    if (!field) Make(key, field.emplace());
    Descend(*field);
  }
  template <class T>
  void operator()(std::string_view /*key*/, T& field, std::string_view /*meaning*/) {
    Descend(field);
  }
  template <class T>
  void MaybeAbsent(std::string_view /*key*/, std::vector<T>& list, std::string_view /*meaning*/) {
    Descend(list);
  }
  template <class Values>
  void Constant(std::string_view /*key*/, std::string_view /*value*/, const Values& /*values*/,
                std::string_view /*meaning*/) {}

 private:
  template <class T>
  static void Make(std::string_view key, T& value) {
    if constexpr (std::is_arithmetic_v<T>) {
      value = static_cast<T>(key.size());
    } else if constexpr (std::is_same_v<T, std::string>) {
      value = key;
    }
  }
  template <class T>
  static void Descend(T& value) {
    if constexpr (Described<T>) Fill(value);
  }
  template <class T>
  static void Descend(std::vector<T>& list) {
    for (T& element : list) Descend(element);
  }

  Filler() = default;
};

}  // namespace assay::record

#endif  // ASSAY_SERVER_RECORD_VISITORS_FILLER_H_
