// A team of threads that do parts of one piece of work together.
#pragma once

#include <cstddef>
#include <memory>
#include <type_traits>

#include "base/subnormal_numbers.hpp"

namespace glia {

class Workers {
 public:
    // A team of `threads` (from 1), the caller's thread among them. Throws Error where the system grants no more.
    explicit Workers(std::size_t threads = 1, Subnormal results = Subnormal::zero);
    ~Workers();
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    std::size_t threads() const noexcept;

    // Calls part(0) to part(count - 1), each once, in any order and by any thread, and returns when all are done; or
    // part(i, thread), with the number of the thread in the team, where it takes that. Parts must not throw, and must
    // not call run. Results that would be subnormal are 0, or kept, as the team was made. One run at a time.
    template <class Part>
    void run(std::size_t count, const Part& part) {
        if (count == 1 || threads() == 1) {
            const SubnormalResultsAreZero flushing(results_ == Subnormal::zero);
            for (std::size_t i = 0; i < count; ++i) call(part, 0, i);
            return;
        }
        share(count, {[](const void* work, std::size_t i, std::size_t thread) noexcept {
                          call(*static_cast<const Part*>(work), thread, i);
                      },
                      &part});
    }

    // Calls part(first, size), or part(first, size, thread), for pieces of at most `piece` out of `total`. What a piece
    // is depends on these alone, and not on how many threads there are.
    template <class Part>
    void run_pieces(std::size_t total, std::size_t piece, const Part& part) {
        if (total <= piece) {
            const SubnormalResultsAreZero flushing(results_ == Subnormal::zero);
            if (total > 0) call(part, 0, std::size_t{0}, total);
            return;
        }
        run((total + piece - 1) / piece, [&](std::size_t i, std::size_t thread) noexcept {
            const std::size_t first = i * piece;
            call(part, thread, first, total - first < piece ? total - first : piece);
        });
    }

 private:
    template <class Part, class... Arguments>
    static void call(const Part& part, std::size_t thread, Arguments... arguments) noexcept {
        if constexpr (std::is_invocable_v<const Part&, Arguments..., std::size_t>) {
            static_assert(std::is_nothrow_invocable_v<const Part&, Arguments..., std::size_t>, "nobody could catch it");
            part(arguments..., thread);
        } else {
            static_assert(std::is_nothrow_invocable_v<const Part&, Arguments...>, "nobody could catch it");
            part(arguments...);
        }
    }

    struct Work {
        void (*call)(const void* work, std::size_t i, std::size_t thread) noexcept;
        const void* work;
    };
    void share(std::size_t count, Work work);

    struct Team;
    std::unique_ptr<Team> team_;  // null: the caller's thread alone
    Subnormal results_;
};

}  // namespace glia
