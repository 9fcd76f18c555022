#include "device-agent/agent/model_store.h"

#include <algorithm>

namespace assay::agent {

Status ModelStore::Begin(uint32_t bytes, const protocol::Sha256Digest& digest) {
  Clear();
  if (bytes == 0) return Status::kNotAModel;
  if (bytes > memory_.size()) return Status::kModelTooLarge;
  announced_ = bytes;
  digest_ = digest;
  return Status::kOk;
}

Status ModelStore::Append(uint32_t offset, std::span<const uint8_t> data) {
  if (announced_ == 0 || verified_) return Status::kBadRequest;
  if (offset != received_ || data.size() > announced_ - received_) return Status::kOutOfRange;
  std::copy(data.begin(), data.end(), memory_.begin() + received_);
  received_ += static_cast<uint32_t>(data.size());
  return Status::kOk;
}

Status ModelStore::Commit() {
  if (verified_) return Status::kOk;
  if (announced_ == 0 || received_ != announced_) return Status::kNoModel;
  if (protocol::Sha256(memory_.first(announced_)) != digest_) return Status::kDigestMismatch;
  verified_ = true;
  return Status::kOk;
}

void ModelStore::Clear() {
  announced_ = 0;
  received_ = 0;
  verified_ = false;
}

std::span<const uint8_t> ModelStore::model() const {
  return verified_ ? memory_.first(announced_) : std::span<const uint8_t>{};
}

}  // namespace assay::agent
