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

struct Summary {
    double mean = 0;
    double deviation = 0;
};

struct FoldOptions {
    std::string initializer = {};  // empty: "auto"
    std::uint64_t seed = 0;
    Span<const std::int32_t> groups = {};  // for "grouped"
    // Called after each batch and epoch of a fold, from 0, of so many; false stops, and so does what it throws.
    std::function<bool(std::size_t fold, std::size_t folds, const Progress&)> callback = {};
};

class CrossValidation {
 public:
    CrossValidation(const Trainer& trainer, const Dataset& dataset, const std::string& folds,
                    const FoldOptions& options = {})
        : handle_(detail::make<Handle>(glia_cross_validate, trainer.get(), dataset.get(), folds.c_str(),
                                       options.groups.empty() ? nullptr : options.groups.data(), options.groups.size(),
                                       detail::or_null(options.initializer), options.seed,
                                       options.callback ? follow : nullptr,
                                       const_cast<void*>(static_cast<const void*>(&options.callback)))) {}

    std::size_t folds() const noexcept { return glia_cross_validation_folds(get()); }
    // The names of all figures, as a JSON array.
    std::string figures() const { return detail::text(glia_cross_validation_figures, get()); }
    std::vector<double> values(const std::string& figure) const {
        return detail::numbers<double>(glia_cross_validation_values, get(), figure.c_str());
    }
    Summary summary(const std::string& figure) const {
        Summary result;
        detail::call(glia_cross_validation_summary, get(), figure.c_str(), &result.mean, &result.deviation);
        return result;
    }

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
