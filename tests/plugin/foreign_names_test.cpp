#include "plugin/foreign_names.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "plugin/names_elsewhere.hpp"

namespace glia {
namespace {

using test::documented;
using test::Row;
using test::rows_for;
using test::standard_activation;

std::string answer_to(const std::string& name) {
    try {
        standard_activation(name);
    } catch (const Error& e) {
        return e.what();
    }
    return "";
}

TEST(ForeignNames, AreKnownByTheSpecsThatTheTableNames) {
    const std::vector<Row> rows = documented();
    ASSERT_GT(rows.size(), 40u);
    for (const Row& row : rows) {
        if (row.spec.empty()) continue;
        EXPECT_NO_THROW(standard_activation(row.spec)) << row.spec;
        for (const std::string& name : row.names) {
            const std::string known_as = spec_of_foreign_name(name.substr(0, name.find('(')));
            if (!known_as.empty()) {
                EXPECT_EQ(standard_activation(known_as).spec(), standard_activation(row.spec).spec()) << name;
            }
        }
    }
}

class ForeignLibrary : public testing::TestWithParam<std::pair<const char*, const char*>> {};

// Each of its names is glia's own, or leads to a spec, or is told why it does not: in the table and by glia itself.
TEST_P(ForeignLibrary, HasNoNameThatLeadsNowhere) {
    const auto [library, list] = GetParam();
    std::ifstream file(std::string(GLIA_TEST_ROOT "/tests/plugin/names/") + list);
    std::size_t count = 0;
    for (std::string name; std::getline(file, name);) {
        if (name.starts_with("#")) continue;
        SCOPED_TRACE(name);
        ++count;
        const std::vector<Row> rows = rows_for(name, library);
        ASSERT_FALSE(rows.empty()) << "plugins/README.md does not name it";
        const std::string answer = answer_to(name);
        if (answer.empty()) continue;
        if (rows.front().spec.empty()) {
            const std::string reason = reason_against_foreign_name(name);
            EXPECT_FALSE(reason.empty());
            EXPECT_EQ(rows.front().reason.substr(0, 12), reason.substr(0, 12));
            EXPECT_NE(answer.find("'" + name + "': " + reason + ". Searched: "), std::string::npos) << answer;
            continue;
        }
        static const std::regex question("did you mean '([^']+)'[?]");
        std::smatch suggested;
        ASSERT_TRUE(std::regex_search(answer, suggested, question)) << answer;
        EXPECT_EQ(standard_activation(suggested[1]).spec(), standard_activation(rows.front().spec).spec()) << answer;
    }
    EXPECT_GE(count, 5u);
}

INSTANTIATE_TEST_SUITE_P(Each, ForeignLibrary,
                         testing::Values(std::pair("FANN", "fann.txt"), std::pair("scikit-learn", "scikit-learn.txt"),
                                         std::pair("Keras", "keras.txt"), std::pair("PyTorch", "pytorch.txt")));

TEST(ForeignNames, AreSuggestedWhereTheyAreAskedFor) {
    for (const auto& [name, spec] :
         {std::pair("linear", "identity"), std::pair("logistic", "sigmoid"), std::pair("fann_elliot", "elliot_sigmoid"),
          std::pair("Hard_SiLU", "hard_swish"), std::pair("Hardtanh", "hard_tanh")}) {
        const std::string answer = answer_to(name);
        EXPECT_NE(answer.find(std::string("did you mean '") + spec + "'?"), std::string::npos) << answer;
    }
}

}  // namespace
}  // namespace glia
