// The open connections of a server: how many there are, and how they end when it stops.
#ifndef ASSAY_SERVER_HTTP_CONNECTIONS_H_
#define ASSAY_SERVER_HTTP_CONNECTIONS_H_

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <set>

namespace assay::http {

// Used on the context's thread only.
class Connections {
 public:
  // Counts from its construction to its destruction.
  class Member {
   public:
    explicit Member(Connections& all) : all_(all) { all_.members_.insert(this); }
    virtual ~Member() { all_.Leave(this); }
    Member(const Member&) = delete;
    Member& operator=(const Member&) = delete;

    // Whether it waits for a request, of which nothing has arrived.
    virtual bool IsIdle() const = 0;
    // Ends what it waits for at the moment, now.
    virtual void Close() = 0;

   protected:
    bool stopping() const { return all_.stopping_; }

   private:
    Connections& all_;
  };

  explicit Connections(boost::asio::io_context& context) : deadline_(context) {}

  size_t size() const { return members_.size(); }

  // Closes those that are idle at once, and after `patience` those that are still there, having called
  // `before_closing`.
  void Stop(std::chrono::milliseconds patience, const std::function<void()>& before_closing);

 private:
  void Leave(Member* member);

  std::set<Member*> members_;
  bool stopping_ = false;
  boost::asio::steady_timer deadline_;
};

}  // namespace assay::http

#endif  // ASSAY_SERVER_HTTP_CONNECTIONS_H_
