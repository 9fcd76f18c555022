#include "harness/report/model_report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "device-agent/runtime/planner.h"
#include "harness/report/memory_map.h"
#include "harness/report/table.h"

namespace assay {
namespace {

using enum Table::Align;

constexpr const char* kNothing = "–";

std::string Count(uint64_t number) { return number > 0 ? Grouped(number) : kNothing; }

// The parts of what is persistent; their sum is memory.persistent.
struct Part {
  const char* name;
  const char* what;
  uint32_t MemoryReport::*bytes;
};
constexpr Part kPersistent[] = {
    {"interpreter", "the interpreter, and what aligning the arena costs", &MemoryReport::interpreter},
    {"tensors", "the table of all that is placed", &MemoryReport::tensors},
    {"operators", "which kernel, and where its operands lie", &MemoryReport::operators},
    {"params", "what the kernels' prepare derived", &MemoryReport::params},
    {"state", "variables, and the kernels' persistent memory", &MemoryReport::state},
};

void AddPlacements(const ModelProfile& profile, Table* table) {
  std::vector<Allocation> plan = profile.plan;
  std::sort(plan.begin(), plan.end(), [](const Allocation& a, const Allocation& b) {
    return a.offset != b.offset ? a.offset < b.offset : a.first_operator < b.first_operator;
  });
  for (const Allocation& item : plan) {
    const bool scratch = item.kind == AllocationKind::kScratch;
    table->AddRow({Grouped(item.offset), Grouped(item.bytes),
                   scratch ? "scratch" : fmt::format("tensor {}", item.tensor), DescribeLifetime(item)});
    if (scratch) continue;
    for (const View& view : profile.views) {
      if (view.of != item.tensor) continue;
      table->AddRow({Grouped(item.offset), kNothing,
                     fmt::format("tensor {}: view of tensor {}", view.tensor, view.of),
                     fmt::format("from operator {} on", view.operator_index)});
    }
  }
}

// "" of a subgraph without operators.
std::string OperatorTable(const SubgraphProfile& subgraph) {
  if (subgraph.operators.empty()) return "";
  Table table({{"#", kRight},
               {"operator"},
               {"kernels"},
               {"in"},
               {"out"},
               {"MACs", kRight},
               {"share", kRight},
               {"constants", kRight}});
  for (size_t i = 0; i < subgraph.operators.size(); ++i) {
    const OperatorProfile& op = subgraph.operators[i];
    table.AddRow(
        {fmt::format("{}", i), op.name,
         op.kernel_set.empty() ? Coloured("none", Colour::kRed) : op.kernel_set, op.inputs, op.output,
         Count(op.macs),
         op.macs > 0 ? Percent(static_cast<double>(op.macs) / static_cast<double>(subgraph.macs)) : kNothing,
         Count(op.weights)});
  }
  return table.Text();
}

// "body of operator 2 WHILE"
std::string DescribeCaller(const Caller& caller) {
  return fmt::format("{} of {}operator {} {}", caller.role,
                     caller.subgraph > 0 ? fmt::format("subgraph {}'s ", caller.subgraph) : "",
                     caller.operator_index, caller.op);
}

std::string DescribeCallers(const std::vector<Caller>& callers) {
  std::vector<std::string> texts;
  for (const Caller& caller : callers) texts.push_back(DescribeCaller(caller));
  return texts.empty() ? "called by nothing" : fmt::format("{}", fmt::join(texts, ", "));
}

nlohmann::json OperatorsJson(const SubgraphProfile& subgraph) {
  nlohmann::json list = nlohmann::json::array();
  for (const OperatorProfile& op : subgraph.operators) {
    nlohmann::json entry = {{"op", op.name},       {"kernel_set", nullptr}, {"input", op.inputs},
                            {"output", op.output}, {"macs", op.macs},       {"weights", op.weights}};
    if (!op.kernel_set.empty()) entry["kernel_set"] = op.kernel_set;
    list.push_back(entry);
  }
  return list;
}

nlohmann::json CalledSubgraphsJson(const ModelProfile& profile) {
  nlohmann::json list = nlohmann::json::array();
  for (size_t i = 1; i < profile.subgraphs.size(); ++i) {
    const SubgraphProfile& subgraph = profile.subgraphs[i];
    nlohmann::json callers = nlohmann::json::array();
    for (const Caller& caller : subgraph.callers) {
      callers.push_back({{"subgraph", caller.subgraph},
                         {"operator", caller.operator_index},
                         {"op", caller.op},
                         {"role", caller.role}});
    }
    list.push_back({{"index", i},
                    {"callers", callers},
                    {"input", subgraph.inputs},
                    {"output", subgraph.outputs},
                    {"macs", subgraph.macs},
                    {"weights", subgraph.weights},
                    {"operators", OperatorsJson(subgraph)}});
  }
  return list;
}

}  // namespace

std::string OperatorTables(const ModelProfile& profile) {
  std::string text = OperatorTable(profile.main());
  for (size_t i = 1; i < profile.subgraphs.size(); ++i) {
    const SubgraphProfile& subgraph = profile.subgraphs[i];
    text += fmt::format("\nsubgraph {}: {}\n  in   {}\n  out  {}\n  {}, {}, {} of constants\n{}{}", i,
                        DescribeCallers(subgraph.callers), subgraph.inputs, subgraph.outputs,
                        Counted(subgraph.operators.size(), "operator"), Counted(subgraph.macs, "MAC"),
                        Counted(subgraph.weights, "byte"), subgraph.operators.empty() ? "" : "\n",
                        OperatorTable(subgraph));
  }
  if (profile.subgraphs.size() > 1) {
    text += Coloured(
        "\nMACs of a subgraph are those of one run; no operator that calls it counts them. A WHILE runs its "
        "body once a turn,\nand its condition once more.\n",
        Colour::kDim);
  }
  return text;
}

std::string MemoryText(const ModelProfile& profile, bool every_placement) {
  if (!profile.memory) return "";
  const MemoryReport& memory = *profile.memory;
  const PlanPeak& peak = profile.peak;
  std::string text = fmt::format(
      "arena {} bytes, the same on every board = persistent {} + plan {}\n"
      "plan {} = at its peak (operator {}) activations {} + scratch {}, + fragmentation {}\n"
      "no plan can be smaller than what is live at the peak, {}; without any scratch, than {}\n",
      Grouped(memory.arena), Grouped(memory.persistent), Grouped(memory.arena - memory.persistent),
      Grouped(memory.arena - memory.persistent), peak.operator_index, Grouped(peak.activations),
      Grouped(peak.scratch), Grouped(memory.fragmentation), Grouped(peak.activations + peak.scratch),
      Grouped(memory.lower_bound));
  if (every_placement) {
    Table parts({{"bytes", kRight}, {"persistent"}, {"what it is"}});
    for (const Part& part : kPersistent) parts.AddRow({Grouped(memory.*part.bytes), part.name, part.what});
    parts.AddRow({Grouped(memory.persistent), "in all", ""});
    Table placements({{"offset", kRight}, {"bytes", kRight}, {"placed"}, {"lives during"}});
    AddPlacements(profile, &placements);
    text += fmt::format("\n{}\n{}", parts.Text(), placements.Text());
    text += Coloured(
        fmt::format("Blocks begin at multiples of {}; a gap before the next multiple counts with the block "
                    "before it.\n",
                    runtime::kArenaAlignment),
        Colour::kDim);
  }
  text +=
      fmt::format("\n{}", MemoryMap(profile.plan, memory, static_cast<int>(profile.main().operators.size())));
  text += Coloured(
      "     = persistent  # activations  + scratch  . free; a row an operator, left is the arena's start\n",
      Colour::kDim);
  return text;
}

std::string FitTable(const ModelProfile& profile, const std::vector<BoardFit>& fits) {
  Table table(
      {{"board"}, {"fits"}, {"arena there", kRight}, {"model store", kRight}, {"code", kRight}, {""}});
  for (const BoardFit& fit : fits) {
    std::string missing;
    if (!profile.fault.empty()) {
      missing = "refused on every board: " + profile.fault;
    } else if (!fit.has_memory_map) {
      table.AddRow({fit.board, "?", kNothing, kNothing, kNothing,
                    "no memory map: a program of this PC, which says at load whether its memory is enough"});
      continue;
    } else {
      if (fit.arena_missing > 0)
        missing += fmt::format("{} bytes of arena missing", Grouped(fit.arena_missing));
      if (fit.store_missing > 0) {
        missing += fmt::format("{}{} bytes of model store missing", missing.empty() ? "" : ", ",
                               Grouped(fit.store_missing));
      }
    }
    const bool fits_it = missing.empty();
    table.AddRow({fit.board, Coloured(fits_it ? "yes" : "no", fits_it ? Colour::kGreen : Colour::kRed),
                  Count(fit.arena_there), Count(fit.store_there),
                  fit.code ? Grouped(fit.code->runtime + fit.code->kernels) : kNothing, missing});
  }
  std::string text = table.Text();
  text += Coloured(
      "In bytes. Code: code and constants of the runtime and of the kernels this model needs, in the board's "
      "built "
      "image.\n",
      Colour::kDim);
  return text;
}

nlohmann::json ModelJson(const ModelProfile& profile, const std::vector<BoardFit>& fits) {
  const SubgraphProfile& main = profile.main();
  nlohmann::json json = {{"input", main.inputs},
                         {"output", main.outputs},
                         {"macs", main.macs},
                         {"weights", main.weights},
                         {"operators", OperatorsJson(main)},
                         {"subgraphs", CalledSubgraphsJson(profile)},
                         {"memory", nullptr},
                         {"boards", nlohmann::json::array()},
                         {"refused", nullptr}};
  if (!profile.fault.empty()) json["refused"] = profile.fault;
  if (profile.memory) {
    const MemoryReport& memory = *profile.memory;
    const PlanPeak& peak = profile.peak;
    nlohmann::json& entry = json["memory"] = {{"arena", memory.arena},
                                              {"persistent", memory.persistent},
                                              {"extent", memory.arena - memory.persistent},
                                              {"peak_operator", peak.operator_index},
                                              {"activations", peak.activations},
                                              {"scratch", peak.scratch},
                                              {"smallest_extent", peak.activations + peak.scratch},
                                              {"lower_bound", memory.lower_bound},
                                              {"fragmentation", memory.fragmentation},
                                              {"plan", nlohmann::json::array()}};
    for (const Part& part : kPersistent) entry[part.name] = memory.*part.bytes;
    for (const Allocation& item : profile.plan) {
      const bool scratch = item.kind == AllocationKind::kScratch;
      nlohmann::json placement = {{"kind", kAllocationKinds[static_cast<size_t>(item.kind)]},
                                  {"offset", item.offset},
                                  {"bytes", item.bytes},
                                  {"first_operator", item.first_operator},
                                  {"last_operator", item.last_operator}};
      if (!scratch) placement["tensor"] = item.tensor;
      entry["plan"].push_back(placement);
    }
  }
  for (const BoardFit& fit : fits) {
    nlohmann::json entry = {{"name", fit.board},
                            {"fits", fit.fits() && profile.fault.empty()},
                            {"arena_there", fit.arena_there},
                            {"arena_missing", fit.arena_missing},
                            {"model_store_missing", fit.store_missing},
                            {"code", nullptr}};
    if (!fit.has_memory_map) {
      for (const char* unknown : {"arena_there", "arena_missing", "model_store_missing"})
        entry[unknown] = nullptr;
      if (profile.fault.empty()) entry["fits"] = nullptr;
    }
    if (fit.code) entry["code"] = {{"runtime", fit.code->runtime}, {"kernels", fit.code->kernels}};
    json["boards"].push_back(entry);
  }
  return json;
}

}  // namespace assay
