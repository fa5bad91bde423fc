#include "core/layers/initializer.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "linalg/blas.hpp"

namespace glia {
namespace {

enum class Draw {
    constant,    // `scale` everywhere
    normal,      // mean 0, standard deviation `scale`
    uniform,     // even in [-scale, scale)
    orthogonal,  // orthonormal rows or columns, times `scale`
};

// An initializer is a way to draw and the scale it draws with.
struct Entry {
    SpecDefinition definition;
    Draw draw;
    double (*scale)(double parameter, double fan_in, double fan_out);
};

double given(double parameter, double, double) {
    return parameter;
}

const std::vector<Entry>& entries() {
    static const std::vector<Entry> list = {
        {{"constant", "one value everywhere", {{"value", 0, -infinity, infinity, true, true}}}, Draw::constant, given},
        {{"glorot_normal", "normal, variance 2 / (fan_in + fan_out) (Glorot and Bengio, 2010)", {}},
         Draw::normal,
         [](double, double in, double out) { return std::sqrt(2 / (in + out)); }},
        {{"glorot_uniform", "even in +-sqrt(6 / (fan_in + fan_out)) (Glorot and Bengio, 2010)", {}},
         Draw::uniform,
         [](double, double in, double out) { return std::sqrt(6 / (in + out)); }},
        {{"he_normal", "normal, variance 2 / fan_in (He et al., 2015)", {}},
         Draw::normal,
         [](double, double in, double) { return std::sqrt(2 / in); }},
        {{"he_uniform", "even in +-sqrt(6 / fan_in) (He et al., 2015)", {}},
         Draw::uniform,
         [](double, double in, double) { return std::sqrt(6 / in); }},
        {{"lecun_normal", "normal, variance 1 / fan_in (LeCun et al., 1998)", {}},
         Draw::normal,
         [](double, double in, double) { return std::sqrt(1 / in); }},
        {{"normal", "normal, mean 0", {{"std", 0.01, 0, infinity, false, true}}}, Draw::normal, given},
        {{"orthogonal",
          "orthonormal rows or columns, times gain (Saxe et al., 2014)",
          {{"gain", 1, 0, infinity, false, true}}},
         Draw::orthogonal,
         given},
        {{"uniform", "even in +-limit", {{"limit", 0.05, 0, infinity, false, true}}}, Draw::uniform, given},
        {{"zeros", "0 everywhere", {}}, Draw::constant, [](double, double, double) { return 0.0; }},
    };
    return list;
}

const std::vector<SpecDefinition>& definitions() {
    static const std::vector<SpecDefinition> list = [] {
        std::vector<SpecDefinition> result = {{"auto", "what each layer's activation recommends", {}}};
        for (const Entry& entry : entries()) result.push_back(entry.definition);
        return result;
    }();
    return list;
}

template <class T>
void fill_normal(std::span<T> values, double deviation, Random& random) {
    for (T& value : values) value = static_cast<T>(deviation * random.normal());
}

template <class T>
void fill_uniform(std::span<T> values, double limit, Random& random) {
    for (T& value : values) value = static_cast<T>(limit * (2 * random.uniform() - 1));
}

// A normal matrix has a uniformly distributed orthogonal factor when R's diagonal is made positive (Mezzadri, 2007).
template <class T>
void fill_orthogonal(std::span<T> values, Fan fan, double gain, Random& random) {
    const std::size_t rows = std::min(fan.in, fan.out);
    const std::size_t cols = std::max(fan.in, fan.out);
    std::vector<double> a(values.size());
    fill_normal(std::span(a), 1, random);
    orthonormalize_rows(rows, cols, a.data());
    for (std::size_t i = 0; i < fan.out; ++i) {
        for (std::size_t j = 0; j < fan.in; ++j) {
            const double element = fan.out <= fan.in ? a[i * cols + j] : a[j * cols + i];
            values[i * fan.in + j] = static_cast<T>(gain * element);
        }
    }
}

}  // namespace

std::span<const SpecDefinition> initializer_definitions() {
    return definitions();
}

Initializer::Initializer(std::string_view text) {
    const Spec spec = parse_spec("initializer", text);
    const SpecDefinition& definition = find_definition("initializer", spec.name, definitions());
    const std::vector<double> values = bind_spec("initializer", spec, definition);
    if (!values.empty()) parameter_ = values[0];
    for (std::size_t i = 0; i < entries().size(); ++i) {
        if (entries()[i].definition.name == definition.name) entry_ = i;
    }
}

bool Initializer::is_auto() const noexcept {
    return entry_ == npos;
}

template <class T>
void Initializer::fill(std::span<T> values, Fan fan, Random& random) const {
    const Entry& entry = entries().at(entry_);
    const double scale = entry.scale(parameter_, static_cast<double>(fan.in), static_cast<double>(fan.out));
    switch (entry.draw) {
        case Draw::constant:
            std::fill(values.begin(), values.end(), static_cast<T>(scale));
            break;
        case Draw::normal:
            fill_normal(values, scale, random);
            break;
        case Draw::uniform:
            fill_uniform(values, scale, random);
            break;
        case Draw::orthogonal:
            fill_orthogonal(values, fan, scale, random);
            break;
    }
}

template void Initializer::fill(std::span<float>, Fan, Random&) const;
template void Initializer::fill(std::span<double>, Fan, Random&) const;

}  // namespace glia
