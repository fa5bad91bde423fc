#include "base/spec.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

#include "glia/plugin.h"

namespace glia {
namespace {

bool is_space(char c) noexcept {
    return c == ' ' || c == '\t';
}

bool is_name_character(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Walks through the text of one spec.
class Scanner {
 public:
    Scanner(std::string_view family, std::string_view text) : family_(family), text_(text) {}

    std::string_view name(std::string_view what) {
        skip_spaces();
        const std::size_t start = at_;
        while (at_ < text_.size() && is_name_character(text_[at_])) ++at_;
        if (at_ == start) fail(what);
        return text_.substr(start, at_ - start);
    }

    double number() {
        skip_spaces();
        double value = 0;
        const char* const start = text_.data() + at_;
        const char* const end = text_.data() + text_.size();
        // from_chars takes no plus sign and never looks at the locale.
        const bool plus = start != end && *start == '+';
        const char* const digits = plus ? start + 1 : start;
        if (plus && digits != end && *digits == '-') fail("a finite number");
        const auto [stop, code] = std::from_chars(digits, end, value);
        if (code == std::errc::result_out_of_range) fail("a number that a double can hold");
        if (code != std::errc() || !std::isfinite(value)) fail("a finite number");
        at_ += static_cast<std::size_t>(stop - start);
        return value;
    }

    bool accept(char c) {
        skip_spaces();
        if (at_ == text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }

    void expect(char c, std::string_view what) {
        if (!accept(c)) fail(what);
    }

    void expect_end() {
        skip_spaces();
        if (at_ != text_.size()) fail("the end of the text");
    }

    [[noreturn]] void fail(std::string_view expected) const {
        throw invalid("{} '{}': expected {} at character {}; a spec is name or name(parameter=value, ...)", family_,
                      printable(text_), expected, at_ + 1);
    }

 private:
    void skip_spaces() {
        while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    }

    std::string_view family_;
    std::string_view text_;
    std::size_t at_ = 0;
};

std::string joined(std::span<const std::string> names) {
    std::string list;
    for (const std::string& each : names) list += (list.empty() ? "" : ", ") + each;
    return list;
}

Error unknown_parameter(std::string_view family, std::string_view owner, std::string_view name,
                        std::span<const std::string> known) {
    const std::string hint = did_you_mean(name, known);
    return invalid("{} '{}' has no parameter '{}'{} {}", family, owner, printable(name), hint.empty() ? ";" : hint,
                   known.empty() ? "it takes none" : (hint.empty() ? "it takes: " : "It takes: ") + joined(known));
}

// Edits (insert, delete, replace a character) between two names: Wagner and Fischer, 1974.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row[b.size()];
}

}  // namespace

bool SpecParameter::allows(double value) const noexcept {
    const bool above = minimum_open ? value > minimum : value >= minimum;
    const bool below = maximum_open ? value < maximum : value <= maximum;
    return above && below;
}

std::string SpecParameter::range() const {
    const bool no_minimum = std::isinf(minimum);
    const bool no_maximum = std::isinf(maximum);
    return format("{}{}, {}{}", minimum_open || no_minimum ? "(" : "[", no_minimum ? "-inf" : format_number(minimum),
                  no_maximum ? "inf" : format_number(maximum), maximum_open || no_maximum ? ")" : "]");
}

namespace {

// A hyphen is in no name but in how people write some (iRprop-, max-norm): say what was meant, not where it stands.
void refuse_hyphen(std::string_view family, std::string_view text, std::span<const SpecDefinition> definitions) {
    const std::string_view name = text.substr(0, text.find('('));
    if (name.find('-') == std::string_view::npos) return;
    std::vector<std::string> names;
    for (const SpecDefinition& definition : definitions) names.push_back(definition.name);
    if (!did_you_mean(name, names).empty()) throw unknown_name(family, name, names);
}

// The names that begin like one which ends in anything else.
std::string names_beginning_like(std::string_view name, std::span<const std::string> known) {
    constexpr std::size_t least = 3;  // shorter beginnings tell little
    while (!name.empty() && !is_name_character(name.back())) name.remove_suffix(1);
    if (name.size() < least) return "";
    std::string result;
    for (const std::string& each : known) {
        if (each.starts_with(name)) result += (result.empty() ? "'" : " or '") + each + "'";
    }
    return result;
}

}  // namespace

Spec parse_spec(std::string_view family, std::string_view text) {
    Scanner scanner(family, text);
    Spec spec;
    spec.name = scanner.name("a name");
    if (scanner.accept('(') && !scanner.accept(')')) {
        do {
            std::string parameter(scanner.name("a parameter's name"));
            scanner.expect('=', "'='");
            spec.values.emplace_back(std::move(parameter), scanner.number());
        } while (scanner.accept(','));
        scanner.expect(')', "',' or ')'");
    }
    scanner.expect_end();
    return spec;
}

std::vector<double> bind_spec(std::string_view family, const Spec& spec, const SpecDefinition& definition) {
    std::vector<double> values;
    std::vector<std::string> names;
    for (const SpecParameter& parameter : definition.parameters) {
        values.push_back(parameter.default_value);
        names.push_back(parameter.name);
    }
    std::vector<bool> given(values.size());
    for (const auto& [name, value] : spec.values) {
        const auto found = std::find(names.begin(), names.end(), name);
        if (found == names.end()) {
            throw unknown_parameter(family, spec.name, name, names);
        }
        const auto index = static_cast<std::size_t>(found - names.begin());
        if (given[index]) throw invalid("{} '{}': parameter '{}' is given twice", family, spec.name, name);
        if (!definition.parameters[index].allows(value)) {
            throw invalid("{} '{}': {} is {}; it must be in {}", family, spec.name, name, format_number(value),
                          definition.parameters[index].range());
        }
        given[index] = true;
        values[index] = value;
    }
    return values;
}

std::string format_spec(const SpecDefinition& definition, std::span<const double> values) {
    std::string list;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] == definition.parameters[i].default_value) continue;
        if (!list.empty()) list += ", ";
        list += definition.parameters[i].name + "=" + format_number(values[i]);
    }
    return list.empty() ? definition.name : definition.name + "(" + list + ")";
}

