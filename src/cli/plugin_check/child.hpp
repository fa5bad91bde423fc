// A test in a process of its own: whatever happens there is an outcome here.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <string>

#include "plugin_check/outcome.hpp"

namespace glia::cli::plugin_check {

// Runs in the other process. Returns what is to be told of a success; throws Broken or Skipped.
using Task = std::function<std::string()>;

class Child {
 public:
    using Clock = std::chrono::steady_clock;

    // `limit`: seconds of processor time that the test may take. One that waits is ended some times later.
    Child(const Task& task, unsigned limit);
    // Ends the process where it has not ended.
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    // Whether it has come to an end, be it that its time has.
    bool ended();
    Clock::time_point deadline() const noexcept { return deadline_; }
    // After its end.
    Outcome outcome() const;

 private:
    [[noreturn]] void run(const Task& task);
    void isolate() const;
    std::string crash() const;
    std::string last_line() const;

    Channel* channel_;
    int output_;  // what the process writes to its standard output and error
    unsigned limit_;
    Clock::time_point deadline_;
    pid_t process_ = -1;
    int status_ = 0;
    bool timed_out_ = false;
};

}  // namespace glia::cli::plugin_check
