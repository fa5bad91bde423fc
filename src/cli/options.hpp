// Options that several commands share, and checks of their values.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <map>
#include <string>

#include "data.hpp"

namespace glia::cli {

// Groups under which --help lists options.
inline constexpr const char* data_group = "Data";

void add_data(CLI::App& command, DataSource& source);
void add_labels(CLI::App& command, DataSource& source);
// The columns of a CSV file: targets, those to leave out, those of categories, their names and what is between them.
void add_target(CLI::App& command, DataSource& source, const std::string& description);
void add_model(CLI::App& command, std::string& path);

// The value is a spec of the family (glia/spec.h).
CLI::Validator spec_of(const std::string& family);
// The value is a list of metric specs (metric_list.hpp).
CLI::Validator metric_list();
// The value is a whole number, at least `minimum`.
CLI::Validator whole_number(std::uint64_t minimum);
// The value is not empty, as an unset variable of a shell would be.
CLI::Validator file_name();
// The value is not empty either.
CLI::Validator column_name();
// The value is a finite number from 0.
CLI::Validator not_negative();
// The value is a number from 0 to 1.
CLI::Validator fraction();
// The value is one of the names, and is translated to the number beside it.
CLI::Validator one_of(const std::map<std::string, std::int32_t>& choices);
// The value is a number of folds, or a spec of them.
CLI::Validator folds_text();
// The value is what separates fields, by name, and is translated to the character.
CLI::Validator delimiter();
// The value is a list of hidden layers (network.hpp).
CLI::Validator network_text();

}  // namespace glia::cli
