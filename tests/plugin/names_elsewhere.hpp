// The names that other libraries have for activations, as plugins/README.md tells them.
#pragma once

#include <algorithm>
#include <cctype>
#include <fstream>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "core/layers/activation.hpp"
#include "plugin/registry.hpp"

namespace glia::test {

inline Activation standard_activation(const std::string& spec) {
    static Registry registry{SearchPath({GLIA_TEST_PLUGINS})};
    return make_activation(spec, [](std::string_view name) { return registry.find(name).table; });
}

struct Row {
    std::vector<std::string> names;
    std::string library;
    std::string spec;    // "": glia has none
    std::string reason;  // for that
};

inline std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    for (std::size_t at = 2; at < line.size();) {
        const std::size_t end = line.find(" |", at);
        cells.push_back(line.substr(at, end - at));
        at = end + 3;
    }
    return cells;
}

inline std::vector<std::string> code_in(const std::string& text) {
    static const std::regex code("`([^`]+)`");
    std::vector<std::string> all;
    for (std::sregex_iterator each(text.begin(), text.end(), code), none; each != none; ++each) {
        all.push_back((*each)[1]);
    }
    return all;
}

// The table of plugins/README.md: "| `FANN_SIN`, `FANN_COS` | FANN | `sine` |".
inline std::vector<Row> documented() {
    std::ifstream file(GLIA_TEST_ROOT "/plugins/README.md");
    std::vector<Row> rows;
    bool inside = false;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("## ")) inside = line == "## Names elsewhere";
        if (!inside || !line.starts_with("| `")) continue;
        const std::vector<std::string> cells = cells_of(line);
        Row row = {code_in(cells.at(0)), cells.at(1), "", ""};
        if (cells.at(2).starts_with("none: ")) {
            row.reason = cells[2].substr(6);
        } else {
            row.spec = code_in(cells[2]).at(0);
        }
        rows.push_back(row);
    }
    return rows;
}

inline std::string letters(const std::string& name) {
    std::string result;
    for (const char c : name) {
        if (c != '_') result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return result;
}

// The rows for a name of a library.
inline std::vector<Row> rows_for(const std::string& name, const std::string& library) {
    std::vector<Row> found;
    for (const Row& row : documented()) {
        const bool named =
            std::ranges::any_of(row.names, [&](const auto& each) { return letters(each) == letters(name); });
        const bool meant =
            row.library == "all" || (", " + row.library + ",").find(", " + library + ",") != row.library.npos;
        if (named && meant) found.push_back(row);
    }
    return found;
}

}  // namespace glia::test