std::string canonical_spec(std::string_view family, std::string_view text,
                           std::span<const SpecDefinition> definitions) {
    refuse_hyphen(family, text, definitions);
    const Spec spec = parse_spec(family, text);
    const SpecDefinition& definition = find_definition(family, spec.name, definitions);
    return format_spec(definition, bind_spec(family, spec, definition));
}

std::string format_number(double value) {
    return format("{}", value);
}

bool valid_name(std::string_view name) noexcept {
    if (name.empty() || name.size() > GLIA_PLUGIN_MAX_NAME || name[0] < 'a' || name[0] > 'z') return false;
    return std::all_of(name.begin(), name.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::string did_you_mean(std::string_view name, std::span<const std::string> known) {
    if (name.size() < 2 || name.size() > GLIA_PLUGIN_MAX_NAME) return "";
    // Longer names may differ more; two thirds of a name must be right.
    const std::size_t limit = std::max<std::size_t>(1, name.size() / 3);
    std::size_t nearest = limit + 1;
    std::string result;
    for (const std::string& each : known) {
        const std::size_t distance = edit_distance(name, each);
        if (distance < nearest) {
            nearest = distance;
            result = "'" + each + "'";
        } else if (distance == nearest && !result.empty()) {
            result += " or '" + each + "'";
        }
    }
    if (result.empty()) result = names_beginning_like(name, known);
    return result.empty() ? "" : "; did you mean " + result + "?";
}

Error unknown_name(std::string_view kind, std::string_view name, std::span<const std::string> known) {
    const std::string hint = did_you_mean(name, known);
    return error(GLIA_ERROR_NOT_FOUND, "unknown {} '{}'{}: {}", kind, printable(name),
                 hint.empty() ? "; known" : hint + " Known", joined(known));
}

const SpecDefinition& find_definition(std::string_view family, std::string_view name,
                                      std::span<const SpecDefinition> definitions) {
    std::vector<std::string> names;
    for (const SpecDefinition& definition : definitions) {
        if (definition.name == name) return definition;
        names.push_back(definition.name);
    }
    throw unknown_name(family, name, names);
}

}  // namespace glia
