// The update that was made last: it is taken back where what comes of it is not finite.
#pragma once

#include "base/workers.hpp"
#include "core/model/model.hpp"
#include "core/optimizers/updater.hpp"

namespace glia {

template <class T>
class LastUpdate {
 public:
    LastUpdate(Model<T>& model, Updater<T>& updater, Workers& workers)
        : model_(model), updater_(updater), workers_(workers) {}

    // Says that one has been made which kept the parameters before it.
    void made() noexcept { can_undo_ = true; }
    // Says that these parameters are gone.
    void overwritten() noexcept { can_undo_ = false; }

    // Puts back the parameters before it, at most once, where they are still there.
    void undo() noexcept;

    // For an update that was not simply made: refused by a gradient, which still stands in its place while the model is
    // untouched; or spoilt by what it made of finite ones, which is named before it is undone. What the optimizer
    // remembers would spoil the next. rows: of its batch. Throws NonFinite.
    [[noreturn]] void refuse(UpdateOutcome outcome, std::size_t rows);

    // What became of it, for the end of "training stopped".
    const char* outcome() const noexcept {
        return undone_ ? ", and the last update was undone" : " before that update";
    }

 private:
    Model<T>& model_;
    Updater<T>& updater_;
    Workers& workers_;
    bool can_undo_ = false;  // whether the gradients hold the parameters before it
    bool undone_ = false;
};

}  // namespace glia
