// Specs: `name` or `name(parameter=value, ...)`. One grammar, one error style, for everything chosen by name.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/special_numbers.hpp"

namespace glia {

struct SpecParameter {
    std::string name;
    double default_value = 0;
    double minimum = -infinity;  // infinite: there is no bound
    double maximum = infinity;
    bool minimum_open = false;  // an open bound is not itself allowed
    bool maximum_open = false;

    bool allows(double value) const noexcept;
    std::string range() const;  // "[0, 1)", for people
};

// One thing that can be chosen by name.
struct SpecDefinition {
    std::string name;
    std::string summary;
    std::vector<SpecParameter> parameters;
};

// What was written: nothing is checked yet but the grammar.
struct Spec {
    std::string name;
    std::vector<std::pair<std::string, double>> values;
};

// Reads the grammar. `family` ("activation", "loss", ...) opens the error text. Throws Error.
Spec parse_spec(std::string_view family, std::string_view text);

// The value of every declared parameter, in the declared order. Throws Error for an unknown or repeated parameter, or a
// value out of range.
std::vector<double> bind_spec(std::string_view family, const Spec& spec, const SpecDefinition& definition);

// The shortest spec that means the same: parameters at their default are left out.
std::string format_spec(const SpecDefinition& definition, std::span<const double> values);

// The text's own shortest form. Throws Error for what is no spec of the family.
std::string canonical_spec(std::string_view family, std::string_view text, std::span<const SpecDefinition> definitions);

// The shortest decimal that reads back as the same double, whatever the locale.
std::string format_number(double value);

// [a-z][a-z0-9_]*, at most 63 characters.
bool valid_name(std::string_view name) noexcept;

// "; did you mean 'relu'?" for the names nearest to `name`, or those that begin like it, or "" when there are none.
std::string did_you_mean(std::string_view name, std::span<const std::string> known);

// "unknown loss 'msee'; did you mean 'mse'? Known: ..." with GLIA_ERROR_NOT_FOUND.
Error unknown_name(std::string_view kind, std::string_view name, std::span<const std::string> known);

// The member of `definitions` called `spec.name`. Throws Error that names the nearest.
const SpecDefinition& find_definition(std::string_view family, std::string_view name,
                                      std::span<const SpecDefinition> definitions);

}  // namespace glia
