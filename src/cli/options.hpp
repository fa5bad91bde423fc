// Options that several commands share, and checks of their values.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

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
// The value is a whole number, at least `minimum`, and at most `maximum`.
CLI::Validator whole_number(std::uint64_t minimum);
CLI::Validator whole_number(std::uint64_t minimum, std::uint64_t maximum);
// The value is not empty, as an unset variable of a shell would be.
CLI::Validator file_name();
// The value is not empty either.
CLI::Validator column_name();
// The value is a finite number from 0.
CLI::Validator not_negative();
// The value is a number from 0 to `maximum`, which is whole.
CLI::Validator number_up_to(std::uint64_t maximum);
// The value is one of the names, and is translated to the number beside it.
CLI::Validator one_of(const std::map<std::string, std::int32_t>& choices);
// The value is a number of folds, or a spec of them.
CLI::Validator folds_text();
// The value is what separates fields, by name, and is translated to the character.
CLI::Validator delimiter();
// The value is one of the names; noun says of what.
CLI::Validator name_among(const std::string& noun, const std::vector<std::string>& names);

// The value is one that `read` takes without throwing Failure; such as a list of hidden layers (network.hpp).
template <class Read>
CLI::Validator accepted_by(Read read, const std::string& name) {
    const auto judge = [read](const std::string& text) {
        try {
            read(text);
            return std::string();
        } catch (const Failure& e) {
            return std::string(e.what());
        }
    };
    return {judge, "", name};
}

}  // namespace glia::cli
