// A file system in memory whose faults a test decides: which call fails, after which the power is cut, and
// what a disk may then have kept or lost.
#ifndef ASSAY_HARNESS_BASE_TESTING_FAKE_FILE_SYSTEM_H_
#define ASSAY_HARNESS_BASE_TESTING_FAKE_FILE_SYSTEM_H_

#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "harness/base/file_system.h"

namespace assay::testing {

// Every combination of some decisions, one after the other:
//
//   Choices choices;
//   do {
//     ... choices.Choose(2) ... choices.Choose(3) ...
//   } while (choices.Next());
class Choices {
 public:
  // A number below `options`.
  int Choose(int options);
  // Whether there is a combination that was not there yet; from now on Choose gives that one.
  bool Next();

 private:
  struct Decision {
    int option, options;
  };
  std::vector<Decision> decisions_;
  size_t made_ = 0;
};

class FakeFileSystem : public FileSystem {
 public:
  // Thrown by the call after which the power is gone, and by all later ones. No std::exception, so that no
  // code takes it for an error it can deal with.
  struct PowerCut {};

  FakeFileSystem();

  // ---- the faults of the calls to come, of which the next one is number 1 ----

  void CutPowerAfter(int call);
  // That call fails, and does nothing.
  void FailAt(int call, std::errc error);
  // From that call on the disk is full. If the call is a write, half of its bytes still fit.
  void FillUpAt(int call);
  // If that call is a write, it takes half of its bytes.
  void WriteShortAt(int call);
  // All of them are over, and the count begins anew.
  void NoMoreFaults();
  int calls() const { return calls_; }

  // The process was killed and the computer goes on: nothing is lost but the locks.
  void RestartProcess();
  // The power is back: of what was not synced, any part is kept or lost.
  void RestartComputer(Choices* choices);

  // ---- a look without a call ----

  bool Exists(const std::filesystem::path& path) const;
  std::string Text(const std::filesystem::path& path) const;  // "" if there is no such file
  std::vector<std::string> Names(const std::filesystem::path& folder) const;

  std::unique_ptr<File> Create(const std::filesystem::path& path) override;
  std::unique_ptr<File> TryLock(const std::filesystem::path& path) override;
  std::vector<uint8_t> Read(const std::filesystem::path& path, uint64_t limit) override;
  void Rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
  void Remove(const std::filesystem::path& path) override;
  bool IsFolder(const std::filesystem::path& path) override;
  void MakeFolder(const std::filesystem::path& path) override;
  std::vector<std::string> List(const std::filesystem::path& folder) override;
  void SyncFolder(const std::filesystem::path& folder) override;

 private:
  struct Node;
  class OpenFile;
  using NodePointer = std::shared_ptr<Node>;
  // What one call does to the names of a folder, as a whole or not at all; null removes a name.
  using Change = std::map<std::string, NodePointer>;

  // A file or a folder, as programs see it (`bytes`, `names`) and as it is on the disk for certain
  // (`synced_...`).
  struct Node {
    bool is_folder = false;
    std::vector<uint8_t> bytes, synced_bytes;
    std::map<std::string, NodePointer> names, synced_names;
    std::vector<Change> changes;  // what leads from synced_names to names
    const OpenFile* lock = nullptr;
  };

  enum class Needs { kNothing, kSpace, kSpaceForBytes };
  static constexpr int kNever = std::numeric_limits<int>::max();

  template <typename Action>
  auto Call(const std::filesystem::path& path, Needs needs, Action action);
  NodePointer Find(const std::filesystem::path& path) const;  // null if there is none
  Node& Folder(const std::filesystem::path& path) const;
  Node& RegularFile(const std::filesystem::path& path) const;
  static void Apply(const Change& change, std::map<std::string, NodePointer>* names);
  static void ChangeNames(Node& folder, const Change& change);
  static void LoseSome(Node& node, Choices* choices);
  static void Unlock(Node& node);

  NodePointer root_;
  bool powered_ = true;
  int calls_ = 0;
  int cut_after_ = kNever, fail_at_ = kNever, full_at_ = kNever, short_at_ = kNever;
  std::errc error_ = {};
};

}  // namespace assay::testing

#endif  // ASSAY_HARNESS_BASE_TESTING_FAKE_FILE_SYSTEM_H_
