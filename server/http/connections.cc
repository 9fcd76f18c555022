#include "server/http/connections.h"

namespace assay::http {

void Connections::Stop(std::chrono::milliseconds patience, const std::function<void()>& before_closing) {
  stopping_ = true;
  for (Member* member : members_) {
    if (member->IsIdle()) member->Close();
  }
  if (members_.empty()) return;
  deadline_.expires_after(patience);
  deadline_.async_wait([this, before_closing](const boost::system::error_code& error) {
    if (error) return;
    before_closing();
    for (Member* member : members_) member->Close();
  });
}

void Connections::Leave(Member* member) {
  members_.erase(member);
  if (stopping_ && members_.empty()) deadline_.cancel();
}

}  // namespace assay::http
