// "Did you mean ...?"
#ifndef ASSAY_SERVER_BASE_NEAREST_H_
#define ASSAY_SERVER_BASE_NEAREST_H_

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace assay {

// Damerau's distance (optimal string alignment): insertions, deletions, replacements and swaps of neighbours
// that turn `a` into `b`.
size_t EditDistance(std::string_view a, std::string_view b);

// The candidate nearest to `word`, the first of several; "" if there is none so near that it is likely to be
// meant (at most a third of the word's letters, and at least two, may differ).
std::string Nearest(std::string_view word, std::span<const std::string> candidates);

// A sentence for an error message: "did you mean 'virt-m4'?", or "there are: host, virt-m4", or "there are
// none".
std::string Suggestion(std::string_view word, std::span<const std::string> candidates);

}  // namespace assay

#endif  // ASSAY_SERVER_BASE_NEAREST_H_
