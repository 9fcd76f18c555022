#include "harness/model/host_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <new>

#include "harness/model/describe_fault.h"

namespace assay {
namespace {

constexpr size_t kAlignment = 16;  // what the runtime asks of models and arenas
constexpr size_t kFirstArena = size_t{1} << 20;
constexpr size_t kLargestArena = size_t{1} << 30;

}  // namespace

void HostModel::Free::operator()(uint8_t* bytes) const { std::free(bytes); }

HostModel::AlignedBytes HostModel::Allocate(size_t bytes) {
  const size_t rounded = (std::max<size_t>(bytes, 1) + kAlignment - 1) / kAlignment * kAlignment;
  auto* memory = static_cast<uint8_t*>(std::aligned_alloc(kAlignment, rounded));
  if (memory == nullptr) throw std::bad_alloc();
  return AlignedBytes(memory);
}

HostModel::HostModel(std::span<const uint8_t> model, std::span<const kernels::KernelSet* const> sets,
                     const char* kernels)
    : model_(Allocate(model.size())), model_bytes_(model.size()) {
  std::copy(model.begin(), model.end(), model_.get());
  const std::span<const uint8_t> bytes(model_.get(), model.size());
  for (size_t arena = kFirstArena; arena <= kLargestArena; arena *= 4) {
    arena_ = Allocate(arena);
    interpreter_ = runtime::Interpreter::Load(bytes, {arena_.get(), arena}, {sets, kernels}, &fault_);
    if (fault_.status != Status::kArenaTooSmall) break;
  }
  readable_ = reader_.Open(bytes) == Status::kOk;
}

std::string HostModel::Describe(const runtime::Fault& fault) const {
  switch (fault.status) {
    case Status::kNotAModel:
      return model_bytes_ == 0 ? "is empty" : "is no .tflite file (TFL3 is not at byte 4)";
    case Status::kBrokenFlatBuffer:
      return fmt::format("{}; is the file complete ({} bytes)?", DescribeFault(fault), model_bytes_);
    default:
      return DescribeFault(fault, readable_ ? &reader_ : nullptr);
  }
}

}  // namespace assay
