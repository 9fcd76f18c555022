#include "tests/oracle/case.h"

#include <sodium.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace assay::oracle {
namespace {

using Json = nlohmann::json;

Bytes Decode(const Json& json) {
  const auto& text = json.get_ref<const std::string&>();
  Bytes bytes(text.size() / 4 * 3 + 3);
  size_t size = 0;
  const char* end = nullptr;
  if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size, &end,
                        sodium_base64_VARIANT_ORIGINAL) != 0 ||
      end != text.data() + text.size()) {
    throw std::runtime_error("not base64");
  }
  bytes.resize(size);
  return bytes;
}

std::vector<Bytes> DecodeAll(const Json& json) {
  std::vector<Bytes> all;
  for (const Json& item : json) all.push_back(Decode(item));
  return all;
}

Case ParseCase(const std::string& line) {
  const Json json = Json::parse(line);
  Case result;
  result.name = json.at("name").get<std::string>();
  result.operator_name = json.at("operator").get<std::string>();
  result.type = json.at("type").get<std::string>();
  result.model = Decode(json.at("model"));
  for (const Json& step : json.at("steps")) {
    result.steps.push_back(
        {DecodeAll(step.at("inputs")), DecodeAll(step.at("outputs")), step.value("ended", false)});
  }
  result.ulps = json.value("ulps", 0);
  result.refused = json.at("tflm").get<std::string>() == "refused";
  return result;
}

}  // namespace

void ReadCases(const std::string& path, const std::function<void(const Case&)>& use) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(path + ": cannot be read");
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty()) continue;
    Case parsed;
    try {
      parsed = ParseCase(line);
    } catch (const std::exception& error) {
      throw std::runtime_error(path + ":" + std::to_string(number) + ": " + error.what());
    }
    use(parsed);
  }
}

}  // namespace assay::oracle
