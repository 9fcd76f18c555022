// A model in the runtime on the PC, with memory of its own.
#ifndef ASSAY_HARNESS_MODEL_HOST_MODEL_H_
#define ASSAY_HARNESS_MODEL_HOST_MODEL_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "device-agent/runtime/interpreter.h"

namespace assay {

class HostModel {
 public:
  // Copies `model` and loads it, into as much memory as it needs. `sets` must outlive the object; `kernels`
  // chooses among them ("" is the first). If the runtime refuses the model, fault() says why.
  HostModel(std::span<const uint8_t> model, std::span<const kernels::KernelSet* const> sets,
            const char* kernels = "");

  const runtime::Fault& fault() const { return fault_; }

  // Why the model was refused, in words; for a file that is no model, what is wrong with the file.
  std::string DescribeRefusal() const { return Describe(fault_); }
  // The same for any fault of this model, as an agent has found it.
  std::string Describe(const runtime::Fault& fault) const;

  // Null if the model was refused.
  runtime::Interpreter* interpreter() { return interpreter_; }
  const runtime::Interpreter* interpreter() const { return interpreter_; }

  // Also of a refused model, unless `readable` is false: then there is nothing to be read.
  const runtime::ModelReader& reader() const { return reader_; }
  bool readable() const { return readable_; }

 private:
  struct Free {
    void operator()(uint8_t* bytes) const;
  };
  using AlignedBytes = std::unique_ptr<uint8_t[], Free>;
  static AlignedBytes Allocate(size_t bytes);

  AlignedBytes model_;
  size_t model_bytes_;
  AlignedBytes arena_;
  runtime::Fault fault_;
  runtime::Interpreter* interpreter_ = nullptr;
  runtime::ModelReader reader_;
  bool readable_ = false;
};

}  // namespace assay

#endif  // ASSAY_HARNESS_MODEL_HOST_MODEL_H_
