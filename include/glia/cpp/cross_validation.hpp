// glia/cpp/cross_validation.hpp: how well a recipe learns, judged on rows that it has not seen (cross_validation.h).
//
//     const glia::CrossValidation folds(trainer, data, "stratified(folds=5)");
//     std::cout << folds.summary("accuracy").mean;
#ifndef GLIA_CPP_CROSS_VALIDATION_HPP
#define GLIA_CPP_CROSS_VALIDATION_HPP

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "glia/cpp/trainer.hpp"
#include "glia/cross_validation.h"

namespace glia {

// A figure over all folds.
struct Summary {
    double mean = 0;       // of the folds
    double deviation = 0;  // the standard deviation
};

// What there is to say about a cross-validation beside its folds.
struct FoldOptions {
    std::string initializer = {};          // of the first weights; empty: "auto"
    std::uint64_t seed = 0;                // where the folds and the first parameters come from
    Span<const std::int32_t> groups = {};  // for "grouped": the group of each row
    // Called after each batch and epoch of a fold, from 0, of so many; false stops, and so does what it throws.
    std::function<bool(std::size_t fold, std::size_t folds, const Progress&)> callback = {};
};

// Trains and evaluates a fresh model for each fold, and has the figures.
class CrossValidation {
 public:
    // The trainer and its model are the recipe, and stay as they are.
    CrossValidation(const Trainer& trainer, const Dataset& dataset, const std::string& folds,
                    const FoldOptions& options = {})
        : handle_(detail::make<Handle>(glia_cross_validate, trainer.get(), dataset.get(), folds.c_str(),
                                       options.groups.empty() ? nullptr : options.groups.data(), options.groups.size(),
                                       detail::or_null(options.initializer), options.seed,
                                       options.callback ? follow : nullptr,
                                       const_cast<void*>(static_cast<const void*>(&options.callback)))) {}

    // How many folds are finished.
    std::size_t folds() const noexcept { return glia_cross_validation_folds(get()); }
    // The names of all figures, as a JSON array.
    std::string figures() const { return detail::text(glia_cross_validation_figures, get()); }
    // A figure of each fold, and its mean and deviation.
    std::vector<double> values(const std::string& figure) const {
        return detail::numbers<double>(glia_cross_validation_values, get(), figure.c_str());
    }
    Summary summary(const std::string& figure) const {
        Summary result;
        detail::call(glia_cross_validation_summary, get(), figure.c_str(), &result.mean, &result.deviation);
        return result;
    }

    // The handle, for functions of C; the object keeps it.
    const glia_cross_validation* get() const noexcept { return handle_.get(); }

 private:
    using Handle = detail::Handle<glia_cross_validation, glia_cross_validation_destroy>;

    static std::int32_t follow(std::size_t fold, std::size_t folds, const glia_trainer* trainer, std::int32_t event,
                               void* user) noexcept {
        return detail::run([&] {
            const auto& callback = *static_cast<const decltype(FoldOptions::callback)*>(user);
            return callback(fold, folds, Progress(trainer, event));
        });
    }

    Handle handle_;
};

}  // namespace glia

#endif
