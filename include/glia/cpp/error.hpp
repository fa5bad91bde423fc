// glia/cpp/error.hpp: how a call fails.
#ifndef GLIA_CPP_ERROR_HPP
#define GLIA_CPP_ERROR_HPP

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "glia/registry.h"
#include "glia/status.h"

namespace glia {

// A call that failed: a GLIA_ERROR_* status and one line for a person.
class Error : public std::runtime_error {
 public:
    // With the line that what() gives.
    Error(glia_status status, const std::string& message) : std::runtime_error(message), status_(status) {}
    // Which of the GLIA_ERROR_* values it is.
    glia_status status() const noexcept { return status_; }

 private:
    glia_status status_;
};

namespace detail {

// What callbacks have thrown on threads of a trainer, for the call that these work for.
class ThrownOnWorkers {
 public:
    // Of one call, the first is kept.
    static void keep(std::exception_ptr thrown) noexcept {
        try {
            const std::lock_guard<std::mutex> lock(mutex());
            const std::uint64_t caller = glia_calling_thread();
            if (find(caller) != kept().end()) return;
            kept().push_back({caller, std::move(thrown)});
            ++count();
        } catch (...) {  // no memory for it: the call has its status
        }
    }

    // Whether there is anything, for whichever call: hardly ever.
    static bool any() noexcept { return count().load() != 0; }

    // What was kept for the call that this thread is in, or null.
    static std::exception_ptr take() {
        const std::lock_guard<std::mutex> lock(mutex());
        const auto found = find(glia_calling_thread());
        if (found == kept().end()) return nullptr;
        std::exception_ptr thrown = std::move(found->thrown);
        kept().erase(found);
        --count();
        return thrown;
    }

 private:
    struct Kept {
        std::uint64_t caller;
        std::exception_ptr thrown;
    };
    static std::vector<Kept>::iterator find(std::uint64_t caller) noexcept {
        return std::find_if(kept().begin(), kept().end(), [&](const Kept& each) { return each.caller == caller; });
    }

    static std::vector<Kept>& kept() noexcept {
        static std::vector<Kept> value;
        return value;
    }
    static std::mutex& mutex() noexcept {
        static std::mutex value;
        return value;
    }
    static std::atomic<std::size_t>& count() noexcept {
        static std::atomic<std::size_t> value{0};
        return value;
    }
};

// What a callback has thrown on its way from there, past the C functions, to the caller. Callbacks run on the thread
// that made the call, but for activations, which also run on those of a trainer.
class Thrown {
 public:
    // Within a callback's handler.
    static void keep() noexcept {
        if (depth() == 0) return ThrownOnWorkers::keep(std::current_exception());
        if (!here()) here() = std::current_exception();
    }

    static void rethrow() {
        if (!here() && !ThrownOnWorkers::any()) return;
        // Both are taken: nothing is left for the next call.
        std::exception_ptr thrown = std::exchange(here(), nullptr);
        std::exception_ptr on_worker = ThrownOnWorkers::take();
        if (thrown || on_worker) std::rethrow_exception(thrown ? thrown : on_worker);
    }

    // Calls that this thread is in.
    static int& depth() noexcept {
        static thread_local int value = 0;
        return value;
    }

 private:
    static std::exception_ptr& here() noexcept {
        static thread_local std::exception_ptr value;
        return value;
    }
};

inline void check(glia_status status) {
    Thrown::rethrow();
    if (status != GLIA_OK) throw Error(status, glia_last_error());
}

// Calls a C function, and gives its status.
template <class Function, class... Arguments>
glia_status status_of(Function function, Arguments&&... arguments) {
    ++Thrown::depth();
    const glia_status status = function(std::forward<Arguments>(arguments)...);
    --Thrown::depth();
    return status;
}

// Calls a C function, and throws where it fails or a callback has thrown.
template <class Function, class... Arguments>
void call(Function function, Arguments&&... arguments) {
    check(status_of(function, std::forward<Arguments>(arguments)...));
}

// For callbacks: runs it, and returns what a C callback does: 0 to go on, 1 to stop. A callable that returns nothing
// always goes on; otherwise true means to go on.
template <class Callable>
std::int32_t run(Callable&& callable) noexcept {
    try {
        return callable() ? 0 : 1;
    } catch (...) {
        Thrown::keep();
        return 1;
    }
}

[[noreturn]] inline void refuse(const std::string& message) {
    throw Error(GLIA_ERROR_INVALID_ARGUMENT, message);
}

// Rows in `size` numbers, each of `width`.
inline std::size_t rows_of(const char* name, std::size_t size, std::size_t width) {
    if (width == 0) return 0;
    if (size % width == 0) return size / width;
    refuse(std::string(name) + " holds " + std::to_string(size) + " numbers; it must be whole rows of " +
           std::to_string(width));
}

inline void expect_size(const char* name, std::size_t size, std::size_t expected) {
    if (size == expected) return;
    refuse(std::string(name) + " holds " + std::to_string(size) + " numbers; it must be " + std::to_string(expected));
}

}  // namespace detail
}  // namespace glia

#endif
