// Activations as the registry describes them.
#pragma once

#include <string>
#include <vector>

#include "json.hpp"

namespace glia::cli {

// Every activation that can be found here, in alphabetical order. Throws Failure where there is none.
std::vector<std::string> all_activations();

// "leaky_relu" of "leaky_relu(alpha=0.3)". Throws Failure where no such activation takes these parameters.
std::string name_of_activation(const std::string& spec);

// glia_registry_describe, as text and read.
std::string activation_text(const std::string& name);
Json activation_json(const std::string& name);

std::string string_or(const Json& value, const std::string& otherwise);

// Whether a path that the registry tells is that of libglia, which has activations inside: it stands in the search path
// then, as a file among directories.
bool is_library(const std::string& path);

// "one a unit" or "one a layer" of a parameter that is trained; "" of one that is fixed.
std::string trained_values(const Json& parameter);

// "alpha=0.01, beta=1"
std::string default_values(const Json& parameters);

// What backward computes the derivative from: "x", "y", "x and y" or "constant".
std::string derivative_source(const Json& flags);

// What glia plugin list prints: a table for each directory, or JSON.
void list_activations(bool as_json);

// What glia plugin describe prints. With `measured`, errors and speeds seen here are part of it.
void describe_activation(const std::string& spec, bool as_json, bool measured);

}  // namespace glia::cli
