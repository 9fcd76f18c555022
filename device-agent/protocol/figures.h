// Figures on the link: a struct of nothing but numbers of 32 bits travels as the list of them, in the order
// of its declaration. A figure that is added to the struct travels without further ado; both ends are of one
// version (Hello.version). Freestanding.
#ifndef ASSAY_PROTOCOL_FIGURES_H_
#define ASSAY_PROTOCOL_FIGURES_H_

#include <cstdint>
#include <cstring>
#include <span>
#include <type_traits>

#include "device-agent/protocol/message_writer.h"

namespace assay::protocol {

template <typename T>
consteval uint32_t FigureCount() {
  static_assert(std::has_unique_object_representations_v<T> && alignof(T) == alignof(uint32_t));
  return static_cast<uint32_t>(sizeof(T) / sizeof(uint32_t));
}

template <typename T>
MessageWriter::Offset WriteFigures(MessageWriter* writer, const T& figures) {
  std::span<uint32_t> list;
  const MessageWriter::Offset offset = writer->Vector(FigureCount<T>(), &list);
  if (!list.empty()) std::memcpy(list.data(), &figures, sizeof(figures));
  return offset;
}

// False if the list is not one of T.
template <typename T>
bool ReadFigures(const flatbuffers::Vector<uint32_t>* list, T* figures) {
  if (list == nullptr || list->size() != FigureCount<T>()) return false;
  std::memcpy(figures, list->data(), sizeof(*figures));
  return true;
}

}  // namespace assay::protocol

#endif  // ASSAY_PROTOCOL_FIGURES_H_
