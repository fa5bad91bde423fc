// What a gradient check found, for people and programs.
#pragma once

#include <memory>
#include <string>

#include "glia/gradient_check.h"

namespace glia::cli {

struct DestroyReport {
    void operator()(glia_gradient_report* report) const noexcept { glia_gradient_report_destroy(report); }
};
using Report = std::unique_ptr<glia_gradient_report, DestroyReport>;

// What was checked: a model on some rows, or an activation, by its spec.
enum class Checked {
    model,
    activation,
};

// Prints it; `of` is "16 rows", or the activation's name. Throws Failure where a derivative is wrong, or none could be
// compared.
void tell(const glia_gradient_report* report, Checked checked, const std::string& of, bool json);

}  // namespace glia::cli
