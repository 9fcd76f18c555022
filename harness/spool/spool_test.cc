// The spool on a disk that fails, fills up, and loses what was not synced when the power goes.
#include "harness/spool/spool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/base/error.h"
#include "harness/base/testing/fake_file_system.h"
#include "server/record/example_record.h"
#include "server/record/record_json.h"

namespace assay {
namespace {

using client::Outcome;
using testing::Choices;
using ::testing::ElementsAre;
using testing::FakeFileSystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using PowerCut = FakeFileSystem::PowerCut;
using DeliveryOutcome = Spool::Delivery::Outcome;

constexpr const char* kFolder = "/home/state";
constexpr const char* kServer = "http://server:8080";
constexpr const char* kId = "00000000-0000-4000-8000-000000000001";
constexpr const char* kOtherId = "00000000-0000-4000-8000-000000000002";
// More calls than any walk below makes.
constexpr int kManyCalls = 1000;

record::Record Version(int version, const std::string& id = kId) {
  record::Record record = record::EmptyRecord();
  record.id = id;
  record.reason = std::to_string(version);
  return record;
}

// 0 if the text is no whole record.
int VersionOf(std::string_view text) {
  try {
    return std::stoi(record::FromText(text).reason);
  } catch (const std::exception&) {
    return 0;
  }
}

std::filesystem::path RecordFile(const std::string& id) {
  return std::filesystem::path(kFolder) / "records" / (id + ".json");
}
std::filesystem::path OutboxFile(const std::string& name) {
  return std::filesystem::path(kFolder) / "outbox" / name;
}

// A disk with a folder for the user, and nothing else.
struct Disk : FakeFileSystem {
  Disk() {
    MakeFolder("/home");
    SyncFolder("/");
    NoMoreFaults();
  }

