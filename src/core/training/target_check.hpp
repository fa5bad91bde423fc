// Whether a loss can take the targets of rows, as the network is to learn them.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/error.hpp"
#include "core/losses/loss.hpp"
#include "core/scaling/target_transform.hpp"

namespace glia {

template <class T>
class TargetCheck {
 public:
    // Both must stay; `transform` null: targets are learnt as they are.
    TargetCheck(const Loss<T>& loss, const TargetTransform* transform)
        : loss_(&loss), transform_(transform), scaled_(transform != nullptr ? transform->outputs() : 0) {}

    // Throws Error for the first value that the loss cannot take; `row` is for the text.
    void operator()(std::size_t row, std::span<const float> targets) {
        if (transform_ == nullptr) return loss_->check_targets(row, targets);
        transform_->apply(targets.data(), scaled_.data());
        try {
            loss_->check_targets(row, scaled_);
        } catch (const Error& refusal) {
            // The number in the text is a scaled one, which stands nowhere in the data.
            throw error(refusal.status(),
                        "{}; that is after scaling by '{}': this loss wants targets as they are, so set their scaling "
                        "to none",
                        refusal.what(), transform_->scaling());
        }
    }

 private:
    const Loss<T>* loss_;
    const TargetTransform* transform_;
    std::vector<float> scaled_;
};

}  // namespace glia
