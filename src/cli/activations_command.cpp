// glia activations: which activations can be used here, and where they come from.
#include <map>
#include <memory>
#include <sstream>

#include "command.hpp"
#include "glia/registry.h"
#include "gradient_report.hpp"
#include "handles.hpp"
#include "json.hpp"
#include "number.hpp"
#include "output.hpp"
#include "table.hpp"
#include "terminal.hpp"

namespace glia::cli {
namespace {

struct ActivationsOptions {
    std::string name;  // "": all
    bool check = false;
    bool json = false;
};

std::string describe(const std::string& name) {
    return text([&](auto... out) { return glia_registry_describe(name.c_str(), out...); });
}

std::vector<std::string> all_names() {
    std::size_t count = 0;
    check(glia_registry_count(&count));
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i)
        names.push_back(text([&](auto... out) { return glia_registry_name(i, out...); }));
    return names;
}

std::string string_or(const Json& value, const std::string& otherwise) {
    return value.is_string() ? value.get<std::string>() : otherwise;
}

// "alpha=0.01, beta=1"
std::string defaults(const Json& parameters) {
    std::string list;
    for (const Json& each : parameters) {
        list += (list.empty() ? "" : ", ") + each.at("name").get<std::string>() + "=" +
                shortest(each.at("default").get<double>());
    }
    return list;
}

// "relu", where its file is relu.so; "cube (shapes.so)" otherwise.
std::string name_with_file(const std::string& name, const std::string& file) {
    return file.empty() || file == name + ".so" ? name : name + " (" + file + ")";
}

// A terminal shows as much of each line as fits; `glia activations NAME` shows all of it.
std::string fit_to_terminal(const std::string& lines) {
    if (!output_is_terminal()) return lines;
    const std::size_t width = terminal_width();
    std::string fitting;
    std::istringstream stream(lines);
    for (std::string line; std::getline(stream, line);) fitting += shortened(line, width) + "\n";
    return fitting;
}

// One table for each directory, under its name.
std::string overview(const std::vector<std::string>& names) {
    if (names.empty()) {
        throw Failure("no activations found; the places searched are: " +
                      text([](auto... out) { return glia_registry_search_path(out...); }));
    }
    std::map<std::string, Table> directories;
    for (const std::string& name : names) {
        const Json json = Json::parse(describe(name));
        const std::string path = string_or(json.at("path"), "");
        const std::size_t slash = path.rfind('/');
        const auto [entry, is_new] = directories.try_emplace(
            path.substr(0, slash), std::vector<Align>{Align::left, Align::left, Align::left, Align::left});
        if (is_new) entry->second.add({"activation", "parameters", "variant", "formula"});
        entry->second.add({name_with_file(name, path.substr(slash + 1)), defaults(json.at("parameters")),
                           string_or(json.at("variant"), ""), string_or(json.at("summary"), "")});
    }
    std::string lines;
    for (const auto& [directory, table] : directories) {
        lines += (lines.empty() ? "" : "\n") + directory + ":\n" + table.str();
    }
    return lines;
}

// "alpha=0.01 (from 0 to 1)" for each parameter.
void add_parameters(Table& table, const Json& parameters) {
    std::string title = "parameters";
    for (const Json& each : parameters) {
        table.add({title, each.at("name").get<std::string>() + "=" + shortest(each.at("default").get<double>()) +
                              ", from " + shortest(each.at("minimum").get<double>()) + " to " +
                              shortest(each.at("maximum").get<double>())});
        title.clear();
    }
}

std::string details(const Json& json) {
    Table table({Align::left, Align::left});
    const auto add = [&](const std::string& title, const std::string& value) {
        if (!value.empty()) table.add({title, value});
    };
    add("activation", json.at("name").get<std::string>());
    add("formula", string_or(json.at("summary"), ""));
    add_parameters(table, json.at("parameters"));
    add("reference", string_or(json.at("reference"), ""));
    add("initializer", string_or(json.at("initializer"), ""));
    add("variant", string_or(json.at("variant"), ""));
    const double bound = json.at("max_error_ulp").get<double>();
    add("error", bound > 0 ? "at most " + shortest(bound) + " ulp" : "not stated");
    add("revision", std::to_string(json.at("revision").get<unsigned>()));
    add("plugin", string_or(json.at("plugin"), "") + " " + string_or(json.at("version"), ""));
    add("file", string_or(json.at("path"), ""));
    return table.str();
}

std::string as_json(const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names) list += (list.empty() ? "[" : ",\n ") + describe(name);
    return (list.empty() ? "[" : list) + "]\n";
}

void activations(const ActivationsOptions& options) {
    if (options.name.empty()) {
        print(options.json ? as_json(all_names()) : fit_to_terminal(overview(all_names())));
        return;
    }
    if (options.check) {
        glia_gradient_report* report = nullptr;
        check(glia_activation_check_gradient(&report, options.name.c_str()));
        return tell(Report(report).get(), Checked::activation, options.name, options.json);
    }
    const std::string described = describe(options.name);
    print(options.json ? described + "\n" : details(Json::parse(described)));
}

}  // namespace

Command add_activations(CLI::App& app) {
    CLI::App& command = *app.add_subcommand("activations", "List the activations that can be used");
    const auto options = std::make_shared<ActivationsOptions>();
    command.add_option("NAME", options->name, "describe this one [list all]")->option_text(" ");
    command
        .add_flag(
            "--check", options->check,
            "compare the derivative of NAME, which may be a\nSPEC, with differences; exits with 1 where\nit is wrong")
        ->option_text(" ")
        ->needs(command.get_option("NAME"));
    command.add_flag("--json", options->json, "as JSON, for programs");
    command.footer(
        "Activations are plugins. The directories in GLIA_PLUGIN_PATH are searched first.\n\n"
        "Examples:\n"
        "  glia activations\n"
        "  glia activations leaky_relu\n"
        "  glia activations \"leaky_relu(alpha=0.3)\" --check");
    return {&command, [options] { activations(*options); }};
}

}  // namespace glia::cli