  void Put(const std::filesystem::path& path, std::string_view text) {
    const std::unique_ptr<File> file = Create(path);
    file->Write({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
  }
};

// A server that gives one answer to everything, and what it was sent.
struct Server {
  Outcome answer = Outcome::kDelivered;
  std::vector<std::string> texts = {};
  std::vector<std::string> addresses = {};

  Spool::Send Send() {
    return [this](const std::string& address, std::string_view text) {
      addresses.push_back(address);
      texts.emplace_back(text);
      return client::Result{answer, answer == Outcome::kDelivered ? "" : "the answer's reason"};
    };
  }
};

// What the outside knows of a record's life, whatever ended it.
struct Known {
  std::string id = kId;
  int acknowledged = 0;    // the last version whose Entry or Update has returned
  bool confirmed = false;  // a server had it
  bool delivered = false;  // DeliverAll has said so, without reserve
};

// Does one step; a step that fails must name what it failed at. Returns whether it has not failed.
template <typename Step>
bool Try(Step step) {
  try {
    step();
    return true;
  } catch (const InfraError& error) {
    EXPECT_THAT(error.what(), HasSubstr("/home"));
    return false;
  }
}

void Deliver(FakeFileSystem& disk, Outcome answer, Known* known) {
  Server server{answer};
  const Spool::Send record_and_answer = [&](const std::string& address, std::string_view text) {
    if (answer == Outcome::kDelivered && text.find(known->id) != text.npos) known->confirmed = true;
    return server.Send()(address, text);
  };
  Try([&] {
    for (const Spool::Delivery& delivery : Spool(kFolder, disk).DeliverAll(record_and_answer)) {
      const bool done = delivery.outcome == DeliveryOutcome::kDelivered && delivery.message.empty();
      if (delivery.id == known->id && done) known->delivered = true;
    }
  });
}

// The whole life of a record: a run with three versions, a delivery in vain and one that arrives. A step that
// fails does not keep the next ones from being tried, as in a run.
void Live(FakeFileSystem& disk, Known* known) {
  const Spool spool(kFolder, disk);
  std::optional<Spool::Entry> entry;
  if (!Try([&] { entry.emplace(spool, Version(1, known->id), kServer); })) return;
  known->acknowledged = 1;
  for (int version = 2; version <= 3; ++version) {
    if (Try([&] { entry->Update(Version(version, known->id)); })) known->acknowledged = version;
  }
  entry.reset();
  Deliver(disk, Outcome::kUnavailable, known);
  Deliver(disk, Outcome::kDelivered, known);
}

// The same, with the power cut after one of its calls. Returns false if it ended before.
bool LiveUntilPowerCut(FakeFileSystem& disk, int call, Known* known) {
  disk.CutPowerAfter(call);
  try {
    Live(disk, known);
    return false;
  } catch (const PowerCut&) {
    return true;
  }
}

// What the next commands must find and do on a disk without faults.
void CheckNextCommands(FakeFileSystem& disk, const Known& known) {
  disk.NoMoreFaults();
  const bool is_there = disk.Exists(RecordFile(known.id));
  const std::string text = disk.Text(RecordFile(known.id));
  EXPECT_TRUE(!is_there || VersionOf(text) > 0) << "half a record: " << text;
  EXPECT_GE(VersionOf(text), known.acknowledged) << text;

  Server server;
  Spool(kFolder, disk).DeliverAll(server.Send());
  const auto sent = std::count(server.texts.begin(), server.texts.end(), text);
  if (!is_there || known.delivered) {
    EXPECT_EQ(sent, 0);
  } else if (known.confirmed) {
    EXPECT_LE(sent, 1);
  } else {
    EXPECT_EQ(sent, 1) << "passed over";
  }

  Server idle;
  EXPECT_THAT(Spool(kFolder, disk).DeliverAll(idle.Send()), IsEmpty());
  EXPECT_THAT(disk.Names(OutboxFile("").parent_path()), IsEmpty());
  for (const std::string& name : disk.Names(RecordFile("").parent_path())) {
    EXPECT_THAT(name, ::testing::EndsWith(".json"));
  }
}

TEST(SpoolTest, ALifeWithoutFaults) {
  Disk disk;
  Known known;
  Live(disk, &known);
  EXPECT_EQ(known.acknowledged, 3);
  EXPECT_TRUE(known.delivered);
  EXPECT_EQ(VersionOf(disk.Text(RecordFile(kId))), 3);
  EXPECT_LT(disk.calls(), kManyCalls);
  CheckNextCommands(disk, known);
}

TEST(SpoolTest, APowerCutAfterAnyCallLosesNothing) {
  int cuts = 0;
  for (bool cut = true; cut; ++cuts) {
    ASSERT_LT(cuts, kManyCalls);
    Choices choices;
    do {
      SCOPED_TRACE("power cut after call " + std::to_string(cuts + 1));
      Disk disk;
      Known known;
      cut = LiveUntilPowerCut(disk, cuts + 1, &known);
      disk.RestartComputer(&choices);
      CheckNextCommands(disk, known);
      if (HasFailure()) return;
    } while (choices.Next());
  }
  EXPECT_GT(cuts, 30);
}

TEST(SpoolTest, ASecondPowerCutWhileTheNextCommandDeliversLosesNothing) {
  for (int call = 1;; ++call) {
    ASSERT_LT(call, kManyCalls);
    bool first_cut = false;
    for (int next_call = 1, second_cut = true; second_cut; ++next_call) {
      ASSERT_LT(next_call, kManyCalls);
      Choices choices;
      do {
        SCOPED_TRACE("power cut after call " + std::to_string(call) + " and then " +
                     std::to_string(next_call));
        Disk disk;
        Known known;
        first_cut = LiveUntilPowerCut(disk, call, &known);
        disk.RestartComputer(&choices);
        disk.CutPowerAfter(next_call);
        try {
          Deliver(disk, Outcome::kDelivered, &known);
          second_cut = false;
        } catch (const PowerCut&) {
          second_cut = true;
        }
        disk.RestartComputer(&choices);
        CheckNextCommands(disk, known);
        if (HasFailure()) return;
      } while (choices.Next());
    }
    if (!first_cut) return;
  }
}

// Whoever comes after a killed harness builds on what it has not synced.
TEST(SpoolTest, AKilledHarnessTakesNothingFromTheNextOne) {
  bool killed = true;
  for (int call = 1; killed; ++call) {
    ASSERT_LT(call, kManyCalls);
    Choices choices;
    do {
      SCOPED_TRACE("killed after call " + std::to_string(call));
      Disk disk;
      Known first, second;
      second.id = kOtherId;
      killed = LiveUntilPowerCut(disk, call, &first);
      disk.RestartProcess();
      {
        const Spool spool(kFolder, disk);
        Spool::Entry entry(spool, Version(1, kOtherId), kServer);
        second.acknowledged = 1;
      }
      disk.RestartComputer(&choices);
      const int version = VersionOf(disk.Text(RecordFile(kId)));
      EXPECT_GE(version, first.acknowledged);
      CheckNextCommands(disk, second);
      if (HasFailure()) return;
    } while (choices.Next());
  }
}

enum class Fault { kError, kFull, kShortWrite };

class FaultTest : public ::testing::TestWithParam<Fault> {};

TEST_P(FaultTest, AtAnyCallLosesNothingAcknowledged) {
  Disk whole;
  Known unused;
  Live(whole, &unused);
  ASSERT_GT(whole.calls(), 30);
  for (int call = 1; call <= whole.calls(); ++call) {
    for (const bool power_cut : {false, true}) {
      Choices choices;
      do {
        SCOPED_TRACE("fault at call " + std::to_string(call) + (power_cut ? ", then a power cut" : ""));
        Disk disk;
        Known known;
        if (GetParam() == Fault::kError) disk.FailAt(call, std::errc::io_error);
        if (GetParam() == Fault::kFull) disk.FillUpAt(call);
        if (GetParam() == Fault::kShortWrite) disk.WriteShortAt(call);
        Live(disk, &known);
        EXPECT_TRUE(known.delivered || GetParam() != Fault::kShortWrite);
        if (power_cut) disk.RestartComputer(&choices);
        CheckNextCommands(disk, known);
        if (HasFailure()) return;
      } while (choices.Next());
    }
  }
}

std::string NameOf(const ::testing::TestParamInfo<Fault>& fault) {
  const char* const names[] = {"Error", "FullDisk", "ShortWrite"};
  return names[static_cast<int>(fault.param)];
}
INSTANTIATE_TEST_SUITE_P(All, FaultTest, ::testing::Values(Fault::kError, Fault::kFull, Fault::kShortWrite),
                         NameOf);

TEST(SpoolTest, AFullDiskNamesTheFileAndKeepsWhatWasThere) {
  Disk disk;
  const Spool spool(kFolder, disk);
  Spool::Entry entry(spool, Version(1), kServer);
  disk.FillUpAt(1);
  try {
    entry.Update(Version(2));
    FAIL() << "no error";
  } catch (const InfraError& error) {
    EXPECT_EQ(error.what(),
              "cannot write " + RecordFile(kId).string() + ": " + std::string(strerror(ENOSPC)));
  }
  EXPECT_EQ(VersionOf(disk.Text(RecordFile(kId))), 1);
}

TEST(SpoolTest, FoldersThatCannotBeMadeNameTheWayOut) {
  Disk disk;
  disk.Put("/home/state", "a file");
  const Spool spool(kFolder, disk);
  try {
    Spool::Entry entry(spool, Version(1), kServer);
    FAIL() << "no error";
  } catch (const InfraError& error) {
    EXPECT_THAT(error.what(), StartsWith("cannot create /home/state"));
    EXPECT_THAT(error.what(), HasSubstr("ASSAY_STATE"));
  }
}

TEST(SpoolTest, ARunThatCannotBeginLeavesNothing) {
  bool failed = true;
  for (int call = 1; failed; ++call) {
    ASSERT_LT(call, kManyCalls);
    Disk disk;
    const Spool spool(kFolder, disk);
    disk.FailAt(call, std::errc::io_error);
    failed = !Try([&] { Spool::Entry(spool, Version(1), kServer); });
    EXPECT_EQ(disk.Exists(RecordFile(kId)), !failed) << call;
    EXPECT_EQ(disk.Names(OutboxFile("").parent_path()).size(), failed ? 0u : 1u) << call;
  }
}

TEST(SpoolTest, AnEmptySpoolHasNothingToDeliver) {
  Disk disk;
  Server server;
  EXPECT_THAT(Spool(kFolder, disk).DeliverAll(server.Send()), IsEmpty());
  EXPECT_FALSE(disk.Exists(kFolder));
}

TEST(SpoolTest, ARunWithoutAServerIsKeptAndNotDelivered) {
  Disk disk;
  const Spool spool(kFolder, disk);
  { Spool::Entry entry(spool, Version(1), ""); }
  Server server;
  EXPECT_THAT(spool.DeliverAll(server.Send()), IsEmpty());
  EXPECT_EQ(VersionOf(disk.Text(RecordFile(kId))), 1);
}

TEST(SpoolTest, TheRecordOfARunningHarnessIsLeftAlone) {
  Disk disk;
  const Spool spool(kFolder, disk);
  Server server;
  {
    Spool::Entry entry(spool, Version(1), kServer);
    EXPECT_THAT(spool.DeliverAll(server.Send()), IsEmpty());
    entry.Update(Version(2));
    EXPECT_THAT(spool.DeliverAll(server.Send()), IsEmpty());
  }
  EXPECT_EQ(spool.DeliverAll(server.Send()).size(), 1u);
  EXPECT_THAT(server.texts, ElementsAre(disk.Text(RecordFile(kId))));
  EXPECT_THAT(server.addresses, ElementsAre(kServer));
}

TEST(SpoolTest, WhatIsDiscardedStaysAwayAfterAPowerCut) {
  Choices choices;
  do {
    Disk disk;
    const Spool spool(kFolder, disk);
    {
      Spool::Entry entry(spool, Version(1), kServer);
      entry.Discard();
    }
    disk.RestartComputer(&choices);
    EXPECT_FALSE(disk.Exists(RecordFile(kId)));
    Server server;
    EXPECT_THAT(spool.DeliverAll(server.Send()), IsEmpty());
  } while (choices.Next());
}

TEST(SpoolTest, ADiscardThatIsCutShortLeavesNoRecordWithoutItsPlace) {
  bool cut = true;
  for (int call = 1; cut; ++call) {
    Choices choices;
    do {
      Disk disk;
      const Spool spool(kFolder, disk);
      try {
        Spool::Entry entry(spool, Version(1), kServer);
        disk.CutPowerAfter(call);
        entry.Discard();
        cut = false;
      } catch (const PowerCut&) {
        cut = true;
      }
      disk.RestartComputer(&choices);
      EXPECT_TRUE(!disk.Exists(RecordFile(kId)) || disk.Exists(OutboxFile(std::string(kId) + ".json")));
    } while (choices.Next());
  }
}

TEST(SpoolTest, AServerThatDoesNotAnswerIsAskedOnce) {
  Disk disk;
  const Spool spool(kFolder, disk);
  for (const char* id : {kId, kOtherId}) Spool::Entry(spool, Version(1, id), kServer);
  Server server{Outcome::kUnavailable};
  const std::vector<Spool::Delivery> deliveries = spool.DeliverAll(server.Send());
  ASSERT_EQ(deliveries.size(), 2u);
  EXPECT_EQ(server.texts.size(), 1u);
  for (const Spool::Delivery& delivery : deliveries) {
    EXPECT_EQ(delivery.outcome, DeliveryOutcome::kKept);
    EXPECT_NE(delivery.message, "");
  }
}

TEST(SpoolTest, ARejectedRecordLeavesTheOutboxAndStays) {
  Disk disk;
  const Spool spool(kFolder, disk);
  Spool::Entry(spool, Version(1), kServer);
  Server server{Outcome::kRejected};
  const std::vector<Spool::Delivery> deliveries = spool.DeliverAll(server.Send());
  ASSERT_EQ(deliveries.size(), 1u);
  EXPECT_EQ(deliveries[0].outcome, DeliveryOutcome::kRejected);
  EXPECT_EQ(deliveries[0].message, "the answer's reason");
  EXPECT_THAT(spool.DeliverAll(server.Send()), IsEmpty());
  EXPECT_EQ(VersionOf(disk.Text(RecordFile(kId))), 1);
}

TEST(SpoolTest, WhatIsNoEntryIsSetAsideAndSaysSo) {
  for (const char* garbage : {"", "garbage", "[]", "{}", R"({"server": 1})"}) {
    Disk disk;
    const Spool spool(kFolder, disk);
    Spool::Entry(spool, Version(1), "");
    disk.Put(OutboxFile("abc.json"), garbage);
    disk.RestartProcess();
    Server server;
    const std::vector<Spool::Delivery> deliveries = spool.DeliverAll(server.Send());
    ASSERT_EQ(deliveries.size(), 1u) << garbage;
    EXPECT_EQ(deliveries[0].outcome, DeliveryOutcome::kRejected);
    EXPECT_THAT(deliveries[0].message, HasSubstr(OutboxFile("abc.json").string()));
    EXPECT_EQ(disk.Text(OutboxFile("abc.broken")), garbage);
    EXPECT_THAT(server.texts, IsEmpty());
    EXPECT_THAT(spool.DeliverAll(server.Send()), IsEmpty());
  }
}

// What a power cut could leave of the version that renamed an entry without syncing the folder.
TEST(SpoolTest, AnEntryUnderItsFormerNameIsDelivered) {
  Disk disk;
  const Spool spool(kFolder, disk);
  Spool::Entry(spool, Version(1), "");
  disk.Put(OutboxFile(std::string(kId) + ".json.new"), std::string(R"({"server": ")") + kServer + "\"}");
  Server server;
  const std::vector<Spool::Delivery> deliveries = spool.DeliverAll(server.Send());
  ASSERT_EQ(deliveries.size(), 1u);
  EXPECT_EQ(deliveries[0].id, kId);
  EXPECT_EQ(deliveries[0].outcome, DeliveryOutcome::kDelivered);
  EXPECT_THAT(server.texts, ElementsAre(disk.Text(RecordFile(kId))));
  EXPECT_THAT(spool.DeliverAll(server.Send()), IsEmpty());
}

TEST(SpoolTest, AnEntryWithoutARecordLeavesTheOutboxAndSaysSo) {
  Disk disk;
  const Spool spool(kFolder, disk);
  Spool::Entry(spool, Version(1), kServer);
  disk.Remove(RecordFile(kId));
  Server server;
  const std::vector<Spool::Delivery> deliveries = spool.DeliverAll(server.Send());
  ASSERT_EQ(deliveries.size(), 1u);
  EXPECT_EQ(deliveries[0].outcome, DeliveryOutcome::kRejected);
  EXPECT_THAT(deliveries[0].message, HasSubstr(RecordFile(kId).string()));
  EXPECT_THAT(server.texts, IsEmpty());
  EXPECT_THAT(spool.DeliverAll(server.Send()), IsEmpty());
}

TEST(SpoolTest, AFileThatIsBeingWrittenIsNotCleared) {
  Disk disk;
  const Spool spool(kFolder, disk);
  Spool::Entry(spool, Version(1), "");
  const std::filesystem::path temporary = RecordFile(kOtherId).string() + ".1234.tmp";
  Server server;
  {
    const std::unique_ptr<FileSystem::File> file = disk.Create(temporary);
    spool.DeliverAll(server.Send());
    EXPECT_TRUE(disk.Exists(temporary));
  }
  spool.DeliverAll(server.Send());
  EXPECT_FALSE(disk.Exists(temporary));
}

}  // namespace
}  // namespace assay
