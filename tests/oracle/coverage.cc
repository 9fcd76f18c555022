#include "oracle/coverage.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>
#include <utility>

namespace assay::oracle {
namespace {

using kernels::Kernel;
using kernels::Opcode;
using kernels::Operation;

constexpr size_t kMaxKernels = 2048;  // of all sets together

using Types = std::pair<Type, Type>;  // of activations and weights

// What a kernel is counted under: the type it was chosen by; and where that says nothing about the data it
// moves, the type of that.
Types TypesOf(const Operation& operation) {
  const auto type = [](const kernels::Tensor* tensors, int32_t count, int32_t index) {
    return index < count ? tensors[index].type : Type::kNone;
  };
  const bool by_output = operation.opcode == Opcode::kIf || operation.opcode == Opcode::kReadVariable;
  const int32_t input = kernels::FindOpcode(operation.opcode)->activations;
  return {by_output ? type(operation.outputs, operation.output_count, 0)
                    : type(operation.inputs, operation.input_count, input),
          type(operation.inputs, operation.input_count, 1)};
}

// One kernel that is watched.
struct Watched {
  const Kernel* kernel = nullptr;
  bool evaluated = false;
  std::set<Types> prepared;
};
std::array<Watched, kMaxKernels> watched;

// Functions of the shape a kernel wants, one pair for each of the watched.
template <size_t kIndex>
struct Watch {
  static Status Prepare(const Operation& operation, void* params, kernels::Needs* needs) {
    Watched& self = watched[kIndex];
    const Status status = self.kernel->prepare(operation, params, needs);
    if (status == Status::kOk) self.prepared.insert(TypesOf(operation));
    return status;
  }
  static Status Evaluate(const void* params, const kernels::Buffers& buffers) {
    watched[kIndex].evaluated = true;
    return watched[kIndex].kernel->eval(params, buffers);
  }
};

struct Functions {
  decltype(Kernel::prepare) prepare;
  decltype(Kernel::eval) eval;
};

template <size_t... kIndices>
constexpr std::array<Functions, sizeof...(kIndices)> MakeFunctions(std::index_sequence<kIndices...>) {
  return {{{Watch<kIndices>::Prepare, Watch<kIndices>::Evaluate}...}};
}
constexpr auto kFunctions = MakeFunctions(std::make_index_sequence<kMaxKernels>());

const char* TypeName(Type type) {
  switch (type) {
    case Type::kFloat32:
      return "float32";
    case Type::kInt32:
      return "int32";
    case Type::kUInt8:
      return "uint8";
    case Type::kInt64:
      return "int64";
    case Type::kBool:
      return "bool";
    case Type::kInt16:
      return "int16";
    case Type::kInt8:
      return "int8";
    case Type::kResource:
      return "variable";
    case Type::kInt4:
      return "int4";
    case Type::kNone:
      break;
  }
  return "any type";
}

std::string KernelName(const Kernel& kernel, const char* set) {
  std::string name =
      fmt::format("{} {} [{}]", kernels::OpcodeName(kernel.opcode), TypeName(kernel.type), set);
  if (kernel.weights != Type::kNone) name += fmt::format(", weights {}", TypeName(kernel.weights));
  return name;
}

// Of types that such an operator's operands cannot have.
bool HasNoData(Opcode opcode) { return opcode == Opcode::kVarHandle || opcode == Opcode::kCallOnce; }

}  // namespace

Coverage::Coverage(std::span<const kernels::KernelSet* const> sets) {
  kernels_.reserve(sets.size());
  sets_.reserve(sets.size());
  size_t index = 0;
  for (const kernels::KernelSet* set : sets) {
    std::vector<Kernel>& copies = kernels_.emplace_back(set->kernels, set->kernels + set->kernel_count);
    for (int32_t i = 0; i < set->kernel_count; ++i, ++index) {
      if (index >= kMaxKernels) throw std::runtime_error("more kernels than can be watched");
      watched[index] = {.kernel = &set->kernels[i], .evaluated = false, .prepared = {}};
      Kernel& copy = copies[static_cast<size_t>(i)];
      copy.prepare = kFunctions[index].prepare;
      copy.eval = kFunctions[index].eval;
    }
    sets_.push_back({set->name, copies.data(), set->kernel_count});
    set_pointers_.push_back(&sets_.back());
  }
  cases_.resize(index);
}

void Coverage::Begin() {
  for (Watched& one : watched) {
    one.evaluated = false;
    one.prepared.clear();
  }
}

void Coverage::Count() {
  for (size_t i = 0; i < cases_.size(); ++i) {
    if (!watched[i].evaluated) continue;
    // Of several types in one case it is not known which of them ran.
    std::set<Key> keys;
    for (const auto& [activations, weights] : watched[i].prepared) {
      const bool int4 = weights == Type::kInt4 && watched[i].kernel->type != Type::kNone;
      keys.insert({activations, int4 ? Type::kInt4 : Type::kNone});
    }
    for (const Key& key : keys) ++cases_[i][key];
  }
}

std::vector<std::string> Coverage::Missing() const {
  std::vector<std::string> missing;
  size_t index = 0;
  for (const kernels::KernelSet& set : sets_) {
    for (int32_t i = 0; i < set.kernel_count; ++i, ++index) {
      const Kernel& kernel = set.kernels[i];
      if (cases_[index].empty()) {
        missing.push_back(KernelName(kernel, set.name) + ": no case ran it");
        continue;
      }
      if (kernel.type != Type::kNone || HasNoData(kernel.opcode)) continue;
      for (const Type type : {Type::kInt8, Type::kInt16}) {
        if (!cases_[index].contains({type, Type::kNone})) {
          missing.push_back(
              fmt::format("{}: no case ran it on {}", KernelName(kernel, set.name), TypeName(type)));
        }
      }
    }
  }
  return missing;
}

std::string Coverage::Table() const {
  // By operator, then by set; in each the cases by types.
  std::map<std::pair<std::string, size_t>, std::map<Key, int>> rows;
  size_t index = 0;
  for (size_t set = 0; set < sets_.size(); ++set) {
    for (int32_t i = 0; i < sets_[set].kernel_count; ++i, ++index) {
      auto& row = rows[{kernels::OpcodeName(sets_[set].kernels[i].opcode), set}];
      for (const auto& [key, count] : cases_[index]) row[key] += count;
    }
  }
  std::string text =
      "| operator | kernels | int8 | int16 | int4 weights | other types |\n"
      "|---|---|---|---|---|---|\n";
  for (const auto& [name, cells] : rows) {
    const auto cell = [&cells](Key key) {
      const auto found = cells.find(key);
      return found == cells.end() ? std::string("–") : std::to_string(found->second);
    };
    int int4 = 0;
    std::string others;
    for (const auto& [key, count] : cells) {
      const auto& [type, weights] = key;
      if (weights == Type::kInt4) {
        int4 += count;
      } else if (type != Type::kInt8 && type != Type::kInt16) {
        others += fmt::format("{}{} {}", others.empty() ? "" : ", ",
                              type == Type::kNone ? "" : TypeName(type), count);
      }
    }
    text += fmt::format("| {} | {} | {} | {} | {} | {} |\n", name.first, sets_[name.second].name,
                        cell({Type::kInt8, Type::kNone}), cell({Type::kInt16, Type::kNone}),
                        int4 > 0 ? std::to_string(int4) : "–", others.empty() ? "–" : others);
  }
  return text;
}

}  // namespace assay::oracle
