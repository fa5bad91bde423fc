// glia/cpp/gradient_check.hpp: whether derivatives are what they should be (gradient_check.h).
#ifndef GLIA_CPP_GRADIENT_CHECK_HPP
#define GLIA_CPP_GRADIENT_CHECK_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "glia/cpp/trainer.hpp"
#include "glia/gradient_check.h"

namespace glia {

// The worst of all derivatives that were compared.
struct WorstGradient {
    double error = 0;       // relative to the larger of the two
    double analytic = 0;    // what backward computes
    double numerical = 0;   // what the difference says
    std::size_t layer = 0;  // where it is; of an activation 0
    std::size_t index = 0;  // of an element there; of an activation, of a column
};

// What a check of derivatives found.
class GradientReport {
 public:
    // Of an activation, a spec.
    explicit GradientReport(const std::string& activation)
        : handle_(detail::make<Handle>(glia_activation_check_gradient, activation.c_str())) {}
    // Of a model's loss for rows of x with targets or classes. limit: elements of each tensor; 0: all.
    static GradientReport of_values(const Trainer& trainer, Span<const float> x, std::size_t rows,
                                    Span<const float> targets, std::size_t limit = 0, std::uint64_t seed = 0) {
        detail::expect_size("x", x.size(), rows * trainer.inputs());
        detail::expect_size("targets", targets.size(), rows * trainer.outputs());
        return GradientReport(detail::make<Handle>(glia_trainer_check_gradients, trainer.get(), x.data(), rows,
                                                   targets.data(), nullptr, limit, seed));
    }
    static GradientReport of_classes(const Trainer& trainer, Span<const float> x, Span<const std::int32_t> classes,
                                     std::size_t limit = 0, std::uint64_t seed = 0) {
        detail::expect_size("x", x.size(), classes.size() * trainer.inputs());
        return GradientReport(detail::make<Handle>(glia_trainer_check_gradients, trainer.get(), x.data(),
                                                   classes.size(), nullptr, classes.data(), limit, seed));
    }

    // Whether none was wrong; and how many were compared, were wrong, and were skipped at kinks and jumps.
    bool passed() const noexcept { return glia_gradient_report_passed(get()) != 0; }
    std::size_t checked() const noexcept { return glia_gradient_report_checked(get()); }
    std::size_t wrong() const noexcept { return glia_gradient_report_wrong(get()); }
    std::size_t skipped() const noexcept { return glia_gradient_report_skipped(get()); }
    // Throws where none was compared.
    WorstGradient worst() const {
        WorstGradient result;
        detail::call(glia_gradient_report_worst, get(), &result.error, &result.analytic, &result.numerical,
                     &result.layer, &result.index);
        return result;
    }
    // As JSON.
    std::string describe() const { return detail::text(glia_gradient_report_describe, get()); }

    // The handle, for functions of C; the object keeps it.
    const glia_gradient_report* get() const noexcept { return handle_.get(); }

 private:
    using Handle = detail::Handle<glia_gradient_report, glia_gradient_report_destroy>;

    explicit GradientReport(Handle handle) noexcept : handle_(std::move(handle)) {}

    Handle handle_;
};

}  // namespace glia

#endif
