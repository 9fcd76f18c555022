// A small model for tests of the agent.
#ifndef ASSAY_AGENT_TESTING_TEST_MODEL_H_
#define ASSAY_AGENT_TESTING_TEST_MODEL_H_

#include <cstdint>
#include <vector>

namespace assay::agent::testing {

// Two operators: a fully connected layer of six int8 numbers to five, then a softmax.
std::vector<uint8_t> TestModel();
constexpr int kTestOpcodes[] = {9, 25};
std::vector<uint8_t> TestInput();

// The same with an operator in the softmax's place that no kernel set has.
std::vector<uint8_t> ModelWithUnsupportedOperator();
constexpr int kUnsupportedOpcode = 10;

}  // namespace assay::agent::testing

#endif  // ASSAY_AGENT_TESTING_TEST_MODEL_H_
