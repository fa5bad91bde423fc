// glia/cpp/span.hpp: numbers that belong to somebody else.
#ifndef GLIA_CPP_SPAN_HPP
#define GLIA_CPP_SPAN_HPP

#if __has_include(<version>)
#include <version>
#endif

#ifdef __cpp_lib_span

#include <span>

namespace glia {
// Numbers that belong to somebody else: std::span where the standard library has it, else a class like it.
template <class T>
using Span = std::span<T>;
}  // namespace glia

#else

#include <cstddef>
#include <type_traits>
#include <utility>

namespace glia {

// The part of std::span that is used here.
template <class T>
class Span {
    template <class Container>
    using If = std::enable_if_t<
        std::is_convertible_v<std::remove_pointer_t<decltype(std::declval<Container&>().data())> (*)[], T (*)[]> >;

 public:
    // No numbers; so many from a pointer on; all of an array, or of anything with data() and size().
    constexpr Span() noexcept = default;
    constexpr Span(T* data, std::size_t size) noexcept : data_(data), size_(size) {}
    template <std::size_t Size>
    constexpr Span(T (&array)[Size]) noexcept : data_(array), size_(Size) {}
    template <class Container, class = If<Container> >
    constexpr Span(Container& numbers) : data_(numbers.data()), size_(numbers.size()) {}
    template <class Container, class = If<const Container> >
    constexpr Span(const Container& numbers) : data_(numbers.data()), size_(numbers.size()) {}

    // The numbers, and how many they are.
    constexpr T* data() const noexcept { return data_; }
    constexpr std::size_t size() const noexcept { return size_; }
    constexpr bool empty() const noexcept { return size_ == 0; }
    constexpr T& operator[](std::size_t index) const { return data_[index]; }
    constexpr T* begin() const noexcept { return data_; }
    constexpr T* end() const noexcept { return data_ + size_; }
    // Some of them.
    constexpr Span subspan(std::size_t offset, std::size_t count) const { return Span(data_ + offset, count); }
    constexpr Span first(std::size_t count) const { return Span(data_, count); }

 private:
    T* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace glia

#endif

#endif
