#include "tests/oracle/run_case.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "device-agent/runtime/testing/aligned_bytes.h"
#include "kernels/operator_name.h"
#include "kernels/status_info.h"
#include "tests/oracle/guarded_arena.h"

namespace assay::oracle {
namespace {

using runtime::Fault;
using runtime::Interpreter;
using runtime::KernelChoice;

constexpr size_t kFirstArena = 64U << 10U;
constexpr size_t kLargestArena = 256U << 20U;

std::string Describe(const Fault& fault) {
  std::string text = StatusName(fault.status);
  if (fault.operator_index >= 0) text += fmt::format(", operator {}", fault.operator_index);
  if (fault.opcode >= 0) {
    text += fmt::format(" ({})", OperatorName(fault.opcode));
  }
  if (fault.tensor >= 0) text += fmt::format(", tensor {}", fault.tensor);
  return text;
}

Outcome Mismatch(std::string text) { return {Verdict::kMismatch, std::move(text)}; }

// The size of arena the model needs, by the interpreter's word; 0 and a fault if it is refused.
size_t MeasureArena(std::span<const uint8_t> model, const KernelChoice& kernels, Fault* fault) {
  size_t size = kFirstArena;
  while (true) {
    runtime::testing::AlignedBytes arena(size);
    *fault = {};
    const Interpreter* interpreter = Interpreter::Load(model, arena.span(), kernels, fault);
    if (interpreter != nullptr) return interpreter->memory().arena;
    if (fault->status != Status::kArenaTooSmall || size >= kLargestArena) return 0;
    size = std::max<size_t>(size * 4, (fault->needed + 15U) / 16U * 16U);
  }
}

std::string Hex(std::span<const uint8_t> bytes) {
  std::string text = "0x";
  for (size_t i = bytes.size(); i-- > 0;) text += fmt::format("{:02x}", bytes[i]);
  return text;
}

// An element as a number and as bytes.
std::string Element(Type type, std::span<const uint8_t> bytes) {
  const auto number = [&]<typename T>(T value) {
    std::memcpy(&value, bytes.data(), sizeof(value));
    return value;
  };
  switch (type) {
    case Type::kInt8:
      return fmt::format("{}", number(int8_t{}));
    case Type::kUInt8:
    case Type::kBool:
      return fmt::format("{}", number(uint8_t{}));
    case Type::kInt16:
      return fmt::format("{}", number(int16_t{}));
    case Type::kInt32:
      return fmt::format("{}", number(int32_t{}));
    case Type::kInt64:
      return fmt::format("{}", number(int64_t{}));
    case Type::kFloat32:
      return fmt::format("{} ({})", number(float{}), Hex(bytes));
    default:
      return Hex(bytes);
  }
}

// A float's position among all floats in their order, both zeros being 0.
int64_t Position(float x) {
  const auto bits = std::bit_cast<int32_t>(x);
  return bits < 0 ? -static_cast<int64_t>(bits & INT32_MAX) : bits;
}

bool EqualFloats(std::span<const uint8_t> expected, std::span<const uint8_t> actual, int32_t ulps) {
  float a;
  float b;
  std::memcpy(&a, expected.data(), sizeof(a));
  std::memcpy(&b, actual.data(), sizeof(b));
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  return ulps > 0 && std::abs(Position(a) - Position(b)) <= ulps;
}

// Empty, or why the inputs do not fit the model.
std::string WriteInputs(const Step& step, Interpreter* interpreter) {
  if (std::cmp_not_equal(step.inputs.size(), interpreter->input_count())) {
    return fmt::format("{} inputs in the case, {} in the interpreter", step.inputs.size(),
                       interpreter->input_count());
  }
  for (size_t i = 0; i < step.inputs.size(); ++i) {
    const std::span<uint8_t> target = interpreter->input(static_cast<int32_t>(i));
    if (target.size() != step.inputs[i].size()) {
      return fmt::format("input {}: {} bytes, not {}", i, target.size(), step.inputs[i].size());
    }
    std::ranges::copy(step.inputs[i], target.begin());
  }
  return "";
}

Outcome RunSteps(const Case& test, Interpreter* interpreter) {
  for (size_t number = 0; number < test.steps.size(); ++number) {
    const Step& step = test.steps[number];
    const std::string where = test.steps.size() > 1 ? fmt::format("step {}, ", number) : "";
    const std::string unfit = WriteInputs(step, interpreter);
    if (!unfit.empty()) return Mismatch(unfit);
    Fault fault;
    const Status status = interpreter->Invoke(nullptr, &fault);
    if (test.refused && status != Status::kOk && status != Status::kEndedEarly) {
      return {Verdict::kRefused, fmt::format("{}invoke: {}", where, Describe(fault))};
    }
    if (test.refused) continue;
    const Status wanted = step.ended ? Status::kEndedEarly : Status::kOk;
    if (status != wanted) {
      return Mismatch(fmt::format("{}invoke: {}, not {}", where, StatusName(status), StatusName(wanted)));
    }
    if (step.ended) continue;
    if (std::cmp_not_equal(step.outputs.size(), interpreter->output_count())) {
      return Mismatch(fmt::format("{} outputs in the case, {} in the interpreter", step.outputs.size(),
                                  interpreter->output_count()));
    }
    for (size_t i = 0; i < step.outputs.size(); ++i) {
      const auto index = static_cast<int32_t>(i);
      const std::string difference = Difference(interpreter->output_info(index).type, step.outputs[i],
                                                interpreter->output(index), test.ulps);
      if (!difference.empty()) return Mismatch(fmt::format("{}output {}: {}", where, i, difference));
    }
  }
  if (test.refused) return Mismatch("computed, but must be refused");
  return {Verdict::kEqual, ""};
}

}  // namespace

std::string Difference(Type type, std::span<const uint8_t> expected, std::span<const uint8_t> actual,
                       int32_t ulps) {
  if (expected.size() != actual.size()) {
    return fmt::format("{} bytes expected, {} computed", expected.size(), actual.size());
  }
  const size_t width = std::max<size_t>(TypeBytes(type), 1);
  std::string first;
  size_t wrong = 0;
  for (size_t i = 0; i + width <= expected.size(); i += width) {
    if (std::memcmp(&expected[i], &actual[i], width) == 0) continue;
    if (type == Type::kFloat32 && EqualFloats(expected.subspan(i), actual.subspan(i), ulps)) continue;
    if (wrong++ == 0) {
      first = fmt::format("element {}: expected {}, got {}", i / width,
                          Element(type, expected.subspan(i, width)), Element(type, actual.subspan(i, width)));
    }
  }
  return wrong > 1 ? fmt::format("{}, and {} more of {}", first, wrong - 1, expected.size() / width) : first;
}

Outcome RunCase(const Case& test, const KernelChoice& kernels) {
  runtime::testing::AlignedBytes model(test.model);
  Fault fault;
  const size_t size = MeasureArena(model.span(), kernels, &fault);
  if (size == 0) {
    return {test.refused ? Verdict::kRefused : Verdict::kMismatch, "load: " + Describe(fault)};
  }
  GuardedArena arena(size);
  Interpreter* interpreter = Interpreter::Load(model.span(), arena.span(), kernels, &fault);
  if (interpreter == nullptr) {
    return Mismatch(
        fmt::format("needs {} bytes of arena by its own word, but has: {}", size, Describe(fault)));
  }
  Outcome outcome = RunSteps(test, interpreter);
  if (!arena.intact()) return Mismatch("wrote beyond the arena");
  if (!std::ranges::equal(model.span(), test.model)) return Mismatch("wrote into the model");
  return outcome;
}

}  // namespace assay::oracle
