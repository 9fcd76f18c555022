#include "boards/tools/firmware_config.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace assay {
namespace {

constexpr uint64_t kNanosecondsPerSecond = 1'000'000'000;

std::string Origin(const Board& board) {
  return fmt::format("Generated from boards/{}/board.yaml.", board.name);
}

uint64_t DomainHz(const Board& board) {
  switch (board.domain) {
    case Domain::kCycles:
      return board.clock_hz;
    case Domain::kInstructions:
      return kNanosecondsPerSecond >> board.icount_shift;
    case Domain::kTime:
      break;
  }
  return kNanosecondsPerSecond;
}

std::string ReservationSection(const char* name, const Reservation& reservation) {
  return fmt::format(
      "  .{0} (NOLOAD) : ALIGN(16) {{\n"
      "    assay_{0}_start = .;\n"
      "    . += {1:#x};\n"
      "    assay_{0}_end = .;\n"
      "  }} > {2}\n",
      name, reservation.size, reservation.memory);
}

}  // namespace

std::string ConfigHeader(const Board& board) {
  const Firmware& firmware = *board.firmware;
  return fmt::format(
      "// {}\n"
      "#ifndef ASSAY_BOARD_CONFIG_H_\n"
      "#define ASSAY_BOARD_CONFIG_H_\n\n"
      "#include <cstdint>\n\n"
      "#include \"device-agent/platform/platform.h\"\n\n"
      "namespace assay::platform::config {{\n\n"
      "inline constexpr char kBoardName[] = \"{}\";\n"
      "inline constexpr uint64_t kClockHz = {};\n"
      "inline constexpr Domain kDomain{{{}}};  // {}\n"
      "inline constexpr uint64_t kDomainHz = {};\n"
      "inline constexpr uint32_t kSerialNumberAddress = {:#x};\n"
      "inline constexpr uint32_t kSerialNumberBytes = {};\n"
      "inline constexpr uint32_t kUartBase = {:#x};\n"
      "inline constexpr uint32_t kUartInterrupt = {};\n"
      "inline constexpr uint64_t kUartRate = {};\n"
      "inline constexpr uint32_t kTimerBase = {:#x};\n"
      "inline constexpr uint16_t kMessageBytes = {};\n"
      "inline constexpr uint8_t kLinkSlots = {};\n"
      "inline constexpr uint8_t kLinkCredits = {};\n"
      "inline constexpr uint32_t kReceiveRingBytes = {};\n\n"
      "}}  // namespace assay::platform::config\n\n"
      "#endif  // ASSAY_BOARD_CONFIG_H_\n",
      Origin(board), board.name, board.clock_hz, static_cast<int>(board.domain), FactsOf(board.domain).name,
      DomainHz(board), firmware.serial_number.origin, firmware.serial_number.size, firmware.uart.base,
      firmware.uart.interrupt, board.link_rate, firmware.timer.base, board.link_limits.message_bytes,
      board.link_limits.slots, board.link_limits.credits, protocol::ReceiveRingBytes(board.link_limits));
}

std::string CmakeSettings(const Board& board) {
  const Firmware& firmware = *board.firmware;
  return fmt::format(
      "# {}\n"
      "set(ASSAY_BOARD_FLAGS [==[{}]==])\n"
      "set(ASSAY_BOARD_UART {})\n"
      "set(ASSAY_BOARD_TIMER {})\n",
      Origin(board), fmt::join(firmware.flags, " "), firmware.uart.driver, firmware.timer.driver);
}

std::string LinkerScript(const Board& board) {
  const Firmware& firmware = *board.firmware;
  std::string memories;
  for (const MemoryRegion& memory : firmware.memories) {
    memories +=
        fmt::format("  {} : ORIGIN = {:#x}, LENGTH = {:#x}\n", memory.name, memory.origin, memory.size);
  }
  // The stack stands first in its memory: it grows towards the memory's start, where an overflow faults
  // instead of overwriting data.
  return fmt::format(
      "/* {} */\n"
      "ENTRY(assay_reset)\n\n"
      "/* The unwind tables are dropped, so the unwinder they name is not needed: it would bring abort and "
      "more. */\n"
      "__aeabi_unwind_cpp_pr0 = 0;\n"
      "__aeabi_unwind_cpp_pr1 = 0;\n\n"
      "MEMORY {{\n{}}}\n\n"
      "SECTIONS {{\n"
      "  .text : {{\n"
      "    assay_vectors_start = .;\n"
      "    KEEP(*(.vectors))\n"
      "    *(.text .text.*)\n"
      "    *(.rodata .rodata.*)\n"
      "    assay_code_end = .;\n"
      "  }} > {code}\n"
      "  .init_array : {{ KEEP(*(.preinit_array* .init_array* .ctors*)) }} > {code}\n"
      "  .note.gnu.build-id : ALIGN(4) {{\n"
      "    assay_build_id_start = .;\n"
      "    KEEP(*(.note.gnu.build-id))\n"
      "    assay_build_id_end = .;\n"
      "  }} > {code}\n\n"
      "{stack}"
      "  .data : ALIGN(8) {{\n"
      "    assay_data_start = .;\n"
      "    *(.data .data.*)\n"
      "    . = ALIGN(4);\n"
      "    assay_data_end = .;\n"
      "  }} > {data} AT > {code}\n"
      "  assay_data_load = LOADADDR(.data);\n"
      "  .bss (NOLOAD) : ALIGN(8) {{\n"
      "    assay_bss_start = .;\n"
      "    *(.bss .bss.* COMMON)\n"
      "    . = ALIGN(4);\n"
      "    assay_bss_end = .;\n"
      "  }} > {data}\n"
      "  .noinit (NOLOAD) : ALIGN(8) {{ *(.noinit .noinit.*) }} > {data}\n"
      "{arena}{model_store}\n"
      "  /DISCARD/ : {{ *(.ARM.exidx* .ARM.extab* .eh_frame*) }}\n"
      "}}\n\n"
      "ASSERT(SIZEOF(.init_array) == 0, \"the image has static constructors, which nothing would run\")\n"
      "ASSERT(assay_stack_start % 4096 == 0 && assay_stack_start > 0, \"the stack must start at a multiple "
      "of "
      "4 KB, with addresses below it, or its guard has no place: put it first in a memory\")\n",
      Origin(board), memories, fmt::arg("code", firmware.code), fmt::arg("data", firmware.data),
      fmt::arg("stack", ReservationSection("stack", firmware.stack)),
      fmt::arg("arena", ReservationSection("arena", firmware.arena)),
      fmt::arg("model_store", ReservationSection("model_store", firmware.model_store)));
}

}  // namespace assay
