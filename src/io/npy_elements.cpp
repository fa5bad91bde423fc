#include "io/npy_elements.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <type_traits>

namespace glia {
namespace {

// Elements stand at any address: they are copied out, never pointed to.
template <class Element, bool swapped>
Element load(const std::byte* from) noexcept {
    std::array<std::byte, sizeof(Element)> bytes;
    std::copy_n(from, sizeof(Element), bytes.begin());
    if constexpr (swapped) std::reverse(bytes.begin(), bytes.end());
    Element element;
    std::memcpy(&element, bytes.data(), sizeof element);
    return element;
}

template <class Element, bool swapped>
void decode(const std::byte* from, std::size_t count, float* to) noexcept {
    for (std::size_t i = 0; i < count; ++i) {
        to[i] = static_cast<float>(load<Element, swapped>(from + i * sizeof(Element)));
    }
}

void decode_bool(const std::byte* from, std::size_t count, float* to) noexcept {
    for (std::size_t i = 0; i < count; ++i) to[i] = from[i] == std::byte{0} ? 0.0f : 1.0f;
}

// Calls use.template operator()<Element>() with the C++ type of the elements; bool has none that is safe to load.
template <class Use>
auto with_element(const NpyType& type, Use&& use) noexcept {
    if (type.kind == 'f') return type.width == 4 ? use.template operator()<float>() : use.template operator()<double>();
    const bool has_sign = type.kind == 'i';
    switch (type.width) {
        case 1:
            return has_sign ? use.template operator()<std::int8_t>() : use.template operator()<std::uint8_t>();
        case 2:
            return has_sign ? use.template operator()<std::int16_t>() : use.template operator()<std::uint16_t>();
        case 4:
            return has_sign ? use.template operator()<std::int32_t>() : use.template operator()<std::uint32_t>();
        default:
            return has_sign ? use.template operator()<std::int64_t>() : use.template operator()<std::uint64_t>();
    }
}

template <class Element>
std::int64_t saturated(Element value) noexcept {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    if constexpr (std::is_same_v<Element, std::uint64_t>) {
        return value > static_cast<std::uint64_t>(most) ? most : static_cast<std::int64_t>(value);
    } else {
        return static_cast<std::int64_t>(value);
    }
}

}  // namespace

bool is_float32(const NpyType& type) noexcept {
    return type.kind == 'f' && type.width == sizeof(float) && !type.swapped;
}

DecodeNumbers npy_decoder(const NpyType& type) noexcept {
    if (type.kind == 'b') return decode_bool;
    return with_element(type, [&]<class Element>() noexcept -> DecodeNumbers {
        return type.swapped ? decode<Element, true> : decode<Element, false>;
    });
}

std::int64_t npy_integer(const NpyType& type, const std::byte* element) noexcept {
    if (type.kind == 'b') return *element == std::byte{0} ? 0 : 1;
    return with_element(type, [&]<class Element>() noexcept -> std::int64_t {
        return saturated(type.swapped ? load<Element, true>(element) : load<Element, false>(element));
    });
}

}  // namespace glia
