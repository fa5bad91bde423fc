#include "base/spec.hpp"

#include <gtest/gtest.h>

#include <clocale>
#include <limits>

namespace glia {
namespace {

const SpecDefinition definition = {"act", "", {{"alpha", 0.5, 0, 1}, {"beta", 2, -1, 10, true, true}}};

std::vector<double> bind(const char* text) {
    return bind_spec("activation", parse_spec("activation", text), definition);
}

TEST(Spec, IsANameOrANameWithParameters) {
    using Values = std::vector<double>;
    EXPECT_EQ(bind("act"), (Values{0.5, 2}));
    EXPECT_EQ(bind("act()"), (Values{0.5, 2}));
    EXPECT_EQ(bind("act(beta=3)"), (Values{0.5, 3}));
    EXPECT_EQ(bind(" act ( beta = 3 , alpha = 1e-3 ) "), (Values{0.001, 3}));
    EXPECT_EQ(bind("act(alpha=+.25,beta=-0.5)"), (Values{0.25, -0.5}));
    EXPECT_EQ(bind("act(alpha=0)"), (Values{0, 2}));
    EXPECT_EQ(bind("act(alpha=1)"), (Values{1, 2}));
}

TEST(Spec, ErrorsSayWhatWasExpectedAndWhere) {
    const std::string hint = "; a spec is name or name(parameter=value, ...)";
    for (const auto& [text, expected] : std::vector<std::pair<std::string, std::string>>{
             {"", "expected a name at character 1"},
             {"  ", "expected a name at character 3"},
             {"(alpha=1)", "expected a name at character 1"},
             {"act(", "expected a parameter's name at character 5"},
             {"act(alpha", "expected '=' at character 10"},
             {"act(alpha=", "expected a finite number at character 11"},
             {"act(alpha=x)", "expected a finite number at character 11"},
             {"act(alpha=nan)", "expected a finite number at character 11"},
             {"act(alpha=inf)", "expected a finite number at character 11"},
             {"act(alpha=+-1)", "expected a finite number at character 11"},
             {"act(alpha=1e999)", "expected a number that a double can hold at character 11"},
             {"act(alpha=1", "expected ',' or ')' at character 12"},
             {"act(alpha=1,)", "expected a parameter's name at character 13"},
             {"act(alpha=1))", "expected the end of the text at character 13"},
             {"act alpha", "expected the end of the text at character 5"}}) {
        try {
            bind(text.c_str());
            ADD_FAILURE() << text;
        } catch (const Error& e) {
            EXPECT_EQ(e.status(), GLIA_ERROR_INVALID_ARGUMENT);
            EXPECT_EQ(e.what(), "activation '" + text + "': " + expected + hint);
        }
    }
}

TEST(Spec, ErrorsNameTheValueAndItsRange) {
    for (const auto& [text, expected] : std::vector<std::pair<std::string, std::string>>{
             {"act(alpha=1.5)", "activation 'act': alpha is 1.5; it must be in [0, 1]"},
             {"act(beta=10)", "activation 'act': beta is 10; it must be in (-1, 10)"},
             {"act(alpha=1, alpha=1)", "activation 'act': parameter 'alpha' is given twice"},
             {"act(alpa=1)", "activation 'act' has no parameter 'alpa'; did you mean 'alpha'? It takes: alpha, beta"},
             {"act(gamma=1)", "activation 'act' has no parameter 'gamma'; it takes: alpha, beta"}}) {
        try {
            bind(text.c_str());
            ADD_FAILURE() << text;
        } catch (const Error& e) {
            EXPECT_EQ(e.what(), expected);
        }
    }
}

TEST(Spec, IsWrittenInItsShortestForm) {
    EXPECT_EQ(format_spec(definition, bind("act(alpha=0.5, beta=2)")), "act");
    EXPECT_EQ(format_spec(definition, bind("act(beta=0.1)")), "act(beta=0.1)");
    EXPECT_EQ(bind(format_spec(definition, bind("act(alpha=0.3333333333333333)")).c_str())[0], 1.0 / 3);
}

TEST(Spec, DoesNotDependOnTheLocale) {
    // Where this locale is not installed, setlocale does nothing, and the test is as strict as it can be.
    std::setlocale(LC_ALL, "de_DE.UTF-8");
    EXPECT_EQ(bind("act(alpha=0.25)")[0], 0.25);
    EXPECT_EQ(format_number(0.25), "0.25");
    std::setlocale(LC_ALL, "C");
}

TEST(Spec, NumbersReadBackAsTheyWere) {
    for (const double value : {0.1, 1.0 / 3, 1e-300, 5e-324, 1.7976931348623157e308, -0.0, 123456789.0}) {
        EXPECT_EQ(parse_spec("x", "a(b=" + format_number(value) + ")").values[0].second, value);
    }
}

TEST(Names, FollowTheGrammar) {
    for (const char* const good : {"a", "relu", "leaky_relu", "x2_3"}) EXPECT_TRUE(valid_name(good)) << good;
    for (const char* const bad : {"", "Relu", "2x", "_x", "a-b", "a b", "a.b", "\xc3\xa4"}) {
        EXPECT_FALSE(valid_name(bad)) << bad;
    }
    EXPECT_TRUE(valid_name(std::string(63, 'a')));
    EXPECT_FALSE(valid_name(std::string(64, 'a')));
}

TEST(Names, SuggestsOnlyWhatIsNear) {
    const std::vector<std::string> known = {"relu", "elu", "selu", "tanh"};
    EXPECT_EQ(did_you_mean("rellu", known), "; did you mean 'relu'?");
    EXPECT_EQ(did_you_mean("tahn", known), "");
    EXPECT_EQ(did_you_mean("tanhh", known), "; did you mean 'tanh'?");
    EXPECT_EQ(did_you_mean("blu", known), "; did you mean 'elu'?");
    EXPECT_EQ(did_you_mean("", known), "");
    EXPECT_EQ(did_you_mean(std::string(100000, 'x'), known), "");
}

}  // namespace
}  // namespace glia
