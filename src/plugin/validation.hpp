// The rules that a plugin's data must keep, judged by reading alone: none of its functions runs here.
//
// Every refusal is an Error (PLUGIN) of one line: the subject, what is wrong, the value, what is allowed.
#pragma once

#include <cstddef>
#include <string_view>

#include "glia/plugin.h"

namespace glia {

// The size of the struct in version 1 of the interface. It stays when the struct grows: an author's struct that is
// larger comes from a later header, and its further members are left alone.
inline constexpr std::size_t plugin_size_v1 = offsetof(glia_plugin_t, activation) + sizeof(void*);

// For refusals of names.
inline constexpr std::string_view name_rule = "a name is [a-z][a-z0-9_]*, at most 63 characters";
static_assert(GLIA_PLUGIN_MAX_NAME == 63);

// `subject` opens the text: "plugin '/x/foo.so': ".
void validate_plugin(const glia_plugin_t& plugin, std::string_view subject);

// `subject` is that of the plugin, or "" for a table of the host program. Flags that are not known are promises that
// this glia makes no use of, so they pass.
void validate_activation(const glia_activation_t& activation, std::string_view subject);

}  // namespace glia
