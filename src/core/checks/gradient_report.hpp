// What a check of derivatives found.
#pragma once

#include <cstddef>
#include <string>

#include "core/checks/slope.hpp"

namespace glia {

// One derivative. Of a model: that of the loss with respect to element `index` of a layer's tensor, or of the input,
// which goes by the name of a tensor of layer 0. Of an activation: by its spec, at x.
struct Derivative {
    std::size_t layer = 0;
    std::string name;
    std::size_t index = 0;
    std::string kernel;  // "float32" or "float64": of the claim
    double x = 0;
    double analytic = 0;
    double numerical = 0;
    double error = -1;  // relative
    double tolerance = 1;
};

struct GradientReport {
    std::size_t checked = 0;  // derivatives that could be compared
    std::size_t wrong = 0;    // of these
    std::size_t skipped = 0;  // those that could not, at kinks and jumps
    Derivative worst;

    bool passed() const noexcept { return checked > 0 && wrong == 0; }

    void add(Verdict verdict, const Derivative& derivative) {
        if (verdict == Verdict::unclear) {
            ++skipped;
            return;
        }
        ++checked;
        if (verdict == Verdict::wrong) ++wrong;
        if (derivative.error / derivative.tolerance > worst.error / worst.tolerance) worst = derivative;
    }
};

}  // namespace glia
