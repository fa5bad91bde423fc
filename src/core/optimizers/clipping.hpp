// Clipping: keeping gradients within bounds before the update.
#pragma once

#include <span>
#include <string_view>

#include "base/spec.hpp"
#include "base/workers.hpp"

namespace glia {

// By value: each gradient into [-limit, limit]. By norm: all of them times limit / norm where their norm, as one
// vector, is above the limit, so that the direction stays. (Pascanu, Mikolov and Bengio, On the Difficulty of Training
// Recurrent Neural Networks, 2013, algorithm 1.)
class Clipping {
 public:
    // None.
    Clipping() = default;
    // Throws Error for a spec that is not right.
    explicit Clipping(std::string_view spec);

    bool clips() const noexcept { return kind_ != Kind::none; }

    // Gradients in one or more parts, which count as one vector; they must be finite. The same bits for any threads.
    template <class T>
    void apply(std::span<const std::span<T>> gradients, Workers& workers) const;

 private:
    enum class Kind {
        none,
        value,
        norm
    };

    Kind kind_ = Kind::none;
    double limit_ = 0;
};

// The Euclidean norm of all parts as one vector, in double, the same bits for any threads.
template <class T>
double gradient_norm(std::span<const std::span<T>> gradients, Workers& workers);

std::span<const SpecDefinition> clipping_definitions();

}  // namespace glia
