#include "core/optimizers/updater.hpp"

#include <algorithm>
#include <atomic>
#include <utility>

#include "core/elementwise.hpp"
#include "core/model/statistics.hpp"
#include "linalg/rows.hpp"

namespace glia {
namespace {

// Elements that are updated at once: with their gradients and what the optimizer remembers of them, they fit into the
// cache nearest to the core.
constexpr std::size_t block_elements = 1024;

// Those of the gradients, for clipping.
template <class T, class Part>
std::vector<std::span<T>> spans_of(const std::vector<Part>& parts, T* gradients) {
    std::vector<std::span<T>> spans;
    for (const Part& part : parts) spans.emplace_back(gradients + part.first, part.size);
    return spans;
}

template <class T>
void hold_weights(const Constraint& constraint, Model<T>& model, Workers& workers) {
    for (std::size_t i = 0; i < model.layers(); ++i) {
        for (const Tensor& tensor : model.layer(i).tensors()) {
            if (!tensor.is_weight) continue;
            T* const weights = model.values(i, tensor).data();
            const std::size_t cols = tensor.size / tensor.shape[0];
            run_rows(workers, tensor.shape[0], cols, [&](std::size_t first, std::size_t rows) noexcept {
                constraint.apply(rows, cols, weights + first * cols);
            });
        }
    }
}

void raise_to(std::size_t least, std::atomic<std::size_t>& value) noexcept {
    for (std::size_t old = value; old < least && !value.compare_exchange_weak(old, least);) {
    }
}

}  // namespace

template <class T>
Updater<T>::Updater(std::string_view optimizer) {
    set_optimizer(optimizer);
}

template <class T>
void Updater<T>::set_optimizer(std::string_view spec) {
    const std::optional<LbfgsSettings> search = lbfgs_settings(spec);
    std::unique_ptr<const Optimizer<T>> optimizer = search ? nullptr : make_optimizer<T>(spec);
    optimizer_ = std::move(optimizer);
    search_ = search ? std::optional<Lbfgs<T>>(*search) : std::nullopt;
    state_ = {};
    search_state_ = {};
}

template <class T>
bool Updater<T>::needs_full_batch() const noexcept {
    return searches() || optimizer_->needs_full_batch();
}

template <class T>
double Updater<T>::learning_rate() const noexcept {
    return searches() ? search_->settings().learning_rate : optimizer_->learning_rate();
}

template <class T>
std::span<T> Updater<T>::gradients(const Model<T>& model) {
    if (gradients_.empty()) gradients_ = Buffer<T>(model.parameter_count());
    return gradients_;
}

// Neighbours that are alike are one part; weights and others are alike where no penalty parts them. A model whose
// parameters have values gets no more layers, so the parts stay what they are.
template <class T>
void Updater<T>::find_parts(const Model<T>& model) {
    if (!parts_.empty()) return;
    const bool parted = penalty_.changes_loss() || penalty_.decays();
    for (std::size_t i = 0; i < model.layers(); ++i) {
        for (const Tensor& tensor : model.layer(i).tensors()) {
            if (!tensor.trainable) continue;
            const std::size_t first = model.offset(i) + tensor.offset;
            const bool penalized = parted && tensor.is_weight;
            const bool same = !parts_.empty() && parts_.back().penalized == penalized &&
                              parts_.back().first + parts_.back().size == first;
            if (same) {
                parts_.back().size += tensor.size;
            } else {
                parts_.push_back({first, tensor.size, penalized});
            }
        }
    }
}

template <class T>
void Updater<T>::prepare(const Model<T>& model) {
    find_parts(model);
    while (state_.slots.size() < optimizer_->slots()) {
        const auto start = static_cast<T>(optimizer_->slot_start(state_.slots.size()));
        Buffer<T> slot(model.parameter_count());
        if (start != T{0}) std::fill(slot.begin(), slot.end(), start);
        state_.slots.push_back(std::move(slot));
    }
}

// Makes all gradients 0 but those of the block that begins at `first`: in the place of others may stand new parameters,
// which are worth nothing.
template <class T>
void Updater<T>::leave_block(std::size_t first) {
    for (const Part& part : parts_) {
        for (std::size_t i = part.first; i < part.first + part.size; ++i) {
            const bool in_block = first >= part.first && i >= first && i < first + block_elements;
            if (!in_block) gradients_[i] = T{0};
        }
    }
}

template <class T>
UpdateOutcome Updater<T>::update(Model<T>& model, Workers& workers, double rate, Keep keep, std::size_t rows) {
    prepare(model);
    T* const gradients = this->gradients(model).data();
    if (clipping_.clips()) clipping_.apply<T>(spans_of(parts_, gradients), workers);
    const UpdateFactors factors = optimizer_->factors({++state_.step, rate});
    const double learning_rate = rate * optimizer_->learning_rate();
    T* const parameters = model.parameters().data();
    const bool judges_gradients = !optimizer_->shows_gradients();
    // Returns whether all that is new is finite.
    const auto step = [&](bool penalized, std::size_t at, std::size_t size, T* p) noexcept {
        T* const g = gradients + at;
        if (penalized && penalty_.changes_loss()) penalty_.add_gradient(rows, size, p, g);
        if (penalized && penalty_.decays()) penalty_.decay(learning_rate, size, p);
        const std::size_t slots = state_.slots.size();
        T* made[1 + Optimizer<T>::most_slots] = {p};  // the parameters, and the optimizer's slots
        for (std::size_t i = 0; i < slots; ++i) made[1 + i] = state_.slots[i].data() + at;
        optimizer_->update(factors, size, p, g, {made + 1, slots});
        return all_finite<T>(size, made, 1 + slots);
    };
    // Where the previous parameters are to be kept, they stay where they are: the new ones are made in the gradients'
    // place, block by block, and then the arrays change places. Gradients that are not finite keep theirs.
    std::atomic<bool> finite = true;
    // One more than where the last block begins of which a gradient is not finite.
    std::atomic<std::size_t> refused = 0;
    const auto update_block = [&](bool penalized, std::size_t at, std::size_t size) noexcept {
        if (keep == Keep::gradients) {
            if (!step(penalized, at, size, parameters + at)) finite.store(false, std::memory_order_relaxed);
            return;
        }
        alignas(cache_line) T block[block_elements];
        std::copy_n(parameters + at, size, block);
        const bool good = step(penalized, at, size, block);
        if (!good || judges_gradients) {
            if (!all_finite(size, gradients + at)) return raise_to(at + 1, refused);
            if (!good) finite.store(false, std::memory_order_relaxed);
        }
        std::copy_n(block, size, gradients + at);
    };
    for (const Part& part : parts_) {
        run_elements(workers, part.size, [&](std::size_t first, std::size_t size) noexcept {
            for (std::size_t done = 0; done < size; done += block_elements) {
                update_block(part.penalized, part.first + first + done, std::min(block_elements, size - done));
            }
        });
    }
    if (refused > 0) {
        leave_block(refused - 1);
        return UpdateOutcome::refused;
    }
    if (keep == Keep::previous_parameters) {
        if (finite) keep_statistics(model);  // or those before this batch stay, to go back to
        model.swap_parameters(gradients_);
    }
    if (finite && constraint_.limits()) hold_weights(constraint_, model, workers);
    return finite ? UpdateOutcome::made : UpdateOutcome::spoilt;
}

template <class T>
bool Updater<T>::is_plain_descent() const noexcept {
    return !searches() && optimizer_->is_plain_descent() && !bends_steps() && !penalty_.changes_loss() &&
           !penalty_.decays();
}

template <class T>
void Updater<T>::accept(Model<T>& model) noexcept {
    ++state_.step;
    model.swap_parameters(gradients_);
}

template <class T>
void Updater<T>::keep_statistics(const Model<T>& model) {
    const std::span<T> gradients = this->gradients(model);
    each_statistic(model, [&](std::size_t layer, const Tensor& tensor) {
        std::ranges::copy(model.values(layer, tensor), gradients.data() + model.offset(layer) + tensor.offset);
    });
}

template <class T>
void Updater<T>::undo_statistics(Model<T>& model) const noexcept {
    each_statistic(model, [&](std::size_t layer, const Tensor& tensor) {
        std::copy_n(gradients_.data() + model.offset(layer) + tensor.offset, tensor.size,
                    model.values(layer, tensor).begin());
    });
}

template <class T>
void Updater<T>::undo(Model<T>& model) noexcept {
    model.swap_parameters(gradients_);
}

// What no gradient changes is none of the search's business: only trainable parts go in and out.
template <class T>
bool Updater<T>::search(Model<T>& model, Workers& workers, std::size_t rows, bool known, const Evaluate& evaluate) {
    find_parts(model);
    const auto put = [&](std::span<const T> parameters) {
        for (const Part& part : parts_) {
            std::copy_n(parameters.data() + part.first, part.size, model.parameters().data() + part.first);
        }
    };
    const auto loss = [&](std::span<const T> parameters, std::span<T> gradients) {
        put(parameters);
        double sum = evaluate(gradients);
        if (!penalty_.changes_loss()) return sum;
        for (const Part& part : parts_) {
            if (!part.penalized) continue;
            sum += penalty_.loss(rows, part.size, parameters.data() + part.first);
            penalty_.add_gradient(rows, part.size, parameters.data() + part.first, gradients.data() + part.first);
        }
        return sum;
    };
    Buffer<T> parameters(model.parameter_count());
    std::ranges::copy(model.parameters(), parameters.begin());
    search_state_.evaluated = search_state_.evaluated && known;
    try {
        const LbfgsResult result = search_->iterate(search_state_, parameters, loss, workers);
        put(std::as_const(parameters));
        ++state_.step;
        return result.outcome == LbfgsOutcome::advanced;
    } catch (...) {
        put(std::as_const(parameters));  // not those that were being tried
        throw;
    }
}

template <class T>
void Updater<T>::set_penalty(std::string_view spec) {
    penalty_ = Penalty(spec);
    parts_.clear();
}

template <class T>
void Updater<T>::set_constraint(std::string_view spec) {
    constraint_ = Constraint(spec);
}

template <class T>
void Updater<T>::set_clipping(std::string_view spec) {
    clipping_ = Clipping(spec);
}

template class Updater<float>;
template class Updater<double>;

}  // namespace glia
