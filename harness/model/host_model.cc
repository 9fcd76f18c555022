#include "harness/model/host_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string_view>

#include "harness/model/describe.h"

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

std::string HostModel::DescribeRefusal() const {
  if (readable_ || fault_.status != Status::kMalformedModel) return DescribeFault(fault_);
  if (model_bytes_ == 0) return "is empty";
  constexpr size_t kIdentifierAt = 4;
  constexpr std::string_view kIdentifier = "TFL3";
  if (model_bytes_ < kIdentifierAt + kIdentifier.size() ||
      std::memcmp(model_.get() + kIdentifierAt, kIdentifier.data(), kIdentifier.size()) != 0) {
    return "is no .tflite file (TFL3 is not at byte 4)";
  }
  return fmt::format("malformed model: the FlatBuffer is broken; is the file complete ({} bytes)?",
                     model_bytes_);
}

}  // namespace assay
