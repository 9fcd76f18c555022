#include "harness/base/file_system.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace assay {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void Fail(const char* what, const fs::path& path, int error = errno) {
  throw fs::filesystem_error(what, path, std::error_code(error, std::generic_category()));
}

class PosixFile : public FileSystem::File {
 public:
  PosixFile(fs::path path, int flags, mode_t mode = 0)
      : path_(std::move(path)), fd_(open(path_.c_str(), flags | O_CLOEXEC, mode)) {
    if (fd_ < 0) Fail("open", path_);
  }
  ~PosixFile() override {
    if (fd_ >= 0) close(fd_);
  }
  PosixFile(const PosixFile&) = delete;
  PosixFile& operator=(const PosixFile&) = delete;

  size_t Write(std::span<const uint8_t> bytes) override {
    ssize_t n;
    do {
      n = write(fd_, bytes.data(), bytes.size());
    } while (n < 0 && errno == EINTR);
    if (n < 0) Fail("write", path_);
    if (n == 0) Fail("write", path_, ENOSPC);
    return static_cast<size_t>(n);
  }

  // 0 at the end of the file.
  size_t Read(std::span<uint8_t> bytes) {
    ssize_t n;
    do {
      n = read(fd_, bytes.data(), bytes.size());
    } while (n < 0 && errno == EINTR);
    if (n < 0) Fail("read", path_);
    return static_cast<size_t>(n);
  }

  void Sync() override {
    if (fsync(fd_) != 0) Fail("fsync", path_);
  }

  void Close() override {
    const int fd = fd_;
    fd_ = -1;
    if (close(fd) != 0) Fail("close", path_);
  }

  // Waits for the lock, or says whether it was free. Throws where the file system has no locks.
  bool Lock(bool wait) {
    while (flock(fd_, wait ? LOCK_EX : LOCK_EX | LOCK_NB) != 0) {
      if (errno == EWOULDBLOCK) return false;
      if (errno != EINTR) Fail("flock", path_);
    }
    return true;
  }

  // Whoever had the lock before may have renamed or removed the file.
  bool HasItsName() const {
    struct stat open_file, named_file;
    return fstat(fd_, &open_file) == 0 && stat(path_.c_str(), &named_file) == 0 &&
           open_file.st_dev == named_file.st_dev && open_file.st_ino == named_file.st_ino;
  }

  void Empty() {
    if (ftruncate(fd_, 0) != 0) Fail("ftruncate", path_);
  }

 private:
  const fs::path path_;
  int fd_;
};

class PosixFileSystem : public FileSystem {
 public:
  std::unique_ptr<File> Create(const fs::path& path) override {
    // Between the two calls somebody may take the file for abandoned and remove it; then it is made again.
    // Only a file that is locked is emptied: another may be in use.
    for (int attempt = 0; attempt < 100; ++attempt) {
      auto file = std::make_unique<PosixFile>(path, O_WRONLY | O_CREAT, 0666);
      try {
        file->Lock(/*wait=*/true);
      } catch (const fs::filesystem_error&) {
        // Where the file system has no locks, nobody can take the file away either.
      }
      if (!file->HasItsName()) continue;
      file->Empty();
      return file;
    }
    Fail("open", path, EBUSY);
  }

  std::unique_ptr<File> TryLock(const fs::path& path) override {
    try {
      auto file = std::make_unique<PosixFile>(path, O_WRONLY);
      if (!file->Lock(/*wait=*/false) || !file->HasItsName()) return nullptr;
      return file;
    } catch (const fs::filesystem_error& error) {
      if (error.code() == std::errc::no_such_file_or_directory) return nullptr;
      throw;
    }
  }

  std::vector<uint8_t> Read(const fs::path& path, uint64_t limit) override {
    PosixFile file(path, O_RDONLY);
    std::vector<uint8_t> bytes;
    std::array<uint8_t, 65536> block;
    while (const size_t n = file.Read(block)) {
      bytes.insert(bytes.end(), block.data(), block.data() + n);
      if (bytes.size() > limit) Fail("read", path, EFBIG);
    }
    return bytes;
  }

  void Rename(const fs::path& from, const fs::path& to) override {
    if (rename(from.c_str(), to.c_str()) != 0) Fail("rename", from);
  }

  void Remove(const fs::path& path) override {
    if (unlink(path.c_str()) != 0) Fail("unlink", path);
  }

  bool IsFolder(const fs::path& path) override {
    std::error_code error;
    return fs::is_directory(path, error);
  }

  void MakeFolder(const fs::path& path) override {
    if (mkdir(path.c_str(), 0777) == 0) return;
    const int error = errno;
    if (error != EEXIST || !IsFolder(path)) Fail("mkdir", path, error);
  }

  std::vector<std::string> List(const fs::path& folder) override {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
      names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
  }

  void SyncFolder(const fs::path& folder) override {
    PosixFile opened(folder, O_RDONLY | O_DIRECTORY);
    try {
      opened.Sync();
    } catch (const fs::filesystem_error& error) {
      // Some file systems (of virtual machines, above all) have no such thing: there is nothing to wait for.
      if (error.code() != std::errc::invalid_argument) throw;
    }
  }
};

}  // namespace

FileSystem& RealFileSystem() {
  static PosixFileSystem file_system;
  return file_system;
}

}  // namespace assay
