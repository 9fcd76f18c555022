// Memory and identity: what the linker script and board.yaml say.
#include "board_config.h"
#include "device-agent/platform/cortex_m/image.h"
#include "device-agent/platform/platform.h"

namespace assay::platform {

std::span<uint8_t> Arena() { return {assay_arena_start, assay_arena_end}; }

std::span<uint8_t> ModelStore() { return {assay_model_store_start, assay_model_store_end}; }

const char* BoardName() { return config::kBoardName; }

const char* UnitName() {
  static char name[2 * config::kSerialNumberBytes + 1];
  const auto* serial = reinterpret_cast<const volatile uint8_t*>(uintptr_t{config::kSerialNumberAddress});
  for (uint32_t i = 0; i < config::kSerialNumberBytes; ++i) {
    constexpr char kDigits[] = "0123456789abcdef";
    name[2 * i] = kDigits[serial[i] >> 4];
    name[2 * i + 1] = kDigits[serial[i] & 15];
  }
  return name;
}

std::span<const uint8_t> BuildId() {
  // An ELF note: name size, descriptor size, type, the name "GNU\0", and then the ID.
  constexpr size_t kHeader = 16;
  const std::span<const uint8_t> note(assay_build_id_start, assay_build_id_end);
  return note.size() <= kHeader ? std::span<const uint8_t>() : note.subspan(kHeader);
}

}  // namespace assay::platform
