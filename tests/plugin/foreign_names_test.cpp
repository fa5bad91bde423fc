#include "plugin/foreign_names.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "core/layers/activation.hpp"
#include "plugin/registry.hpp"

namespace glia {
namespace {

Activation standard_activation(const std::string& spec) {
    static Registry registry{SearchPath({GLIA_TEST_PLUGINS})};
    return make_activation(spec, [](std::string_view name) { return registry.find(name).table; });
}

struct Row {
    std::vector<std::string> names;
    std::string spec;
};

// The table of plugins/README.md: "| `FANN_SIN`, `FANN_COS` | ... | `sine` | ...".
std::vector<Row> documented() {
    std::ifstream file(GLIA_TEST_ROOT "/plugins/README.md");
    static const std::regex code("`([^`]+)`");
    std::vector<Row> rows;
    bool inside = false;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("## ")) inside = line == "## Names elsewhere";
        if (!inside || !line.starts_with("| `")) continue;
        const std::size_t bar = line.find(" | ");
        const std::string left = line.substr(0, bar);
        const std::string right = line.substr(bar);
        std::smatch spec;
        if (!std::regex_search(right, spec, code)) continue;  // glia has none
        Row row{{}, spec[1]};
        for (std::sregex_iterator each(left.begin(), left.end(), code), none; each != none; ++each) {
            row.names.push_back((*each)[1]);
        }
        rows.push_back(row);
    }
    return rows;
}

TEST(ForeignNames, AreKnownByTheSpecsThatTheTableNames) {
    const std::vector<Row> rows = documented();
    ASSERT_GT(rows.size(), 40u);
    for (const Row& row : rows) {
        EXPECT_NO_THROW(standard_activation(row.spec)) << row.spec;
        for (const std::string& name : row.names) {
            const std::string known_as = spec_of_foreign_name(name.substr(0, name.find('(')));
            if (!known_as.empty()) {
                EXPECT_EQ(standard_activation(known_as).spec(), standard_activation(row.spec).spec()) << name;
            }
        }
    }
}

TEST(ForeignNames, AreSuggestedWhereTheyAreAskedFor) {
    for (const auto& [name, spec] :
         {std::pair("linear", "identity"), std::pair("logistic", "sigmoid"), std::pair("fann_elliot", "elliot_sigmoid"),
          std::pair("Hard_SiLU", "hard_swish")}) {
        try {
            standard_activation(name);
            ADD_FAILURE() << name;
        } catch (const Error& e) {
            EXPECT_NE(std::string(e.what()).find(std::string("did you mean '") + spec + "'?"), std::string::npos)
                << e.what();
        }
    }
}

}  // namespace
}  // namespace glia
