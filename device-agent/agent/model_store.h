// The memory that holds the model: filled piece by piece over the link, usable only once it is whole and its
// digest is the announced one.
#ifndef ASSAY_AGENT_MODEL_STORE_H_
#define ASSAY_AGENT_MODEL_STORE_H_

#include <cstdint>
#include <span>

#include "device-agent/protocol/sha256.h"
#include "kernels/types.h"

namespace assay::agent {

class ModelStore {
 public:
  explicit ModelStore(std::span<uint8_t> memory) : memory_(memory) {}

  uint32_t capacity() const { return static_cast<uint32_t>(memory_.size()); }

  // Announces a model; the old content is gone. kModelTooLarge if it does not fit.
  Status Begin(uint32_t bytes, const protocol::Sha256Digest& digest);
  // The next piece. kOutOfRange if it does not begin where the last one ended or exceeds the announced
  // length.
  Status Append(uint32_t offset, std::span<const uint8_t> data);
  // Verifies the model, once. kNoModel if it is not whole, kDigestMismatch if its digest is not the announced
  // one.
  Status Commit();
  // Forgets everything.
  void Clear();

  // The verified model; empty before Commit succeeded.
  std::span<const uint8_t> model() const;

 private:
  const std::span<uint8_t> memory_;
  protocol::Sha256Digest digest_{};
  uint32_t announced_ = 0;  // 0: nothing announced
  uint32_t received_ = 0;
  bool verified_ = false;
};

}  // namespace assay::agent

#endif  // ASSAY_AGENT_MODEL_STORE_H_
