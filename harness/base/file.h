// Whole files in and out, with errors that name the file.
#ifndef ASSAY_HARNESS_BASE_FILE_H_
#define ASSAY_HARNESS_BASE_FILE_H_

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace assay {

// Throws UsageError if the file cannot be read, is a folder, or is larger than `limit` bytes.
std::vector<uint8_t> ReadFile(const std::filesystem::path& path, uint64_t limit = uint64_t{1} << 30);

// Writes through a temporary file in the same folder and renames it: readers see the old content or the new
// one. With `durable`, both survive a power cut. Throws InfraError (disk full, no permission).
void WriteFile(const std::filesystem::path& path, std::span<const uint8_t> bytes, bool durable = false);
void WriteFile(const std::filesystem::path& path, const std::string& text, bool durable = false);

// Likewise, a file that the user named: throws UsageError where it cannot be (no such folder, no permission).
void WriteOutput(const std::filesystem::path& path, std::span<const uint8_t> bytes);
void WriteOutput(const std::filesystem::path& path, const std::string& text);

// SHA-256 as 64 lower-case hex digits.
std::string Sha256Hex(std::span<const uint8_t> bytes);
std::string Hex(std::span<const uint8_t> bytes);

}  // namespace assay

#endif  // ASSAY_HARNESS_BASE_FILE_H_
