#include "class_weight.hpp"

#include <charconv>
#include <cmath>

#include "glia/spec.h"
#include "metric_list.hpp"

namespace glia::cli {
namespace {

bool is_list(const std::string& text) {
    const std::size_t begin = text.find_first_not_of(' ');
    return begin != std::string::npos && std::string_view("0123456789.,+-").find(text[begin]) != std::string_view::npos;
}

double parse_weight(const std::string& text) {
    double weight = 0;
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, weight);
    if (error == std::errc{} && end == last && std::isfinite(weight) && weight >= 0) return weight;
    throw Failure("'" + text + "' is not the weight of a class, a number from 0 up");
}

}  // namespace

std::vector<double> parse_class_weights(const std::string& text) {
    std::vector<double> weights;
    if (!is_list(text)) return weights;
    for (const std::string& weight : split_specs(text)) weights.push_back(parse_weight(weight));
    return weights;
}

void check_class_weight(const std::string& text) {
    if (parse_class_weights(text).empty()) check(glia_spec_check("class_weight", text.c_str()));
}

void set_class_weight(glia_trainer* trainer, const std::string& text) {
    const std::vector<double> weights = parse_class_weights(text);
    if (weights.empty()) return check(glia_trainer_set_class_weight(trainer, text.c_str()));
    check(glia_trainer_set_class_weights(trainer, weights.data(), weights.size()));
}

}  // namespace glia::cli
