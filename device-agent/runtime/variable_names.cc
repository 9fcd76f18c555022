#include "device-agent/runtime/variable_names.h"

#include <cstring>

#include "kernels/return_if_error.h"

namespace assay::runtime {
namespace {

using kernels::ModelBytes;
using kernels::Opcode;
using kernels::VarHandleOptions;

bool Equal(const ModelBytes& a, const ModelBytes& b) {
  return a.size == b.size && (a.size == 0 || std::memcmp(a.data, b.data, a.size) == 0);
}

// FNV-1a. Most names are told apart by it; only those alike are compared.
uint32_t Hash(const ModelBytes& name) {
  uint32_t hash = 2166136261U;
  for (uint32_t i = 0; i < name.size; ++i) hash = (hash ^ name.data[i]) * 16777619U;
  return hash;
}

}  // namespace

Status VariableNames::List(const ModelReader& model, std::span<const Subgraph> subgraphs,
                           std::span<uint8_t> memory, Fault* fault) {
  model_ = model;
  list_ = {reinterpret_cast<Variable*>(memory.data()), 0};
  const auto count = static_cast<uint16_t>(subgraphs.size());
  for (uint16_t i = 0; i < count; ++i) {
    if (subgraphs[i].depth == 0) continue;
    fault->subgraph = i;
    const ModelReader reader = model.Subgraph(i);
    for (int32_t j = 0; j < reader.operator_count(); ++j) {
      int32_t opcode;
      if (reader.ReadOpcode(j, &opcode) != Status::kOk) continue;  // found again by the survey
      if (opcode != static_cast<int32_t>(Opcode::kVarHandle)) continue;
      fault->operator_index = j;
      fault->opcode = opcode;
      ASSAY_RETURN_IF_ERROR(Add(reader, i, static_cast<uint16_t>(j), memory, fault));
    }
    fault->operator_index = -1;
    fault->opcode = -1;
  }
  return Status::kOk;
}

Status VariableNames::Add(const ModelReader& reader, uint16_t subgraph, uint16_t index,
                          std::span<uint8_t> memory, Fault* fault) {
  OperatorOptions options;
  if (reader.ReadOptions(index, Opcode::kVarHandle, &options) != Status::kOk) return Status::kOk;  // as above
  const auto& names = options.as<VarHandleOptions>();
  if (names.shared_name.size > kMaxNameBytes || names.container.size > kMaxNameBytes) {
    return Status::kNameTooLong;
  }
  if (Find(options) < list_.size()) return Status::kOk;
  if (list_.size() == kMaxVariables) return Status::kModelTooLarge;
  const uint64_t needed = list_.size_bytes() + sizeof(Variable);
  if (needed > memory.size()) {
    fault->needed = static_cast<uint32_t>(needed);
    return Status::kArenaTooSmall;
  }
  list_ = {list_.data(), list_.size() + 1};
  list_.back() = {Hash(names.shared_name), 0, subgraph, index, 0};
  return Status::kOk;
}

size_t VariableNames::Find(const OperatorOptions& options) const {
  const auto& wanted = options.as<VarHandleOptions>();
  const uint32_t hash = Hash(wanted.shared_name);
  size_t i = 0;
  for (; i < list_.size(); ++i) {
    if (list_[i].offset != hash) continue;
    OperatorOptions other;
    const ModelReader reader = model_.Subgraph(list_[i].subgraph);
    (void)reader.ReadOptions(list_[i].operator_index, Opcode::kVarHandle, &other);  // succeeded before
    const auto& found = other.as<VarHandleOptions>();
    // Without a container it is the first of that name.
    if (!Equal(wanted.shared_name, found.shared_name)) continue;
    if (wanted.container.data == nullptr || Equal(wanted.container, found.container)) break;
  }
  return i;
}

}  // namespace assay::runtime
