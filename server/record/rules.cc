#include "server/record/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "server/record/statistics.h"
#include "server/record/visitors/path.h"

namespace assay::record {
namespace {

void CheckMedian(const Path& path, const std::vector<double>& samples, double median) {
  const double expected = Median(samples);
  if (std::abs(median - expected) > 1e-9 * std::abs(expected)) {
    Fail(Path{&path, "median"}, fmt::format("expected {}, the samples' median, found {}", expected, median));
  }
}

void CheckReason(const Path& path, Verdict verdict, const std::string& reason) {
  if (verdict != Verdict::kPass && reason.empty()) {
    Fail(Path{&path, "reason"}, fmt::format("expected why the verdict is {}", ToString(verdict)));
  }
}

void CheckExactness(const Path& path, const Exactness& exactness, Verdict verdict) {
  const Path equal{&path, "equal"};
  const Path difference{&path, "first_difference"};
  if (exactness.equal > exactness.inputs) {
    Fail(equal, fmt::format("expected at most inputs ({}), found {}", exactness.inputs, exactness.equal));
  }
  if (exactness.equal < exactness.inputs && !exactness.first_difference) {
    Fail(difference, "expected the first difference, because not all inputs are equal");
  }
  if (exactness.equal == exactness.inputs && exactness.first_difference) {
    Fail(difference, "expected null, because all inputs are equal");
  }
  if (verdict == Verdict::kPass && (exactness.inputs == 0 || OutputsWrong(exactness))) {
    Fail(equal, "expected at least one input and no difference, because the verdict is pass");
  }
}

void CheckMemory(const Path& path, const Memory& memory) {
  if (memory.persistent && memory.persistent_parts) {
    const PersistentParts& parts = *memory.persistent_parts;
    const uint64_t sum = parts.interpreter + parts.tensors + parts.operators + parts.params + parts.state;
    if (sum != *memory.persistent) {
      Fail(Path{&path, "persistent_parts"},
           fmt::format("expected a sum of persistent ({}), found {}", *memory.persistent, sum));
    }
  }
  const Path plan{&path, "plan"};
  for (size_t i = 0; i < memory.plan.size(); ++i) {
    const Allocation& allocation = memory.plan[i];
    const Path at{&plan, "", i};
    if (allocation.tensor.has_value() != (allocation.kind == AllocationKind::kActivation)) {
      Fail(Path{&at, "tensor"}, "expected a tensor's index for an activation and null for scratch");
    }
    if (allocation.first_operator > allocation.last_operator) {
      Fail(Path{&at, "last_operator"}, fmt::format("expected at least first_operator ({}), found {}",
                                                   allocation.first_operator, allocation.last_operator));
    }
    if (allocation.offset + allocation.bytes > memory.arena) {
      Fail(at, fmt::format("expected to end within the arena's {} bytes, ends at {}", memory.arena,
                           allocation.offset + allocation.bytes));
    }
  }
}

void CheckCase(const Path& path, const Case& x) {
  CheckReason(path, x.verdict, x.reason);
  if (x.verdict == Verdict::kPass && !x.exactness && !x.latency && !x.accuracy && !x.energy) {
    Fail(Path{&path, "verdict"}, "expected another verdict than pass, because nothing was measured");
  }
  if (x.exactness) CheckExactness(Path{&path, "exactness"}, *x.exactness, x.verdict);
  if (x.latency) CheckMedian(Path{&path, "latency"}, x.latency->samples, x.latency->median);
  if (x.energy) CheckMedian(Path{&path, "energy"}, x.energy->samples, x.energy->median);
  if (x.memory) CheckMemory(Path{&path, "memory"}, *x.memory);
  const Path layers{&path, "layers"};
  for (size_t i = 1; i < x.layers.size(); ++i) {
    if (x.layers[i].index <= x.layers[i - 1].index) {
      Fail(Path{&layers, "", i}, fmt::format("expected an index above the layer before's ({}), found {}",
                                             x.layers[i - 1].index, x.layers[i].index));
    }
  }
  if (x.accuracy) {
    const Path accuracy{&path, "accuracy"};
    if (x.accuracy->total == 0) Fail(Path{&accuracy, "total"}, "expected at least one input");
    if (x.accuracy->correct > x.accuracy->total) {
      Fail(Path{&accuracy, "correct"},
           fmt::format("expected at most total ({}), found {}", x.accuracy->total, *x.accuracy->correct));
    }
  }
}

void CheckAttachments(const Path& path, const std::vector<Attachment>& attachments) {
  const Path list{&path, "attachments"};
  std::set<std::string> names;
  for (size_t i = 0; i < attachments.size(); ++i) {
    const Path at{&list, "", i};
    if (!names.insert(attachments[i].name).second) Fail(Path{&at, "name"}, "is the name of one before");
  }
}

}  // namespace

void CheckRules(const Record& record) {
  const Path root;
  const Path cases{&root, "cases"};
  std::set<std::tuple<std::string, std::string, std::string>> identities;
  for (size_t i = 0; i < record.cases.size(); ++i) {
    const Case& x = record.cases[i];
    CheckCase(Path{&cases, "", i}, x);
    if (!identities.emplace(x.name, x.model.sha256, x.kernels).second) {
      Fail(Path{&cases, "", i}, "has the name, model and kernels of a case before");
    }
  }
  CheckAttachments(root, record.attachments);
  CheckReason(root, record.verdict, record.reason);
  const auto is = [](Verdict verdict) { return [verdict](const Case& x) { return x.verdict == verdict; }; };
  const Path verdict{&root, "verdict"};
  if (record.verdict == Verdict::kPass) {
    if (!record.agent) Fail(verdict, "expected another verdict than pass, because no agent answered");
    if (record.cases.empty() || !std::all_of(record.cases.begin(), record.cases.end(), is(Verdict::kPass))) {
      Fail(verdict, "expected another verdict than pass, because not every case, or none, passed");
    }
  }
  if (record.verdict == Verdict::kFail &&
      std::none_of(record.cases.begin(), record.cases.end(), is(Verdict::kFail))) {
    Fail(verdict, "expected another verdict than fail, because no case failed");
  }
}

}  // namespace assay::record
