// glia/cpp/error.hpp: how a call fails.
#ifndef GLIA_CPP_ERROR_HPP
#define GLIA_CPP_ERROR_HPP

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>

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

// What a callback has thrown on its way from there, past the C functions, to the caller. Callbacks run on the thread
// that made the call. Activations may run on a thread of a trainer, where no caller waits: what they throw there is
// left for any thread to find.
class Thrown {
 public:
    // Within a callback's handler.
    static void keep() noexcept {
        if (depth() > 0) {
            if (!here()) here() = std::current_exception();
            return;
        }
        const std::lock_guard<std::mutex> lock(mutex());
        if (!elsewhere()) elsewhere() = std::current_exception();
        left().store(true);
    }

    static void rethrow() {
        if (here()) std::rethrow_exception(std::exchange(here(), nullptr));
        if (!left().load()) return;
        std::exception_ptr thrown;
        {
            const std::lock_guard<std::mutex> lock(mutex());
            thrown = std::exchange(elsewhere(), nullptr);
            left().store(false);
        }
        if (thrown) std::rethrow_exception(thrown);
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
    static std::exception_ptr& elsewhere() noexcept {
        static std::exception_ptr value;
        return value;
    }
    static std::mutex& mutex() noexcept {
        static std::mutex value;
        return value;
    }
    static std::atomic<bool>& left() noexcept {
        static std::atomic<bool> value{false};
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
