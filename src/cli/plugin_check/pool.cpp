#include "plugin_check/pool.hpp"

#include <algorithm>
#include <csignal>
#include <ctime>
#include <list>
#include <memory>
#include <thread>

namespace glia::cli::plugin_check {
namespace {

// SIGCHLD is held back, so that its arrival can be waited for.
class ChildSignal {
 public:
    ChildSignal() {
        sigemptyset(&awaited_);
        sigaddset(&awaited_, SIGCHLD);
        ::sigprocmask(SIG_BLOCK, &awaited_, &before_);
    }
    ~ChildSignal() { ::sigprocmask(SIG_SETMASK, &before_, nullptr); }
    ChildSignal(const ChildSignal&) = delete;
    ChildSignal& operator=(const ChildSignal&) = delete;

    // Until a process has ended, or for a short while: deadlines are looked at then.
    void wait() const {
        const timespec while_ = {0, 100'000'000};
        ::sigtimedwait(&awaited_, nullptr, &while_);
    }

 private:
    sigset_t awaited_{};
    sigset_t before_{};
};

struct Running {
    std::size_t index;
    std::unique_ptr<Child> child;
};

}  // namespace

std::vector<Outcome> run_all(const std::vector<Task>& tasks, unsigned limit) {
    const ChildSignal child_signal;
    const std::size_t at_once = std::max(1U, std::thread::hardware_concurrency());
    std::vector<Outcome> outcomes(tasks.size());
    std::list<Running> running;
    for (std::size_t next = 0; next < tasks.size() || !running.empty();) {
        while (next < tasks.size() && running.size() < at_once) {
            running.push_back({next, std::make_unique<Child>(tasks[next], limit)});
            ++next;
        }
        const std::size_t before = running.size();
        running.remove_if([&](const Running& each) {
            if (!each.child->ended()) return false;
            outcomes[each.index] = each.child->outcome();
            return true;
        });
        if (running.size() == before) child_signal.wait();
    }
    return outcomes;
}

}  // namespace glia::cli::plugin_check
