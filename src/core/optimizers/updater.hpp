// Gradients, and what turns them into new parameters: clipping, penalty, optimizer and constraint, in this order.
#pragma once

#include <cmath>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/buffer.hpp"
#include "base/workers.hpp"
#include "core/model/model.hpp"
#include "core/optimizers/clipping.hpp"
#include "core/optimizers/lbfgs.hpp"
#include "core/optimizers/optimizer.hpp"
#include "core/optimizers/penalty.hpp"

namespace glia {

// What the array of gradients holds after an update, which needs them no more.
enum class Keep {
    gradients,
    previous_parameters,  // those before the update, so that it can be undone; model and gradients swap their arrays
};

enum class UpdateOutcome {
    made,     // every new parameter, and all that the optimizer remembers now, is finite
    spoilt,   // made, but something new is not
    refused,  // not made: a gradient is not finite
};

template <class T>
class Updater {
 public:
    // Throws Error for a bad spec.
    explicit Updater(std::string_view optimizer);

    // Takes another optimizer, whose state starts afresh. Throws Error and changes nothing.
    void set_optimizer(std::string_view optimizer);
    // The same for what stands beside it.
    void set_penalty(std::string_view spec);
    void set_constraint(std::string_view spec);
    void set_clipping(std::string_view spec);

    // The gradient of every parameter, in the order of the model's; all 0 at first.
    std::span<T> gradients(const Model<T>& model);
    std::span<const T> gradients() const noexcept { return gradients_; }
    void forget_gradients() noexcept { gradients_ = {}; }

    // One step of the optimizer on every parameter that gradients change. rate: a factor on its learning rate. rows: of
    // the batch that the gradients are of, by which a penalty may be divided. With Keep::previous_parameters gradients,
    // penalty included, are judged as well, by what they leave behind: if one is not finite, the update is refused, and
    // the model left as it was, with the last such block of gradients still in its place, and 0 in that of all others;
    // what the optimizer remembers is then worth nothing.
    UpdateOutcome update(Model<T>& model, Workers& workers, double rate, Keep keep = Keep::gradients,
                         std::size_t rows = 1);
    // Lets the optimizer begin anew.
    void forget_state() noexcept {
        state_ = {};
        search_state_ = {};
    }
    // Takes back an update that kept the previous parameters.
    void undo(Model<T>& model) noexcept;
    // Keeps running statistics, which no gradient needs the place of, until the next update does; and puts them back.
    void keep_statistics(const Model<T>& model);
    void undo_statistics(Model<T>& model) const noexcept;

    // Whether an update is that every parameter loses its gradient times one rate, so that whoever has the gradients
    // can make it himself (core/training/online_descent.hpp): with the learning rate given here, into the place of the
    // gradients, and then by `accept`.
    bool is_plain_descent() const noexcept;
    double rate(double factor) const { return optimizer_->factors({state_.step + 1, factor}).rate; }
    // Takes what stands in the place of the gradients for the parameters, whose old values stay there.
    void accept(Model<T>& model) noexcept;

    // For an optimizer that searches for its step (`searches`), in place of update, over so many rows. `evaluate` gives
    // the loss of the model as it is, infinity where that is not finite, and its gradients; where `known`, those of the
    // last step still hold. Returns false where no better parameters were found.
    bool searches() const noexcept { return search_.has_value(); }
    using Evaluate = std::function<double(std::span<T> gradients)>;
    bool search(Model<T>& model, Workers& workers, std::size_t rows, bool known, const Evaluate& evaluate);

    bool needs_full_batch() const noexcept;
    // NaN where there is none.
    double learning_rate() const noexcept;
    // Whether that decides how long steps are; otherwise the optimizer finds it out itself.
    bool goes_by_learning_rate() const noexcept { return !searches() && !std::isnan(learning_rate()); }
    const Penalty& penalty() const noexcept { return penalty_; }
    // Whether a step is changed after the optimizer has chosen it.
    bool bends_steps() const noexcept { return clipping_.clips() || constraint_.limits(); }
    // Whether all gradients change together before the optimizer sees them, so that one which is not finite spoils all.
    bool clips() const noexcept { return clipping_.clips(); }
    // Steps made so far.
    std::uint64_t steps() const noexcept { return state_.step; }

    // What the optimizer remembers: part of a checkpoint. Numbers of a slot for each parameter; or what a search does.
    std::size_t slots() const noexcept { return searches() ? 0 : optimizer_->slots(); }
    const OptimizerState<T>& state() const noexcept { return state_; }
    const LbfgsState<T>& search_state() const noexcept { return search_state_; }
    void set_state(OptimizerState<T> state, LbfgsState<T> search_state) noexcept {
        state_ = std::move(state);
        search_state_ = std::move(search_state);
    }

 private:
    // Neighbouring parameters that gradients change in one way.
    struct Part {
        std::size_t first;
        std::size_t size;
        bool penalized;
    };

    void find_parts(const Model<T>& model);
    void prepare(const Model<T>& model);
    void leave_block(std::size_t first);

    std::unique_ptr<const Optimizer<T>> optimizer_;  // null where search_ is there
    std::optional<Lbfgs<T>> search_;
    OptimizerState<T> state_;
    LbfgsState<T> search_state_;
    Penalty penalty_;
    Constraint constraint_;
    Clipping clipping_;
    std::vector<Part> parts_;  // empty until they are wanted
    Buffer<T> gradients_;
};

}  // namespace glia
