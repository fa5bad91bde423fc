#include "plugin/validation.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <span>
#include <string>

#include "base/activation_table.hpp"
#include "base/spec.hpp"
#include "plugin/refusal.hpp"

namespace glia {
namespace {

// Ample for a formula or a reference, and keeps a text without an end from being read for ever.
constexpr std::size_t max_text = 1023;

std::string_view bounded(const char* text) {
    return {text, ::strnlen(text, max_text + 1)};
}

bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < ' ' || byte == 0x7f;
}

// Texts for people go into tables and JSON: one line each.
void require_line(const char* text, std::string_view field, std::string_view subject) {
    if (text == nullptr || *text == '\0') {
        throw refused(subject, "{} is {}; it must be a line of text", field, text == nullptr ? "NULL" : "empty");
    }
    const std::string_view line = bounded(text);
    if (line.size() > max_text) {
        throw refused(subject, "{} is longer than {} bytes, the most allowed", field, max_text);
    }
    if (std::any_of(line.begin(), line.end(), is_control)) {
        throw refused(subject, "{} is '{}'; it must be one line without control characters", field, printable(line));
    }
}

void require_line_or_null(const char* text, std::string_view field, std::string_view subject) {
    if (text != nullptr) require_line(text, field, subject);
}

void require_name(const char* name, std::string_view what, std::string_view subject) {
    if (name == nullptr) throw refused(subject, "the name of {} is NULL; {}", what, name_rule);
    const std::string_view text = bounded(name);
    if (!valid_name(text)) throw refused(subject, "{} '{}': {}", what, printable(text), name_rule);
}

template <class Pointer>
void require_pointer(Pointer pointer, std::string_view field, std::string_view subject) {
    if (pointer == nullptr) throw refused(subject, "{} is NULL; it is mandatory", field);
}

void require_finite(double value, std::string_view field, std::string_view subject) {
    if (!std::isfinite(value)) throw refused(subject, "{} is {}; it must be finite", field, format_number(value));
}

void require_abi(std::uint32_t abi, std::string_view subject) {
    if (abi > GLIA_PLUGIN_ABI) {
        throw refused(subject, "made for plugin interface {}; this glia knows {}: use a newer glia", abi,
                      GLIA_PLUGIN_ABI);
    }
    if (abi < GLIA_PLUGIN_ABI) {
        throw refused(subject,
                      "made for plugin interface {}; this glia knows {}: rebuild the plugin with this glia's "
                      "plugin.h",
                      abi, GLIA_PLUGIN_ABI);
    }
}

void require_size(std::uint32_t size, std::size_t smallest, std::string_view type, std::string_view subject) {
    if (size < smallest) {
        throw refused(subject, "struct_size of {} is {}; it must be sizeof({}), at least {}", type, size, type,
                      smallest);
    }
}

// A header has had one of the sizes, or a later one has more.
void require_activation_size(std::uint32_t size, std::string_view subject) {
    require_size(size, activation_size_v1, "glia_activation_t", subject);
    if (size == activation_size_v1 || size >= activation_size_with_training) return;
    throw refused(subject,
                  "struct_size of glia_activation_t is {}; it must be sizeof(glia_activation_t), which is {}, or {} "
                  "without trained parameters",
                  size, activation_size_with_training, activation_size_v1);
}

void validate_parameter(const glia_activation_parameter_t& parameter, std::string_view activation_subject) {
    require_name(parameter.name, "parameter", activation_subject);
    const std::string subject = format("{}parameter '{}': ", activation_subject, parameter.name);
    require_finite(parameter.minimum, "minimum", subject);
    require_finite(parameter.maximum, "maximum", subject);
    require_finite(parameter.default_value, "default_value", subject);
    if (parameter.minimum > parameter.maximum) {
        throw refused(subject, "minimum is {} and maximum is {}; minimum must not be above maximum",
                      format_number(parameter.minimum), format_number(parameter.maximum));
    }
    if (parameter.default_value < parameter.minimum || parameter.default_value > parameter.maximum) {
        throw refused(subject, "default_value is {}; it must be in [{}, {}]", format_number(parameter.default_value),
                      format_number(parameter.minimum), format_number(parameter.maximum));
    }
}

void validate_parameters(const glia_activation_t& activation, std::string_view subject) {
    if (activation.parameter_count > GLIA_PLUGIN_MAX_PARAMETERS) {
        throw refused(subject, "parameter_count is {}; it must be at most {}", activation.parameter_count,
                      GLIA_PLUGIN_MAX_PARAMETERS);
    }
    if (activation.parameter_count == 0) return;
    require_pointer(activation.parameters, "parameters", subject);
    const std::span parameters(activation.parameters, activation.parameter_count);
    for (auto each = parameters.begin(); each != parameters.end(); ++each) {
        validate_parameter(*each, subject);
        const auto same = [&](const auto& other) { return std::strcmp(other.name, each->name) == 0; };
        if (std::any_of(parameters.begin(), each, same)) {
            throw refused(subject, "parameter '{}' is declared twice", each->name);
        }
    }
}

// How each parameter is trained. Whether one is.
bool validate_training(const glia_activation_t& activation, std::string_view subject) {
    bool any = false;
    for (std::uint32_t i = 0; i < activation.parameter_count; ++i) {
        const std::uint32_t training = training_of(activation, i);
        if (training > GLIA_PARAMETER_PER_UNIT) {
            throw refused(subject,
                          "parameter '{}': training is {}; it must be 0 (fixed), 1 (per layer) or 2 (per unit)",
                          activation.parameters[i].name, training);
        }
        any = any || training != GLIA_PARAMETER_FIXED;
    }
    constexpr std::uint32_t fused = GLIA_ACTIVATION_LOGISTIC | GLIA_ACTIVATION_SOFTMAX | GLIA_ACTIVATION_IDENTITY;
    if (any && (activation.flags & fused) != 0) {
        throw refused(subject,
                      "flags are {:#x}; a function with trained parameters is not LOGISTIC, SOFTMAX or IDENTITY",
                      activation.flags);
    }
    return any;
}

void require_trained_kernel(bool wanted, bool given, std::string_view field, std::string_view because,
                            std::string_view subject) {
    if (wanted && !given) throw refused(subject, "{} is NULL; it is mandatory {}", field, because);
    if (given && !wanted) throw refused(subject, "{} is given; it must be NULL {}", field, because);
}

void validate_trained_kernels(const glia_activation_t& activation, std::string_view subject) {
    if (!knows_training(activation)) return;
    const bool trained = validate_training(activation, subject);
    const std::string_view because = trained ? "where a parameter is trained" : "where no parameter is trained";
    require_trained_kernel(trained, activation.forward_trained != nullptr, "forward_trained", because, subject);
    require_trained_kernel(trained, activation.backward_trained != nullptr, "backward_trained", because, subject);
    const bool wide = trained && activation.forward_f64 != nullptr;
    const std::string_view because_wide = !trained ? because : wide ? "beside forward_f64" : "without forward_f64";
    require_trained_kernel(wide, activation.forward_trained_f64 != nullptr, "forward_trained_f64", because_wide,
                           subject);
    require_trained_kernel(wide, activation.backward_trained_f64 != nullptr, "backward_trained_f64", because_wide,
                           subject);
}

void validate_flags(std::uint32_t flags, std::string_view subject) {
    const auto has = [&](std::uint32_t flag) { return (flags & flag) != 0; };
    if (has(GLIA_ACTIVATION_SOFTMAX) && (has(GLIA_ACTIVATION_LOGISTIC) || has(GLIA_ACTIVATION_ELEMENTWISE))) {
        throw refused(subject, "flags are {:#x}; SOFTMAX excludes LOGISTIC and ELEMENTWISE", flags);
    }
    if (has(GLIA_ACTIVATION_IDENTITY) && (has(GLIA_ACTIVATION_SOFTMAX) || has(GLIA_ACTIVATION_LOGISTIC))) {
        throw refused(subject, "flags are {:#x}; IDENTITY excludes LOGISTIC and SOFTMAX", flags);
    }
}

void validate_texts(const glia_activation_t& activation, std::string_view subject) {
    require_line(activation.variant, "variant", subject);
    require_line_or_null(activation.formula, "formula", subject);
    require_line_or_null(activation.reference, "reference", subject);
    require_line_or_null(activation.initializer, "initializer", subject);
    if (activation.initializer == nullptr) return;
    try {
        parse_spec("initializer", activation.initializer);
    } catch (const Error& e) {
        throw refused(subject, "{}", e.what());
    }
}

void validate_kernels(const glia_activation_t& activation, std::string_view subject) {
    require_pointer(activation.forward, "forward", subject);
    require_pointer(activation.backward, "backward", subject);
    const bool forward = activation.forward_f64 != nullptr;
    const bool backward = activation.backward_f64 != nullptr;
    if (forward != backward) {
        throw refused(subject, "{} is NULL but {} is not; there must be both or neither",
                      forward ? "backward_f64" : "forward_f64", forward ? "forward_f64" : "backward_f64");
    }
}

}  // namespace

