// An array of numbers aligned to a cache line, so that full-width loads never split one.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <limits>
#include <memory>
#include <new>
#include <span>
#include <utility>

namespace glia {

inline constexpr std::size_t cache_line = 64;

template <class T>
class Buffer {
 public:
    Buffer() = default;

    // `size` elements of value 0; std::bad_alloc if they cannot be had.
    explicit Buffer(std::size_t size) : size_(size) {
        if (size == 0) return;
        if (size > (std::numeric_limits<std::size_t>::max() - cache_line) / sizeof(T)) throw std::bad_alloc();
        const std::size_t bytes = (size * sizeof(T) + cache_line - 1) / cache_line * cache_line;
        data_.reset(static_cast<T*>(std::aligned_alloc(cache_line, bytes)));
        if (!data_) throw std::bad_alloc();
        std::fill_n(data_.get(), size, T{});
    }

    Buffer(const Buffer& other) : Buffer(other.size_) { std::copy_n(other.data(), size_, data()); }
    Buffer(Buffer&& other) noexcept : data_(std::move(other.data_)), size_(std::exchange(other.size_, 0)) {}
    Buffer& operator=(Buffer other) noexcept {
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
        return *this;
    }
    ~Buffer() = default;

    T* data() noexcept { return data_.get(); }
    const T* data() const noexcept { return data_.get(); }
    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }
    T& operator[](std::size_t i) noexcept { return data_[i]; }
    const T& operator[](std::size_t i) const noexcept { return data_[i]; }
    T* begin() noexcept { return data(); }
    T* end() noexcept { return data() + size_; }
    const T* begin() const noexcept { return data(); }
    const T* end() const noexcept { return data() + size_; }
    operator std::span<T>() noexcept { return {data(), size_}; }
    operator std::span<const T>() const noexcept { return {data(), size_}; }

 private:
    struct Free {
        void operator()(T* p) const noexcept { std::free(p); }
    };
    std::unique_ptr<T[], Free> data_;
    std::size_t size_ = 0;
};

// rows * cols, or std::bad_alloc where the product does not fit: no such array can be had.
inline std::size_t checked_product(std::size_t rows, std::size_t cols) {
    std::size_t product = 0;
    if (__builtin_mul_overflow(rows, cols, &product)) throw std::bad_alloc();
    return product;
}

}  // namespace glia
