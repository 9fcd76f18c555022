// A bound on the bytes that all connections together hold of one kind.
#ifndef ASSAY_SERVER_HTTP_BUDGET_H_
#define ASSAY_SERVER_HTTP_BUDGET_H_

#include <cstddef>

namespace assay::http {

// Used on one thread only.
class Budget {
 public:
  explicit Budget(size_t limit) : limit_(limit) {}
  Budget(const Budget&) = delete;
  Budget& operator=(const Budget&) = delete;

  // What one user has taken of it, given back on destruction.
  class Share {
   public:
    explicit Share(Budget& budget) : budget_(budget) {}
    ~Share() { budget_.used_ -= bytes_; }
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;

    // Returns false, having taken nothing, if there is not so much left.
    bool Take(size_t bytes) {
      if (bytes > budget_.limit_ - budget_.used_) return false;
      budget_.used_ += bytes;
      bytes_ += bytes;
      return true;
    }

   private:
    Budget& budget_;
    size_t bytes_ = 0;
  };

 private:
  const size_t limit_;
  size_t used_ = 0;
};

}  // namespace assay::http

#endif  // ASSAY_SERVER_HTTP_BUDGET_H_
