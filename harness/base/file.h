// Whole files in and out, with errors that name the file.
#ifndef ASSAY_HARNESS_BASE_FILE_H_
#define ASSAY_HARNESS_BASE_FILE_H_

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/file_system.h"

namespace assay {

// Throws UsageError if the file cannot be read, is a folder, or is larger than `limit` bytes.
std::vector<uint8_t> ReadFile(const std::filesystem::path& path, uint64_t limit = uint64_t{1} << 30);

// Writes through a temporary file in the same folder and renames it: readers see the old content or the new
// one. Devices, and what a symbolic link leads to, are written in place. Throws InfraError (disk full, no
// permission).
void WriteFile(const std::filesystem::path& path, std::string_view text);

// Likewise, a file that the user named: throws UsageError where it cannot be (no such folder, no permission).
void WriteOutput(const std::filesystem::path& path, std::span<const uint8_t> bytes);
void WriteOutput(const std::filesystem::path& path, std::string_view text);

// ---- what survives a power cut, once the call has returned; all of them throw InfraError ----

// As WriteFile, and returns the file, whose lock (FileSystem::File) was never given up since it was made.
std::unique_ptr<FileSystem::File> WriteDurably(FileSystem& files, const std::filesystem::path& path,
                                               std::string_view text);

// Makes a folder and those above it, as far as they are missing.
void MakeFoldersDurably(FileSystem& files, const std::filesystem::path& folder);

// Also good if it is gone already.
void RemoveDurably(FileSystem& files, const std::filesystem::path& path);

// The new name is in the same folder.
void RenameDurably(FileSystem& files, const std::filesystem::path& from, const std::filesystem::path& to);

// Whether this is the name of a file that WriteFile and the like have not finished, or never will.
bool IsTemporary(std::string_view name);

// SHA-256 as 64 lower-case hex digits.
std::string Sha256Hex(std::span<const uint8_t> bytes);
std::string Hex(std::span<const uint8_t> bytes);

}  // namespace assay

#endif  // ASSAY_HARNESS_BASE_FILE_H_
