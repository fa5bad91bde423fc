// First values of parameters.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "base/spec.hpp"
#include "core/rng.hpp"

namespace glia {

std::span<const SpecDefinition> initializer_definitions();

// The numbers of inputs and outputs of the units that a tensor belongs to.
struct Fan {
    std::size_t in = 1;
    std::size_t out = 1;
};

// A checked initializer, ready to be applied to tensors.
class Initializer {
 public:
    // Throws Error.
    explicit Initializer(std::string_view spec);

    // "auto": the layer decides, and fill must not be called.
    bool is_auto() const noexcept;

    // Fills a tensor of fan.out rows and fan.in columns, row by row. The draws are the same for float and double.
    template <class T>
    void fill(std::span<T> values, Fan fan, Random& random) const;

 private:
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);
    std::size_t entry_ = npos;
    double parameter_ = 0;  // every initializer has at most one
};

}  // namespace glia
