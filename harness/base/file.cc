#include "harness/base/file.h"

#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>

#include "harness/base/error.h"

namespace assay {
namespace {

namespace fs = std::filesystem;

std::string Describe(const char* what, const fs::path& path, const fs::filesystem_error& error) {
  return fmt::format("cannot {} {}: {}", what, path.string(), error.code().message());
}

std::span<const uint8_t> BytesOf(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

fs::path FolderOf(const fs::path& path) { return path.has_parent_path() ? path.parent_path() : "."; }

void WriteAll(FileSystem::File& file, std::span<const uint8_t> bytes) {
  while (!bytes.empty()) bytes = bytes.subspan(file.Write(bytes));
}

std::unique_ptr<FileSystem::File> Replace(FileSystem& files, const fs::path& path,
                                          std::span<const uint8_t> bytes, bool durable) {
  fs::path temporary = path;
  temporary += fmt::format(".{}.tmp", getpid());
  try {
    std::unique_ptr<FileSystem::File> file = files.Create(temporary);
    WriteAll(*file, bytes);
    // The bytes are safe before the name leads to them, so that no moment is without a whole content.
    if (durable) {
      file->Sync();
    } else {
      file->Close();
    }
    files.Rename(temporary, path);
    if (durable) files.SyncFolder(FolderOf(path));
    return file;
  } catch (const fs::filesystem_error&) {
    try {
      files.Remove(temporary);
    } catch (const fs::filesystem_error&) {
      // It has its final name already, was never made, or is left to whoever clears the folder.
    }
    throw;
  }
}

void WriteInPlace(const fs::path& path, std::span<const uint8_t> bytes) {
  std::ofstream out(path, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) throw fs::filesystem_error("write", path, std::error_code(errno, std::generic_category()));
}

// There is nothing to rename over a device such as /dev/stdout, which may be a link to a file that is open.
void WriteOrReplace(const fs::path& path, std::span<const uint8_t> bytes) {
  std::error_code ignored;
  const fs::file_status status = fs::symlink_status(path, ignored);
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    WriteInPlace(path, bytes);
  } else {
    Replace(RealFileSystem(), path, bytes, /*durable=*/false);
  }
}

}  // namespace

std::vector<uint8_t> ReadFile(const fs::path& path, uint64_t limit) {
  try {
    return RealFileSystem().Read(path, limit);
  } catch (const fs::filesystem_error& error) {
    std::string problem = error.code().message();
    if (error.code() == std::errc::no_such_file_or_directory || error.code() == std::errc::not_a_directory) {
      problem = "no such file";
    } else if (error.code() == std::errc::is_a_directory) {
      problem = "is a folder, not a file";
    } else if (error.code() == std::errc::file_too_large) {
      problem = fmt::format("larger than {} bytes", limit);
    }
    throw UsageError(fmt::format("{}: {}", path.string(), problem));
  }
}

void WriteFile(const fs::path& path, std::string_view text) {
  try {
    WriteOrReplace(path, BytesOf(text));
  } catch (const fs::filesystem_error& error) {
    throw InfraError(Describe("write", path, error));
  }
}

void WriteOutput(const fs::path& path, std::span<const uint8_t> bytes) {
  try {
    WriteOrReplace(path, bytes);
  } catch (const fs::filesystem_error& error) {
    const int code = error.code().value();
    if (code == ENOSPC || code == EDQUOT || code == EIO) throw InfraError(Describe("write", path, error));
    throw UsageError(Describe("write", path, error));
  }
}

void WriteOutput(const fs::path& path, std::string_view text) { WriteOutput(path, BytesOf(text)); }

std::unique_ptr<FileSystem::File> WriteDurably(FileSystem& files, const fs::path& path,
                                               std::string_view text) {
  try {
    return Replace(files, path, BytesOf(text), /*durable=*/true);
  } catch (const fs::filesystem_error& error) {
    throw InfraError(Describe("write", path, error));
  }
}

void MakeFoldersDurably(FileSystem& files, const fs::path& folder) {
  bool there = false;
  try {
    there = files.IsFolder(folder);
    if (!there) {
      // Nothing is made in a folder whose own name is not safe yet. So of a folder that is there already,
      // only the name itself can still be unsafe, where whoever made it was stopped.
      if (FolderOf(folder) != folder) MakeFoldersDurably(files, FolderOf(folder));
      files.MakeFolder(folder);
    }
    files.SyncFolder(FolderOf(folder));
  } catch (const fs::filesystem_error& error) {
    // A folder that may not even be opened is none in which this program made something.
    if (there && error.code() == std::errc::permission_denied) return;
    throw InfraError(Describe(there ? "sync the folder of" : "create", folder, error));
  }
}

void RemoveDurably(FileSystem& files, const fs::path& path) {
  try {
    try {
      files.Remove(path);
    } catch (const fs::filesystem_error& error) {
      if (error.code() != std::errc::no_such_file_or_directory) throw;
    }
    files.SyncFolder(FolderOf(path));
  } catch (const fs::filesystem_error& error) {
    throw InfraError(Describe("remove", path, error));
  }
}

void RenameDurably(FileSystem& files, const fs::path& from, const fs::path& to) {
  try {
    files.Rename(from, to);
    files.SyncFolder(FolderOf(to));
  } catch (const fs::filesystem_error& error) {
    throw InfraError(Describe("rename", from, error));
  }
}

bool IsTemporary(std::string_view name) { return name.ends_with(".tmp"); }

std::string Hex(std::span<const uint8_t> bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const uint8_t byte : bytes) fmt::format_to(std::back_inserter(text), "{:02x}", byte);
  return text;
}

std::string Sha256Hex(std::span<const uint8_t> bytes) {
  std::array<uint8_t, crypto_hash_sha256_BYTES> digest;
  crypto_hash_sha256(digest.data(), bytes.data(), bytes.size());
  return Hex(digest);
}

}  // namespace assay
