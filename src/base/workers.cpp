#include "base/workers.hpp"

#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

#include "base/buffer.hpp"
#include "base/calling_thread.hpp"
#include "base/error.hpp"

namespace glia {
namespace {

// How often a thread looks for work or for the end of it before it sleeps: some microseconds, the time between two
// layers' products. A thread that sleeps costs nothing, and takes some tens of microseconds to wake. Where there are
// more threads than processors, looking would only keep others from working.
int useful_looks(std::size_t threads) noexcept {
    constexpr int looks = 2000;
    return threads <= std::thread::hardware_concurrency() ? looks : 0;
}

// Waits until `value` is no longer `old`.
void await_change(const std::atomic<std::uint32_t>& value, std::uint32_t old, int looks) noexcept {
    for (int i = 0; i < looks; ++i) {
        if (value.load(std::memory_order_acquire) != old) return;
#if defined(__x86_64__) || defined(__i386__)
        __builtin_ia32_pause();
#endif
    }
    value.wait(old, std::memory_order_acquire);
}

}  // namespace

// A run is a round: its work is written before `round` is raised, and read after that was seen. Each thread begins with
// the parts of a share of its own, the same in every round of as many parts, because what they read and write may still
// be in its caches; then it helps with those of others.
struct Workers::Team {
    struct alignas(cache_line) Share {
        std::atomic<std::size_t> next = 0;  // the first part that nobody has taken
        std::size_t end = 0;
    };

    Team(std::size_t size, Subnormal of_parts) : shares(size), looks(useful_looks(size)), results(of_parts) {}

    std::vector<Share> shares;  // the caller's is the first
    std::vector<std::thread> threads;
    int looks;
    Subnormal results;
    Work work = {};
    std::uint64_t caller = 0;  // whose call this round is part of
    bool ending = false;
    std::atomic<std::uint32_t> round = 0;
    std::atomic<std::uint32_t> busy = 0;  // threads, but the caller's, that are not done with this round

    void divide(std::size_t count) noexcept {
        std::size_t first = 0;
        for (std::size_t i = 0; i < shares.size(); ++i) {
            shares[i].next = first;
            first += (count - first) / (shares.size() - i);
            shares[i].end = first;
        }
    }

    void take_parts(std::size_t thread) noexcept {
        const SubnormalResultsAreZero flushing(results == Subnormal::zero);
        for (std::size_t i = 0; i < shares.size(); ++i) {
            Share& share = shares[(thread + i) % shares.size()];
            for (std::size_t part = share.next++; part < share.end; part = share.next++) {
                work.call(work.work, part, thread);
            }
        }
    }

    void serve(std::size_t thread) noexcept {
        for (std::uint32_t seen = 0;;) {
            await_change(round, seen, looks);
            ++seen;
            if (ending) return;
            {
                const WorkFor its_caller(caller);
                take_parts(thread);
            }
            if (--busy == 0) busy.notify_one();
        }
    }

    void begin_round() noexcept {
        ++round;
        round.notify_all();
    }

    ~Team() {
        ending = true;
        begin_round();
        for (std::thread& each : threads) each.join();
    }
};

Workers::Workers(std::size_t threads, Subnormal results) : results_(results) {
    if (threads <= 1) return;
    team_ = std::make_unique<Team>(threads, results);
    try {
        for (std::size_t i = 1; i < threads; ++i) {
            team_->threads.emplace_back([team = team_.get(), i] { team->serve(i); });
        }
    } catch (const std::system_error& failure) {
        throw error(GLIA_ERROR_OUT_OF_MEMORY, "{} threads cannot be started: {}", threads, failure.code().message());
    }
}

Workers::~Workers() = default;

std::size_t Workers::threads() const noexcept {
    return team_ == nullptr ? 1 : team_->shares.size();
}

void Workers::share(std::size_t count, Work work) {
    team_->work = work;
    team_->caller = calling_thread();
    team_->divide(count);
    team_->busy = static_cast<std::uint32_t>(team_->threads.size());
    team_->begin_round();
    team_->take_parts(0);
    for (std::uint32_t left = team_->busy; left != 0; left = team_->busy) await_change(team_->busy, left, team_->looks);
}

}  // namespace glia
