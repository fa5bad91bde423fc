// An open file of the operating system, closed at the end of its scope.
#pragma once

#include <unistd.h>

#include <utility>

namespace glia {

class Descriptor {
 public:
    Descriptor() = default;
    explicit Descriptor(int number) noexcept : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, none)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() {
        if (is_open()) ::close(number_);
    }

    bool is_open() const noexcept { return number_ >= 0; }
    int number() const noexcept { return number_; }
    // Closes now, for callers to whom it matters whether that succeeds: 0, or -1 with errno set.
    int close() noexcept { return ::close(std::exchange(number_, none)); }

 private:
    static constexpr int none = -1;
    int number_ = none;
};

}  // namespace glia
