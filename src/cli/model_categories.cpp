#include "model_categories.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "glia/scaling.h"

namespace glia::cli {
namespace {

bool is_number(const std::string& text) {
    double value = 0;
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, value);
    return error == std::errc{} && end == last;
}

template <class Object, class Name>
std::vector<std::string> categories_of(const Object* object, std::size_t column, std::size_t count, Name&& name) {
    std::vector<std::string> names;
    for (std::size_t k = 0; k < count; ++k) {
        names.push_back(text([&](auto... out) { return name(object, column, k, out...); }));
    }
    return names;
}

std::vector<std::string> categories_in_model(const glia_model* model, std::size_t input) {
    return categories_of(model, input, glia_model_category_count(model, input), glia_model_category_name);
}

std::vector<std::string> categories_in_data(const glia_dataset* dataset, std::size_t feature) {
    return categories_of(dataset, feature, glia_dataset_category_count(dataset, feature), glia_dataset_category_name);
}

}  // namespace

DataSource with_categories_of(const glia_model* model, const glia_dataset* dataset, DataSource source) {
    if (glia_dataset_features(dataset) != glia_model_inputs(model)) return source;
    for (std::size_t j = 0; j < glia_model_inputs(model); ++j) {
        if (glia_dataset_category_count(dataset, j) > 0 ||
            std::ranges::none_of(categories_in_model(model, j), is_number))
            continue;
        const std::string name = text([&](auto... out) { return glia_dataset_feature_name(dataset, j, out...); });
        if (name == std::to_string(j)) {
            throw Failure("feature " + name + " of '" + source.path +
                          "' holds categories of the model; name its column with --categorical");
        }
        source.categorical.push_back(name);
    }
    return source;
}

void translate_categories(const glia_model* model, const glia_dataset* dataset, std::vector<float>& x) {
    const std::size_t features = glia_dataset_features(dataset);
    for (std::size_t j = 0; j < features; ++j) {
        const std::vector<std::string> names = categories_in_data(dataset, j);
        const std::vector<std::string> known = categories_in_model(model, j);
        for (std::size_t at = j; at < x.size() && !names.empty(); at += features) {
            if (std::isnan(x[at])) continue;
            const auto found = std::ranges::find(known, names[static_cast<std::size_t>(x[at])]);
            x[at] = found == known.end() ? std::numeric_limits<float>::quiet_NaN()
                                         : static_cast<float>(found - known.begin());
        }
    }
}

}  // namespace glia::cli
