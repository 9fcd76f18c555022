// Any bytes as a model: opens it and reads everything that there is to read.
#include <cstdlib>

#include "device-agent/runtime/model_reader.h"
#include "device-agent/runtime/testing/aligned_bytes.h"

namespace assay {
namespace {

using runtime::ModelReader;

// Touches what the reader hands out, so that AddressSanitizer sees where it lies.
unsigned sum = 0;

void ReadTensor(const ModelReader& reader, int32_t index) {
  kernels::Tensor tensor;
  if (reader.ReadTensor(index, &tensor) != Status::kOk) return;
  sum += static_cast<unsigned>(tensor.shape.elements());
  if (tensor.data != nullptr) {
    for (uint32_t i = 0; i < tensor.bytes; ++i) sum += static_cast<const uint8_t*>(tensor.data)[i];
  }
  for (int32_t i = 0; i < tensor.quantization.scale_count; ++i) {
    sum += tensor.quantization.scales[i] > 0 ? 1 : 0;
  }
}

void ReadTensors(const ModelReader& reader, std::span<const int32_t> indices) {
  for (const int32_t index : indices) ReadTensor(reader, index);
}

void ReadOperator(const ModelReader& reader, int32_t index) {
  ReadTensors(reader, reader.operator_inputs(index));
  ReadTensors(reader, reader.operator_outputs(index));
  int32_t opcode = 0;
  if (reader.ReadOpcode(index, &opcode) != Status::kOk) return;
  runtime::OperatorOptions options;
  (void)reader.ReadOptions(index, static_cast<kernels::Opcode>(opcode), &options);
}

void ReadSubgraph(const ModelReader& reader) {
  ReadTensors(reader, reader.inputs());
  ReadTensors(reader, reader.outputs());
  for (int32_t i = 0; i < reader.operator_count(); ++i) ReadOperator(reader, i);
  for (int32_t i = -2; i < 64; ++i) ReadTensor(reader, i);
}

}  // namespace
}  // namespace assay

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  assay::runtime::testing::AlignedBytes model(std::span(data, size));
  assay::runtime::ModelReader reader;
  if (reader.Open(model.span()) != assay::Status::kOk) return 0;
  for (int32_t i = 0; i < reader.subgraph_count(); ++i) assay::ReadSubgraph(reader.Subgraph(i));
  return 0;
}
