// Numbers that became infinite or NaN, and where first.
#pragma once

#include <span>
#include <string>

#include "core/model/model.hpp"
#include "core/model/propagation.hpp"
#include "core/optimizers/penalty.hpp"

namespace glia {

// Thrown where training meets one; the text says what it was and in which layer, but not when: that is for the caller.
struct NonFinite {
    std::string what;
};

// "the output of layer 1 (dense) is not finite", for the first layer of which that is so; or, where all outputs are
// finite, that the loss itself is not.
template <class T>
NonFinite non_finite_loss(const Model<T>& model, const Propagation<T>& pass);

// Throws NonFinite for the layer nearest to the output whose gradient is not finite: there it began.
template <class T>
void require_finite_gradients(const Model<T>& model, std::span<const T> gradients, Workers& workers);

// Throws NonFinite for the first tensor whose penalty, in a batch of so many rows, has a gradient that is not finite,
// though its weights are.
template <class T>
void require_finite_penalty(const Model<T>& model, const Penalty& penalty, std::size_t rows);

// Throws NonFinite for the first tensor of which a number is not finite: before an update; or after it, of those alone
// that no gradient reaches.
template <class T>
void require_finite_start(const Model<T>& model);
template <class T>
void require_finite_statistics(const Model<T>& model);

// What an update has spoilt: a parameter, or else what the optimizer remembers.
template <class T>
NonFinite what_spoilt(const Model<T>& model);

}  // namespace glia
