// Derivatives against differences, by glia's own check, which knows kinks.
#include "glia/gradient_check.h"

#include <memory>

#include "glia/status.h"
#include "handles.hpp"
#include "json.hpp"
#include "number.hpp"
#include "plugin_check/glia_load.hpp"
#include "plugin_check/outcome.hpp"
#include "plugin_check/tests.hpp"

namespace glia::cli::plugin_check {
namespace {

struct DestroyReport {
    void operator()(glia_gradient_report* report) const noexcept { glia_gradient_report_destroy(report); }
};

std::string shown(const Json& number) {
    return number.is_null() ? "not finite" : shortest(number.get<double>());
}

}  // namespace

std::string have_the_right_gradient(const Subject& subject) {
    load_permitting(subject);
    glia_gradient_report* made = nullptr;
    channel().stage = "glia's check of derivatives";
    if (glia_activation_check_gradient(&made, subject.activation.c_str()) != GLIA_OK) {
        throw Broken(std::string(channel().stage) + " fails: " + glia_last_error());
    }
    const std::unique_ptr<glia_gradient_report, DestroyReport> report(made);
    const std::string checked = grouped(glia_gradient_report_checked(made)) + " derivatives";
    if (glia_gradient_report_passed(made) != 0) return checked;
    const std::string described = cli::text([&](auto... out) { return glia_gradient_report_describe(made, out...); });
    const Json worst = Json::parse(described).at("worst");
    if (worst.is_null()) throw Broken("no derivative could be compared with a difference quotient");
    throw Broken(grouped(glia_gradient_report_wrong(made)) + " of " + checked + " are wrong; the worst is that of " +
                 worst.at("name").get<std::string>() + " in " + worst.at("kernel").get<std::string>() +
                 " at x = " + shown(worst.at("value")) + ": " + shown(worst.at("analytic")) + ", and " +
                 shown(worst.at("numerical")) + " by differences of forward");
}

}  // namespace glia::cli::plugin_check
