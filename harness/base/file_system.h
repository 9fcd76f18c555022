// The calls by which the harness reads and writes files. They are an interface so that a test can decide
// which call fails and what a power cut leaves behind (testing/fake_file_system.h).
#ifndef ASSAY_HARNESS_BASE_FILE_SYSTEM_H_
#define ASSAY_HARNESS_BASE_FILE_SYSTEM_H_

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace assay {

// Whatever fails throws std::filesystem::filesystem_error, with the path and the code of errno.
//
// What a power cut leaves: the bytes of a file are safe once File::Sync has returned, the names in a folder
// (a file or folder made, renamed or removed there) once SyncFolder has. Before that, each of them may be
// kept or lost, independently of the others.
class FileSystem {
 public:
  // An open file. Destruction closes it and gives up its lock.
  class File {
   public:
    virtual ~File() = default;
    // Appends at least one of the bytes, and maybe not all. Returns how many.
    virtual size_t Write(std::span<const uint8_t> bytes) = 0;
    virtual void Sync() = 0;
    // Reports what a delayed write may bring; destruction cannot.
    virtual void Close() = 0;
  };

  virtual ~FileSystem() = default;

  // An empty file, in place of any that was there, locked so that others can tell that it is being written.
  virtual std::unique_ptr<File> Create(const std::filesystem::path& path) = 0;
  // A file that exists, locked; null if somebody else has the lock, or the name is gone.
  virtual std::unique_ptr<File> TryLock(const std::filesystem::path& path) = 0;
  // The whole content; std::errc::file_too_large if it is longer than `limit` bytes.
  virtual std::vector<uint8_t> Read(const std::filesystem::path& path, uint64_t limit) = 0;
  // Takes the place of a file that is called `to`: at every moment that name means one of the two.
  virtual void Rename(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
  virtual void Remove(const std::filesystem::path& path) = 0;

  virtual bool IsFolder(const std::filesystem::path& path) = 0;
  // Does nothing if the folder is there.
  virtual void MakeFolder(const std::filesystem::path& path) = 0;
  // The names in a folder, in the order of their bytes.
  virtual std::vector<std::string> List(const std::filesystem::path& folder) = 0;
  virtual void SyncFolder(const std::filesystem::path& folder) = 0;
};

// That of the operating system.
FileSystem& RealFileSystem();

}  // namespace assay

#endif  // ASSAY_HARNESS_BASE_FILE_SYSTEM_H_
