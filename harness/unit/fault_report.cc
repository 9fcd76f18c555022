#include "harness/unit/fault_report.h"

#include <cxxabi.h>
#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <sstream>
#include <vector>

#include "harness/base/file.h"
#include "harness/unit/elf.h"

namespace assay {
namespace {

constexpr uint64_t kMaxImageBytes = uint64_t{1} << 30;

// Bits of CFSR (ARMv7-M Architecture Reference Manual, DDI 0403, B3.2.15; UFSR.STKOF: DDI 0553), those first
// that say the most.
struct Cause {  // NOLINT(clang-analyzer-optin.performance.Padding): in the order in which it reads best
  uint32_t bit;
  const char* text;
  const char* address;  // the field that says where, if the bit `valid` is set
  uint32_t valid;
};
constexpr Cause kCauses[] = {
    {1u << 20, "stack overflow", nullptr, 0},
    {1u << 16, "undefined instruction", nullptr, 0},
    {1u << 17, "an address without the Thumb bit was called", nullptr, 0},
    {1u << 18, "invalid return from an exception", nullptr, 0},
    {1u << 19, "instruction of a coprocessor that is off or absent", nullptr, 0},
    {1u << 24, "unaligned access", nullptr, 0},
    {1u << 25, "division by zero", nullptr, 0},
    {1u << 0, "execution of memory that is not code", nullptr, 0},
    {1u << 1, "forbidden access to memory", "mmfar", 1u << 7},
    {1u << 4, "no room on the stack for an exception", nullptr, 0},
    {1u << 8, "no instruction behind the address", nullptr, 0},
    {1u << 9, "access to an address with nothing behind it", "bfar", 1u << 15},
    {1u << 10, "write to an address with nothing behind it, some instructions before", nullptr, 0},
    {1u << 12, "no room on the stack for an exception", nullptr, 0},
};

// "name=hex" of the report.
std::optional<uint32_t> Field(const std::string& report, const std::string& name) {
  constexpr size_t kDigits = 8;
  const size_t at = report.find(" " + name + "=");
  if (at == std::string::npos) return std::nullopt;
  const std::string digits = report.substr(at + name.size() + 2, kDigits);
  if (digits.size() != kDigits || digits.find_first_not_of("0123456789abcdef") != std::string::npos) {
    return std::nullopt;
  }
  return static_cast<uint32_t>(std::stoul(digits, nullptr, 16));
}

std::string Reason(const std::string& report) {
  const bool overflow = report.find(" stack-overflow") != std::string::npos;
  std::string text = overflow ? "stack overflow" : "";
  const uint32_t status = Field(report, "cfsr").value_or(0);
  for (const Cause& cause : kCauses) {
    if ((status & cause.bit) == 0) continue;
    const std::optional<uint32_t> address =
        cause.address != nullptr && (status & cause.valid) != 0 ? Field(report, cause.address) : std::nullopt;
    if (overflow) {
      if (address) text += fmt::format(": access to the guard at {:#010x}", *address);
    } else {
      text = address ? fmt::format("{}: {:#010x}", cause.text, *address) : cause.text;
    }
    break;
  }
  return text.empty() ? "a fault" : text;
}

std::string Quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

// "function (file:line)" as addr2line says; "" if it is not there or does not know.
std::string AskAddr2line(uint32_t address, const std::filesystem::path& image, const std::string& toolchain) {
  const std::string command = fmt::format("{} -C -f -e {} {:#x} 2>/dev/null",
                                          Quoted(toolchain + "-addr2line"), Quoted(image.string()), address);
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  if (pipe == nullptr) return "";
  std::string output;
  std::array<char, 512> part{};
  while (fgets(part.data(), part.size(), pipe.get()) != nullptr) output += part.data();
  std::istringstream lines(output);
  std::string function, place;
  if (!std::getline(lines, function) || !std::getline(lines, place)) return "";
  if (function.empty() || function[0] == '?' || place.empty() || place[0] == '?') return "";
  // What follows the line is which of several pieces of code it is.
  place = place.substr(0, place.find(" ("));
  return fmt::format("{} ({})", function, std::filesystem::path(place).lexically_normal().string());
}

// The function's name as the image's table of symbols has it; "" if none is there.
std::string FindSymbol(uint32_t address, const std::filesystem::path& image) {
  try {
    const std::vector<uint8_t> file = ReadFile(image, kMaxImageBytes);
    for (const ElfSymbol& symbol : Elf(file).Symbols()) {
      if (symbol.type != Elf::kFunction || address < symbol.value || address - symbol.value >= symbol.size)
        continue;
      const std::string name(symbol.name);
      int status = 0;
      const std::unique_ptr<char, void (*)(void*)> plain(
          abi::__cxa_demangle(name.c_str(), nullptr, nullptr, &status), std::free);
      return plain == nullptr ? name : plain.get();
    }
  } catch (const std::runtime_error&) {
    // An image that cannot be read names nothing.
  }
  return "";
}

std::string Place(uint32_t address, const std::filesystem::path& image, const std::string& toolchain) {
  std::string place = AskAddr2line(address, image, toolchain);
  if (place.empty()) place = FindSymbol(address, image);
  return place.empty() ? fmt::format("{:#010x}", address) : place;
}

}  // namespace

std::string ExplainFault(const std::string& report, const std::filesystem::path& image,
                         const std::string& toolchain) {
  std::string text = Reason(report);
  // A return address is behind the call.
  constexpr uint32_t kCall = 2;
  if (const auto pc = Field(report, "pc")) text += " in " + Place(*pc, image, toolchain);
  if (const auto near = Field(report, "near"); near && *near > kCall) {
    text += " near " + Place(*near - kCall, image, toolchain);
  }
  // Values from here on are no address but say how an exception returns.
  constexpr uint32_t kExceptionReturn = 0xFF000000;
  if (const auto lr = Field(report, "lr"); lr && *lr > kCall && *lr < kExceptionReturn) {
    text += ", lr in " + Place((*lr & ~1u) - kCall, image, toolchain);
  }
  return fmt::format("{} [{}]", text, report);
}

}  // namespace assay
