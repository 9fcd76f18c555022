#include "harness/base/testing/fake_file_system.h"

#include <algorithm>

namespace assay::testing {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void Fail(const fs::path& path, std::errc error) {
  throw fs::filesystem_error("fake", path, std::make_error_code(error));
}

// "/a/b/" is "/a/b".
fs::path Plain(const fs::path& path) { return path.has_filename() ? path : path.parent_path(); }

}  // namespace

int Choices::Choose(int options) {
  if (made_ == decisions_.size()) decisions_.push_back({0, options});
  return decisions_[made_++].option;
}

bool Choices::Next() {
  made_ = 0;
  while (!decisions_.empty() && decisions_.back().option + 1 == decisions_.back().options) {
    decisions_.pop_back();
  }
  if (decisions_.empty()) return false;
  ++decisions_.back().option;
  return true;
}

// Counts a call, and does what was decided for it.
template <typename Action>
auto FakeFileSystem::Call(const fs::path& path, Needs needs, Action action) {
  if (!powered_) throw PowerCut();
  ++calls_;
  if (calls_ == fail_at_) Fail(path, error_);
  const bool full = calls_ > full_at_ || (calls_ == full_at_ && needs != Needs::kSpaceForBytes);
  if (full && needs != Needs::kNothing) Fail(path, std::errc::no_space_on_device);
  auto result = action();
  if (calls_ >= cut_after_) {
    powered_ = false;
    throw PowerCut();
  }
  return result;
}

class FakeFileSystem::OpenFile : public FileSystem::File {
 public:
  OpenFile(FakeFileSystem& files, fs::path path, NodePointer node)
      : files_(files), path_(std::move(path)), node_(std::move(node)) {
    node_->lock = this;
  }
  ~OpenFile() override { GiveUpLock(); }

  size_t Write(std::span<const uint8_t> bytes) override {
    return files_.Call(path_, Needs::kSpaceForBytes, [&] {
      const bool in_part = files_.calls_ == files_.short_at_ || files_.calls_ == files_.full_at_;
      const size_t n = in_part ? std::max<size_t>(1, bytes.size() / 2) : bytes.size();
      node_->bytes.insert(node_->bytes.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(n));
      return n;
    });
  }
  void Sync() override {
    files_.Call(path_, Needs::kSpace, [&] {
      node_->synced_bytes = node_->bytes;
      return true;
    });
  }
  void Close() override {
    files_.Call(path_, Needs::kNothing, [&] {
      GiveUpLock();
      return true;
    });
  }

 private:
  void GiveUpLock() {
    if (node_->lock == this) node_->lock = nullptr;
  }

  FakeFileSystem& files_;
  const fs::path path_;
  const NodePointer node_;
};

FakeFileSystem::FakeFileSystem() : root_(std::make_shared<Node>()) { root_->is_folder = true; }

void FakeFileSystem::CutPowerAfter(int call) { cut_after_ = calls_ + call; }

void FakeFileSystem::FailAt(int call, std::errc error) {
  fail_at_ = calls_ + call;
  error_ = error;
}

void FakeFileSystem::FillUpAt(int call) { full_at_ = calls_ + call; }

void FakeFileSystem::WriteShortAt(int call) { short_at_ = calls_ + call; }

void FakeFileSystem::NoMoreFaults() {
  powered_ = true;
  calls_ = 0;
  cut_after_ = fail_at_ = full_at_ = short_at_ = kNever;
}

void FakeFileSystem::RestartProcess() {
  NoMoreFaults();
  Unlock(*root_);
}

void FakeFileSystem::RestartComputer(Choices* choices) {
  RestartProcess();
  LoseSome(*root_, choices);
}

void FakeFileSystem::Unlock(Node& node) {
  node.lock = nullptr;
  for (const auto& [name, child] : node.names) Unlock(*child);
}

void FakeFileSystem::Apply(const Change& change, std::map<std::string, NodePointer>* names) {
  for (const auto& [name, node] : change) {
    if (node == nullptr) {
      names->erase(name);
    } else {
      (*names)[name] = node;
    }
  }
}

void FakeFileSystem::ChangeNames(Node& folder, const Change& change) {
  Apply(change, &folder.names);
  folder.changes.push_back(change);
}

void FakeFileSystem::LoseSome(Node& node, Choices* choices) {
  for (const Change& change : node.changes) {
    const bool kept = choices->Choose(2) == 0;
    if (kept) Apply(change, &node.synced_names);
  }
  node.changes.clear();
  node.names = node.synced_names;
  if (node.bytes != node.synced_bytes) {
    switch (choices->Choose(4)) {
      case 0:  // all of it is there
        break;
      case 1:  // nothing is
        node.bytes = node.synced_bytes;
        break;
      case 2:  // only the beginning is
        node.bytes.resize(node.bytes.size() / 2);
        break;
      case 3:  // the length is there, the bytes are not
        std::fill(node.bytes.begin(), node.bytes.end(), uint8_t{0});
        break;
    }
    node.synced_bytes = node.bytes;
  }
  for (const auto& [name, child] : node.names) LoseSome(*child, choices);
}

