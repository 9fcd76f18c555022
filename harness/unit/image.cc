#include "harness/unit/image.h"

#include <fmt/format.h>

#include <vector>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/unit/elf.h"

namespace assay {
namespace {

constexpr uint64_t kMaxImageBytes = uint64_t{1} << 30;
constexpr uint32_t kBuildIdNote = 3;

// Notes: name size, content size, type, then both, each padded to four bytes.
std::string BuildId(const Elf& elf) {
  for (const ElfSection& section : elf.sections()) {
    if (section.type != Elf::kNote || section.name != ".note.gnu.build-id") continue;
    const std::span<const uint8_t> content = elf.Content(section);
    if (section.size < 16) Elf::Fail("its build ID is too short");
    const uint64_t name_size = elf.Number(section.offset, 4);
    const uint64_t id_size = elf.Number(section.offset + 4, 4);
    const uint64_t type = elf.Number(section.offset + 8, 4);
    if (type != kBuildIdNote || name_size != 4 || id_size > section.size - 16) {
      Elf::Fail("its build ID is malformed");
    }
    return Hex(content.subspan(16, id_size));
  }
  return "";
}

}  // namespace

Image ParseImage(std::span<const uint8_t> file) {
  const Elf elf(file);
  return {BuildId(elf), CodeMap(elf)};
}

Image ReadImage(const std::filesystem::path& file) {
  const std::vector<uint8_t> bytes = ReadFile(file, kMaxImageBytes);
  try {
    return ParseImage(bytes);
  } catch (const UsageError& error) {
    throw UsageError(fmt::format("{}: {}", file.string(), error.what()));
  }
}

}  // namespace assay
