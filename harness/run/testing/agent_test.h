// What tests of a connected agent begin with.
#ifndef ASSAY_HARNESS_RUN_TESTING_AGENT_TEST_H_
#define ASSAY_HARNESS_RUN_TESTING_AGENT_TEST_H_

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "device-agent/agent/testing/test_model.h"
#include "harness/exactness/reference.h"
#include "harness/link/agent_client.h"
#include "harness/run/testing/in_process_agent.h"
#include "harness/suite/suite.h"
#include "kernels/reference/reference.h"

namespace assay::testing {

// The model has two operators, FULLY_CONNECTED and SOFTMAX; an input is 6 numbers, the output 5.
class AgentTest : public ::testing::Test {
 protected:
  static constexpr size_t kOperators = 2;

  // An agent with the set `reference`.
  static InProcessAgent::Options Right() {
    InProcessAgent::Options options;
    options.kernel_sets = {&kernels::kReference};
    return options;
  }
  // An agent one of whose operators is tampered with, unless the choice of kernels says `reference`.
  InProcessAgent::Options Wrong(TamperedSet::Tamper tamper,
                                kernels::Opcode opcode = kernels::Opcode::kSoftmax) {
    tampered_.emplace(opcode, std::move(tamper));
    InProcessAgent::Options options;
    options.kernel_sets = {tampered_->set(), &kernels::kReference};
    return options;
  }
  // Adds to one number of the output, so that it differs.
  static TamperedSet::Tamper Add(size_t element, int8_t amount) {
    return [=](int8_t* output) {
      output[element] = static_cast<int8_t>(output[element] + amount);
      return Status::kOk;
    };
  }

  // An agent of right kernels, with the set `tampered`, that adds one to the first number of the model's
  // output as it is read.
  InProcessAgent::Options WrongWhenRead() {
    InProcessAgent::Options options = Wrong([this](int8_t* output) {
      to_change_ = output;
      return Status::kOk;
    });
    options.answers = [this](const protocol::Message& message) {
      if (message.body_type() != protocol::Body::ReadOutput || to_change_ == nullptr) return true;
      to_change_[0] = static_cast<int8_t>(to_change_[0] + 1);
      to_change_ = nullptr;
      return true;
    };
    return options;
  }

  void Start(InProcessAgent::Options options) {
    agent_.emplace(std::move(options));
    client_.emplace(agent_->fd(), AgentClient::Options());
    identity_ = client_->Connect();
  }

  // Inputs "0", "1", ..., all different.
  static std::vector<Input> Inputs(size_t count) {
    std::vector<Input> inputs(count);
    for (size_t i = 0; i < count; ++i) {
      inputs[i].name = std::to_string(i);
      inputs[i].bytes = agent::testing::TestInput();
      inputs[i].bytes[0] = static_cast<uint8_t>(inputs[i].bytes[0] + 31 * i);
    }
    return inputs;
  }

  const std::vector<uint8_t> model_ = agent::testing::TestModel();
  ReferenceModel reference_{"model.tflite", model_};
  int8_t* to_change_ = nullptr;
  std::optional<TamperedSet> tampered_;
  std::optional<InProcessAgent> agent_;
  std::optional<AgentClient> client_;
  AgentIdentity identity_ = {};
};

}  // namespace assay::testing

#endif  // ASSAY_HARNESS_RUN_TESTING_AGENT_TEST_H_
