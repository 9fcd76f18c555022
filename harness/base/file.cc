#include "harness/base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "harness/base/error.h"

namespace assay {
namespace {

// Closes on scope exit; Close() reports the error that a deferred write may bring.
class FileDescriptor {
 public:
  explicit FileDescriptor(int fd) : fd_(fd) {}
  ~FileDescriptor() {
    if (fd_ >= 0) close(fd_);
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  int get() const { return fd_; }
  bool Close() {
    const int fd = fd_;
    fd_ = -1;
    return close(fd) == 0;
  }

 private:
  int fd_;
};

bool WriteAll(int fd, std::span<const uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t n = write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    bytes = bytes.subspan(static_cast<size_t>(n));
  }
  return true;
}

// 0 or errno.
int SyncFolder(const std::filesystem::path& folder) {
  const FileDescriptor fd(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return fd.get() >= 0 && fsync(fd.get()) == 0 ? 0 : errno;
}

// 0 or errno.
int TryToWrite(const std::filesystem::path& path, std::span<const uint8_t> bytes, bool durable) {
  // A device such as /dev/stdout is written in place: there is nothing to rename over it.
  std::error_code ignored;
  const auto status = std::filesystem::status(path, ignored);
  const bool in_place = std::filesystem::exists(status) && !std::filesystem::is_regular_file(status);
  std::filesystem::path target = path;
  if (!in_place) target += fmt::format(".{}.tmp", getpid());

  FileDescriptor fd(open(target.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
  if (fd.get() < 0) return errno;
  const bool written = WriteAll(fd.get(), bytes) && (!durable || fsync(fd.get()) == 0) && fd.Close();
  if (in_place) return written ? 0 : errno;
  if (!written || rename(target.c_str(), path.c_str()) != 0) {
    const int error = errno;
    unlink(target.c_str());
    return error;
  }
  return durable ? SyncFolder(path.has_parent_path() ? path.parent_path() : ".") : 0;
}

std::string DescribeWriteError(const std::filesystem::path& path, int error) {
  return fmt::format("cannot write {}: {}", path.string(), std::strerror(error));
}

std::span<const uint8_t> BytesOf(const std::string& text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

}  // namespace

std::vector<uint8_t> ReadFile(const std::filesystem::path& path, uint64_t limit) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) throw UsageError(fmt::format("{}: no such file", path.string()));
  if (std::filesystem::is_directory(status)) {
    throw UsageError(fmt::format("{}: is a folder, not a file", path.string()));
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) throw UsageError(fmt::format("{}: {}", path.string(), std::strerror(errno)));
  std::vector<uint8_t> bytes;
  std::array<char, 65536> block;
  while (in.read(block.data(), block.size()) || in.gcount() > 0) {
    bytes.insert(bytes.end(), block.data(), block.data() + in.gcount());
    if (bytes.size() > limit) {
      throw UsageError(fmt::format("{}: larger than {} bytes", path.string(), limit));
    }
  }
  if (in.bad()) throw UsageError(fmt::format("{}: cannot be read", path.string()));
  return bytes;
}

void WriteFile(const std::filesystem::path& path, std::span<const uint8_t> bytes, bool durable) {
  const int error = TryToWrite(path, bytes, durable);
  if (error != 0) throw InfraError(DescribeWriteError(path, error));
}

void WriteFile(const std::filesystem::path& path, const std::string& text, bool durable) {
  WriteFile(path, BytesOf(text), durable);
}

void WriteOutput(const std::filesystem::path& path, std::span<const uint8_t> bytes) {
  const int error = TryToWrite(path, bytes, /*durable=*/false);
  if (error == 0) return;
  if (error == ENOSPC || error == EDQUOT || error == EIO) throw InfraError(DescribeWriteError(path, error));
  throw UsageError(DescribeWriteError(path, error));
}

void WriteOutput(const std::filesystem::path& path, const std::string& text) {
  WriteOutput(path, BytesOf(text));
}

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
