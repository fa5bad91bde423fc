// What other libraries compute is what the specs compute that glia has for their names.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <sstream>

#include "plugin/names_elsewhere.hpp"

namespace glia {
namespace {

struct Function {
    std::vector<double> x;
    std::vector<double> y;
};

// tests/figures/foreign_activations.txt, by library and name.
std::map<std::pair<std::string, std::string>, Function> foreign_functions() {
    std::ifstream file(GLIA_TEST_FIGURES "/foreign_activations.txt");
    std::map<std::pair<std::string, std::string>, Function> functions;
    std::string line;
    std::getline(file, line);  // names of the columns
    while (std::getline(file, line)) {
        std::istringstream words(line);
        std::string library, name, x, y;
        words >> library >> name >> x >> y;
        Function& function = functions[{library, name}];
        function.x.push_back(std::stod(x));
        function.y.push_back(std::stod(y));
    }
    return functions;
}

TEST(ForeignFunctions, AreThoseOfTheSpecsForTheirNames) {
    const auto functions = foreign_functions();
    EXPECT_EQ(functions.size(), 47u);
    for (const auto& [key, function] : functions) {
        const auto& [library, name] = key;
        SCOPED_TRACE(library + " " + name);
        const auto rows = test::rows_for(name, library);
        ASSERT_FALSE(rows.empty());
        const std::string& spec = rows.front().spec;
        // FANN multiplies by its steepness before all that has none of its own: sigmoid(x) has it twice.
        const bool has_steepness =
            spec == "sigmoid" || spec.find("steepness") != spec.npos || spec.find("frequency") != spec.npos;
        std::vector<double> x = function.x;
        if (library == "FANN" && !has_steepness) {
            for (double& each : x) each *= 0.5;
        }
        std::vector<double> y(x.size());
        test::standard_activation(spec).forward(1, x.size(), x.data(), y.data());
        for (std::size_t i = 0; i < y.size(); ++i) {
            EXPECT_NEAR(y[i], function.y[i], 1e-12 * std::max(1.0, std::fabs(function.y[i]))) << spec << " of " << x[i];
        }
    }
}

}  // namespace
}  // namespace glia
