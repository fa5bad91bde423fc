#include "gradient_report.hpp"

#include "failure.hpp"
#include "handles.hpp"
#include "json.hpp"
#include "number.hpp"
#include "output.hpp"
#include "table.hpp"

namespace glia::cli {
namespace {

std::string json_text(const glia_gradient_report* report) {
    return text([&](auto... out) { return glia_gradient_report_describe(report, out...); });
}

// A number of the report, which is null where it is not finite.
std::string shown(const Json& number) {
    return number.is_null() ? "not finite" : figure(number.get<double>());
}

// "layer 1, weight [17]", "input [3]"; of an activation, its spec and the point.
std::string place_of(const Json& worst, Checked checked) {
    const std::string name = worst["name"].get<std::string>();
    if (checked == Checked::activation) return name + " at " + shown(worst["value"]);
    const std::string element = name + " [" + std::to_string(worst["index"].get<std::size_t>()) + "]";
    return name == "input" ? element : "layer " + std::to_string(worst["layer"].get<std::size_t>()) + ", " + element;
}

std::string report_text(const glia_gradient_report* report, Checked checked, const std::string& of) {
    const Json json = Json::parse(json_text(report));
    Table table({Align::left, Align::left});
    table.add({"derivatives", grouped(glia_gradient_report_checked(report)) + " of " + of});
    table.add({"wrong", grouped(glia_gradient_report_wrong(report))});
    table.add({"skipped", grouped(glia_gradient_report_skipped(report)) + " at kinks and jumps"});
    const Json& worst = json["worst"];
    if (worst.is_null()) return table.str();
    table.add({"worst", place_of(worst, checked)});
    table.add({"  analytic", shown(worst["analytic"])});
    table.add({"  numerical", shown(worst["numerical"])});
    table.add({"  error", shown(worst["error"]) + " of the larger; " + shown(worst["tolerance"]) + " is allowed"});
    return table.str();
}

}  // namespace

void tell(const glia_gradient_report* report, Checked checked, const std::string& of, bool json) {
    print(json ? json_text(report) + "\n" : report_text(report, checked, of));
    if (glia_gradient_report_passed(report) != 0) return;
    const std::size_t wrong = glia_gradient_report_wrong(report);
    throw Failure(wrong == 0 ? "no derivative could be compared"
                             : count_of(wrong, "derivative") + " of " + grouped(glia_gradient_report_checked(report)) +
                                   " are wrong");
}

}  // namespace glia::cli