void validate_plugin(const glia_plugin_t& plugin, std::string_view subject) {
    // abi decides what the rest means, so it comes before the full size.
    require_size(plugin.struct_size, offsetof(glia_plugin_t, id), "glia_plugin_t", subject);
    require_abi(plugin.abi, subject);
    require_size(plugin.struct_size, plugin_size_v1, "glia_plugin_t", subject);
    require_line(plugin.id, "id", subject);
    require_line(plugin.version, "version", subject);
    require_pointer(plugin.init, "init", subject);
    require_pointer(plugin.count, "count", subject);
    require_pointer(plugin.activation, "activation", subject);
}

void validate_activation(const glia_activation_t& activation, std::string_view subject) {
    require_activation_size(activation.struct_size, subject);
    require_name(activation.name, "activation", subject);
    const std::string own_subject = format("{}activation '{}': ", subject, activation.name);
    validate_flags(activation.flags, own_subject);
    if (activation.revision == 0) throw refused(own_subject, "revision is 0; it must be at least 1");
    validate_parameters(activation, own_subject);
    validate_texts(activation, own_subject);
    if (!std::isfinite(activation.max_error_ulp) || activation.max_error_ulp < 0) {
        throw refused(own_subject, "max_error_ulp is {}; it must be finite and at least 0",
                      format_number(activation.max_error_ulp));
    }
    validate_kernels(activation, own_subject);
    validate_trained_kernels(activation, own_subject);
}

}  // namespace glia
