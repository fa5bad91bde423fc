// The share of answers that are right.
#pragma once

#include <cstddef>

#include "core/losses/loss.hpp"

namespace glia {

// How rows of a data set are counted: classes by the largest output (one output: by its side of 0.5), values as the
// loss says.
Accuracy accuracy_of(Accuracy loss, bool has_classes, std::size_t outputs) noexcept;

struct Score {
    std::size_t right = 0;
    std::size_t answers = 0;

    Score& operator+=(const Score& other) noexcept {
        right += other.right;
        answers += other.answers;
        return *this;
    }
    double share() const noexcept;  // NaN without answers
};

template <class T>
Score score(Accuracy accuracy, const Outputs<T>& outputs, const Targets<T>& targets) noexcept;

}  // namespace glia
