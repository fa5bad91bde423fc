// Tests of what only some activations promise.
#pragma once

#include <cstdint>

#include "plugin_check/outcome.hpp"
#include "plugin_check/subject.hpp"
#include "plugin_check/trained.hpp"

namespace glia::cli::plugin_check {

// The subject's table, where its flags make the promise.
inline const glia_activation_t& open_promising(const Subject& subject, std::uint32_t flag) {
    const glia_activation_t& table = open_table(subject);
    if ((table.flags & flag) == 0) throw Skipped("not promised");
    return table;
}

// The subject's table, where it has trained parameters.
inline const glia_activation_t& open_training(const Subject& subject) {
    const glia_activation_t& table = open_table(subject);
    if (!has_trained(table)) throw Skipped("no parameter is trained");
    return table;
}

}  // namespace glia::cli::plugin_check
