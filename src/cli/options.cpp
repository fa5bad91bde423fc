#include "options.hpp"

#include <charconv>
#include <limits>
#include <string>

#include "glia/spec.h"
#include "metric_list.hpp"

namespace glia::cli {

void add_data(CLI::App& command, DataSource& source) {
    command.add_option("DATA", source.path, "CSV or NPY file, or IDX images (plain or gzip)")
        ->required()
        ->option_text(" ");
}

void add_labels(CLI::App& command, DataSource& source) {
    command.add_option("--labels", source.labels, "IDX labels or NPY targets of the rows in DATA")
        ->option_text("FILE")
        ->group(data_group);
}

void add_target(CLI::App& command, DataSource& source, const std::string& description) {
    command.add_option("--target", source.targets, description)
        ->allow_extra_args(false)
        ->option_text("NAME|INDEX")
        ->group(data_group);
    command.add_option("--ignore", source.ignored, "a CSV column to leave out; may be given again")
        ->allow_extra_args(false)
        ->option_text("NAME|INDEX")
        ->group(data_group);
    command
        .add_option("--categorical", source.categorical,
                    "a CSV column of categories, even if they are\nnumbers; may be given again [columns of text]")
        ->allow_extra_args(false)
        ->option_text("NAME|INDEX")
        ->group(data_group);
    command
        .add_option("--header", source.header,
                    "whether a CSV file begins with the names of\nits columns: yes, no or auto [auto]")
        ->transform(one_of({{"auto", GLIA_HEADER_AUTO}, {"yes", GLIA_HEADER_YES}, {"no", GLIA_HEADER_NO}}))
        ->option_text("KIND")
        ->group(data_group);
    command
        .add_option("--delimiter", source.delimiter,
                    "between the fields of a CSV file: comma,\nsemicolon or tab [comma]")
        ->transform(delimiter())
        ->option_text("NAME")
        ->group(data_group);
}

void add_model(CLI::App& command, std::string& path) {
    command.add_option("MODEL", path, "a model that 'glia train' has saved")->required()->option_text(" ");
}

CLI::Validator spec_of(const std::string& family) {
    const auto judge = [family](const std::string& spec) {
        return glia_spec_check(family.c_str(), spec.c_str()) == GLIA_OK ? std::string()
                                                                        : std::string(glia_last_error());
    };
    return {judge, "", family + " spec"};
}

CLI::Validator metric_list() {
    const auto judge = [](const std::string& list) {
        for (const std::string& spec : split_specs(list)) {
            if (glia_spec_check("metric", spec.c_str()) != GLIA_OK) return std::string(glia_last_error());
        }
        return std::string();
    };
    return {judge, "", "metrics"};
}

CLI::Validator whole_number(std::uint64_t minimum) {
    return whole_number(minimum, std::numeric_limits<std::uint64_t>::max());
}

CLI::Validator whole_number(std::uint64_t minimum, std::uint64_t maximum) {
    const bool open = maximum == std::numeric_limits<std::uint64_t>::max();
    const std::string range = "from " + std::to_string(minimum) + (open ? " up" : " to " + std::to_string(maximum));
    const auto judge = [minimum, maximum, range](const std::string& text) {
        std::uint64_t number = 0;
        const char* const last = text.data() + text.size();
        const auto [end, error] = std::from_chars(text.data(), last, number);
        if (error == std::errc{} && end == last && number >= minimum && number <= maximum) return std::string();
        return "'" + text + "' is not a whole number " + range;
    };
    return {judge, "", "whole number"};
}

namespace {

CLI::Validator number_to(double maximum, const std::string& range) {
    const auto judge = [maximum, range](const std::string& text) {
        double number = 0;
        const char* const last = text.data() + text.size();
        const auto [end, error] = std::from_chars(text.data(), last, number);
        if (error == std::errc{} && end == last && number >= 0 && number <= maximum) return std::string();
        return "'" + text + "' is not a number " + range;
    };
    return {judge, "", "number"};
}

}  // namespace

CLI::Validator file_name() {
    const auto judge = [](const std::string& name) {
        return name.empty() ? std::string("the name of a file is empty") : std::string();
    };
    return {judge, "", "file name"};
}

CLI::Validator column_name() {
    const auto judge = [](const std::string& name) {
        return name.empty() ? std::string("the name of a column is empty") : std::string();
    };
    return {judge, "", "column name"};
}

CLI::Validator not_negative() {
    return number_to(std::numeric_limits<double>::max(), "from 0 up");
}

CLI::Validator number_up_to(std::uint64_t maximum) {
    return number_to(static_cast<double>(maximum), "from 0 to " + std::to_string(maximum));
}

CLI::Validator one_of(const std::map<std::string, std::int32_t>& choices) {
    const auto translate = [choices](std::string& text) {
        const auto choice = choices.find(text);
        std::string known;
        for (const auto& [name, value] : choices) known += (known.empty() ? "" : ", ") + name;
        if (choice == choices.end()) return "unknown '" + text + "'; there are: " + known;
        text = std::to_string(choice->second);
        return std::string();
    };
    return {translate, "", "choice"};
}

CLI::Validator folds_text() {
    const auto judge = [](std::string& text) {
        const bool number = text.find_first_not_of("0123456789") == std::string::npos;
        return number ? whole_number(2)(text) : spec_of("folds")(text);
    };
    return {judge, "", "folds"};
}

CLI::Validator delimiter() {
    const auto translate = [](std::string& text) {
        static const std::map<std::string, std::string> known = {{"comma", ","}, {"semicolon", ";"}, {"tab", "\t"},
                                                                 {",", ","},     {";", ";"},         {"\t", "\t"}};
        const auto found = known.find(text);
        if (found == known.end()) return "unknown '" + text + "'; there are: comma, semicolon, tab";
        text = found->second;
        return std::string();
    };
    return {translate, "", "delimiter"};
}

CLI::Validator name_among(const std::string& noun, const std::vector<std::string>& names) {
    const auto judge = [noun, names](const std::string& text) {
        std::string known;
        for (const std::string& name : names) {
            if (name == text) return std::string();
            known += (known.empty() ? "" : ", ") + name;
        }
        return "'" + text + "' is not a " + noun + "; there are: " + known;
    };
    return {judge, "", noun};
}

}  // namespace glia::cli
