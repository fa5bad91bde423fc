#include "activations.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <sstream>

#include "glia/registry.h"
#include "glia/spec.h"
#include "handles.hpp"
#include "measurement.hpp"
#include "number.hpp"
#include "output.hpp"
#include "table.hpp"
#include "terminal.hpp"

namespace glia::cli {
namespace {

// "relu", where its file is relu.so; "cube (shapes.so)" otherwise.
std::string name_with_file(const std::string& name, const std::string& file) {
    return file.empty() || file == name + ".so" ? name : name + " (" + file + ")";
}

// A terminal shows as much of each line as fits; `glia plugin describe NAME` shows all of it.
std::string fit_to_terminal(const std::string& lines) {
    if (!output_is_terminal()) return lines;
    const std::size_t width = terminal_width();
    std::string fitting;
    std::istringstream stream(lines);
    for (std::string line; std::getline(stream, line);) fitting += shortened(line, width) + "\n";
    return fitting;
}

// One table for each directory, under its name, and one for libglia, where it has activations inside.
std::string overview(const std::vector<std::string>& names) {
    std::map<std::string, Table> places;
    for (const std::string& name : names) {
        const Json json = activation_json(name);
        const std::string path = string_or(json.at("path"), "");
        const std::size_t place_end = is_library(path) ? path.size() : path.rfind('/');
        const auto [entry, is_new] = places.try_emplace(
            path.substr(0, place_end), std::vector<Align>{Align::left, Align::left, Align::left, Align::left});
        if (is_new) entry->second.add({"activation", "parameters", "variant", "formula"});
        const std::string file = place_end == path.size() ? "" : path.substr(place_end + 1);
        entry->second.add({name_with_file(name, file), default_values(json.at("parameters")),
                           string_or(json.at("variant"), ""), string_or(json.at("summary"), "")});
    }
    std::string lines;
    for (const auto& [place, table] : places) {
        lines += (lines.empty() ? "" : "\n") + place + ":\n" + table.str();
    }
    return lines;
}

std::string json_list(const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names) list += (list.empty() ? "[" : ",\n ") + activation_text(name);
    return list + "]\n";
}

// "alpha=0.01, from 0 to 1" for each parameter; "alpha=0.25, from -1 to 1; trained, one a unit".
void add_parameters(Table& table, const Json& parameters) {
    std::string title = "parameters";
    for (const Json& each : parameters) {
        const std::string trained = trained_values(each);
        table.add({title, each.at("name").get<std::string>() + "=" + shortest(each.at("default").get<double>()) +
                              ", from " + shortest(each.at("minimum").get<double>()) + " to " +
                              shortest(each.at("maximum").get<double>()) +
                              (trained.empty() ? "" : "; trained, " + trained)});
        title.clear();
    }
}

std::string error_of(const Json& json) {
    const double bound = json.at("max_error_ulp").get<double>();
    return bound > 0 ? "at most " + shortest(bound) + " ulp" : "not stated";
}

void add_measurement(Table& table, const std::string& spec) {
    const Measurement seen = measure(spec);
    if (!std::isnan(seen.error_ulp)) table.add({"error seen", fixed(seen.error_ulp, 2) + " ulp"});
    table.add({"forward", fixed(seen.forward_per_ns, 2) + " elements/ns"});
    table.add({"backward", fixed(seen.backward_per_ns, 2) + " elements/ns"});
    table.add({"measured", "with the kernels for " + measured_on()});
}

std::string details(const std::string& spec, const Json& json, bool measured) {
    Table table({Align::left, Align::left});
    const auto add = [&](const std::string& title, const std::string& value) {
        if (!value.empty()) table.add({title, value});
    };
    const auto name = json.at("name").get<std::string>();
    add("activation", name);
    add("spec", spec == name ? "" : spec);
    add("formula", string_or(json.at("summary"), ""));
    add_parameters(table, json.at("parameters"));
    const std::string source = derivative_source(json.at("flags"));
    add("derivative", source == "constant" ? source : "from " + source);
    add("reference", string_or(json.at("reference"), ""));
    add("initializer", string_or(json.at("initializer"), ""));
    add("variant", string_or(json.at("variant"), ""));
    add("error", error_of(json));
    add("revision", std::to_string(json.at("revision").get<unsigned>()));
    add("plugin", string_or(json.at("plugin"), "") + " " + string_or(json.at("version"), ""));
    add("file", string_or(json.at("path"), ""));
    if (measured) add_measurement(table, spec);
    return table.str();
}

}  // namespace

std::vector<std::string> all_activations() {
    std::size_t count = 0;
    check(glia_registry_count(&count));
    if (count == 0) {
        throw Failure("no activations found; the places searched are: " +
                      text([](auto... out) { return glia_registry_search_path(out...); }));
    }
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i)
        names.push_back(text([&](auto... out) { return glia_registry_name(i, out...); }));
    return names;
}

std::string name_of_activation(const std::string& spec) {
    check(glia_spec_check("activation", spec.c_str()));
    const std::size_t first = spec.find_first_not_of(' ');
    return spec.substr(first, spec.find_first_of(" (", first) - first);
}

std::string activation_text(const std::string& name) {
    return text([&](auto... out) { return glia_registry_describe(name.c_str(), out...); });
}

Json activation_json(const std::string& name) {
    return Json::parse(activation_text(name));
}

std::string string_or(const Json& value, const std::string& otherwise) {
    return value.is_string() ? value.get<std::string>() : otherwise;
}

bool is_library(const std::string& path) {
    const std::string places = "\n" + text([](auto... out) { return glia_registry_search_path(out...); }) + "\n";
    return !path.empty() && places.find("\n" + path + "\n") != std::string::npos;
}

std::string trained_values(const Json& parameter) {
    const std::string how = string_or(parameter.at("trained"), "");
    return how == "per_unit" ? "one a unit" : how == "per_layer" ? "one a layer" : "";
}

std::string default_values(const Json& parameters) {
    std::string list;
    for (const Json& each : parameters) {
        list += (list.empty() ? "" : ", ") + each.at("name").get<std::string>() + "=" +
                shortest(each.at("default").get<double>());
    }
    return list;
}

std::string derivative_source(const Json& flags) {
    const auto promised = [&](const char* flag) { return std::find(flags.begin(), flags.end(), flag) != flags.end(); };
    if (promised("grad_ignores_x")) return promised("grad_ignores_y") ? "constant" : "y";
    return promised("grad_ignores_y") ? "x" : "x and y";
}

void list_activations(bool as_json) {
    const std::vector<std::string> names = all_activations();
    print(as_json ? json_list(names) : fit_to_terminal(overview(names)));
}

void describe_activation(const std::string& spec, bool as_json, bool measured) {
    Json json = activation_json(name_of_activation(spec));
    if (!as_json) return print(details(spec, json, measured));
    if (measured) {
        const Measurement seen = measure(spec);
        json["measured"] = {{"error_ulp", seen.error_ulp},
                            {"forward_per_ns", seen.forward_per_ns},
                            {"backward_per_ns", seen.backward_per_ns},
                            {"on", measured_on()}};
    }
    print(json.dump() + "\n");
}

}  // namespace glia::cli