FakeFileSystem::NodePointer FakeFileSystem::Find(const fs::path& path) const {
  NodePointer node = root_;
  for (const fs::path& part : Plain(path).relative_path()) {
    if (!node->is_folder) return nullptr;
    const auto found = node->names.find(part.string());
    if (found == node->names.end()) return nullptr;
    node = found->second;
  }
  return node;
}

FakeFileSystem::Node& FakeFileSystem::Folder(const fs::path& path) const {
  const NodePointer node = Find(path);
  if (node == nullptr) Fail(path, std::errc::no_such_file_or_directory);
  if (!node->is_folder) Fail(path, std::errc::not_a_directory);
  return *node;
}

FakeFileSystem::Node& FakeFileSystem::RegularFile(const fs::path& path) const {
  const NodePointer node = Find(path);
  if (node == nullptr) Fail(path, std::errc::no_such_file_or_directory);
  if (node->is_folder) Fail(path, std::errc::is_a_directory);
  return *node;
}

bool FakeFileSystem::Exists(const fs::path& path) const { return Find(path) != nullptr; }

std::string FakeFileSystem::Text(const fs::path& path) const {
  const NodePointer node = Find(path);
  return node == nullptr ? "" : std::string(node->bytes.begin(), node->bytes.end());
}

std::vector<std::string> FakeFileSystem::Names(const fs::path& folder) const {
  std::vector<std::string> names;
  const NodePointer node = Find(folder);
  if (node == nullptr) return names;
  for (const auto& [name, child] : node->names) names.push_back(name);
  return names;
}

std::unique_ptr<FileSystem::File> FakeFileSystem::Create(const fs::path& path) {
  return Call(path, Needs::kSpace, [&]() -> std::unique_ptr<File> {
    Node& folder = Folder(path.parent_path());
    NodePointer node = Find(path);
    if (node == nullptr) {
      node = std::make_shared<Node>();
      ChangeNames(folder, {{path.filename().string(), node}});
    }
    RegularFile(path).bytes.clear();
    return std::make_unique<OpenFile>(*this, path, node);
  });
}

std::unique_ptr<FileSystem::File> FakeFileSystem::TryLock(const fs::path& path) {
  return Call(path, Needs::kNothing, [&]() -> std::unique_ptr<File> {
    const NodePointer node = Find(path);
    if (node == nullptr || RegularFile(path).lock != nullptr) return nullptr;
    return std::make_unique<OpenFile>(*this, path, node);
  });
}

std::vector<uint8_t> FakeFileSystem::Read(const fs::path& path, uint64_t limit) {
  return Call(path, Needs::kNothing, [&] {
    const Node& file = RegularFile(path);
    if (file.bytes.size() > limit) Fail(path, std::errc::file_too_large);
    return file.bytes;
  });
}

void FakeFileSystem::Rename(const fs::path& from, const fs::path& to) {
  Call(from, Needs::kSpace, [&] {
    RegularFile(from);
    const NodePointer node = Find(from);
    if (from.parent_path() != to.parent_path()) Fail(from, std::errc::cross_device_link);
    ChangeNames(Folder(from.parent_path()),
                {{from.filename().string(), nullptr}, {to.filename().string(), node}});
    return true;
  });
}

void FakeFileSystem::Remove(const fs::path& path) {
  Call(path, Needs::kNothing, [&] {
    RegularFile(path);
    ChangeNames(Folder(path.parent_path()), {{path.filename().string(), nullptr}});
    return true;
  });
}

bool FakeFileSystem::IsFolder(const fs::path& path) {
  return Call(path, Needs::kNothing, [&] {
    const NodePointer node = Find(path);
    return node != nullptr && node->is_folder;
  });
}

void FakeFileSystem::MakeFolder(const fs::path& path) {
  Call(path, Needs::kSpace, [&] {
    const fs::path plain = Plain(path);
    Node& parent = Folder(plain.parent_path());
    const NodePointer there = Find(plain);
    if (there != nullptr && !there->is_folder) Fail(path, std::errc::file_exists);
    if (there == nullptr) {
      const NodePointer made = std::make_shared<Node>();
      made->is_folder = true;
      ChangeNames(parent, {{plain.filename().string(), made}});
    }
    return true;
  });
}

std::vector<std::string> FakeFileSystem::List(const fs::path& folder) {
  return Call(folder, Needs::kNothing, [&] {
    Folder(folder);
    return Names(folder);
  });
}

void FakeFileSystem::SyncFolder(const fs::path& folder) {
  Call(folder, Needs::kSpace, [&] {
    Node& node = Folder(folder);
    node.synced_names = node.names;
    node.changes.clear();
    return true;
  });
}

}  // namespace assay::testing
