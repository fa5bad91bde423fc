#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "plugins/loaded_plugin.hpp"
#include "plugins/standard_set.hpp"
#include "plugins/ulp.hpp"

namespace glia::test {
namespace {

class Accuracy : public testing::TestWithParam<Definition> {};

struct Worst {
    long double ulp = 0;
    long double at = 0;

    void see(long double error, long double x) {
        if (error > ulp) {
            ulp = error;
            at = x;
        }
    }
};

std::string text(const std::vector<double>& parameters) {
    return parameters.empty() ? "no parameters" : "alpha = " + std::to_string(parameters[0]);
}

TEST_P(Accuracy, EveryVariantKeepsTheDeclaredBoundInSinglePrecision) {
    const std::vector<float> x = sweep<float>(30'000);
    for (const std::vector<double>& parameters : GetParam().parameter_sets) {
        std::vector<long double> truth;
        for (const float at : x) {
            truth.push_back(GetParam().value(static_cast<long double>(at), parameters));
        }
        for (const std::uint32_t isa : runnable_isas()) {
            const glia_activation_t& table = activation(GetParam().name, isa);
            const std::vector<float> y = values_at(table, parameters, x);
            Worst worst;
            for (std::size_t i = 0; i < x.size(); ++i) {
                worst.see(error_in_ulp(y[i], truth[i]), static_cast<long double>(x[i]));
            }
            EXPECT_LE(worst.ulp, table.max_error_ulp)
                << table.variant << ", " << text(parameters) << ", at x = " << worst.at;
            RecordProperty(std::string("ulp_") + table.variant, std::to_string(worst.ulp));
        }
    }
}

TEST_P(Accuracy, VariantsAgreeWithinTheDeclaredBound) {
    const std::vector<float> x = sweep<float>(20'000);
    for (const std::vector<double>& parameters : GetParam().parameter_sets) {
        const std::vector<float> first = values_at(activation(GetParam().name, GLIA_ISA_BASELINE), parameters, x);
        for (const std::uint32_t isa : runnable_isas()) {
            const glia_activation_t& table = activation(GetParam().name, isa);
            const std::vector<float> y = values_at(table, parameters, x);
            Worst worst;
            for (std::size_t i = 0; i < x.size(); ++i) {
                worst.see(error_in_ulp(y[i], static_cast<long double>(first[i])), static_cast<long double>(x[i]));
            }
            EXPECT_LE(worst.ulp, table.max_error_ulp)
                << table.variant << ", " << text(parameters) << ", at x = " << worst.at;
        }
    }
}

TEST_P(Accuracy, DoublePrecisionIsWithinFourUlp) {
    const std::vector<double> x = sweep<double>(8'000);
    const glia_activation_t& table = activation(GetParam().name, GLIA_ISA_BASELINE);
    for (const std::vector<double>& parameters : GetParam().parameter_sets) {
        const std::vector<double> y = values_at(table, parameters, x);
        Worst worst;
        for (std::size_t i = 0; i < x.size(); ++i) {
            const auto at = static_cast<long double>(x[i]);
            worst.see(error_in_ulp(y[i], GetParam().value(at, parameters)), at);
        }
        EXPECT_LE(worst.ulp, 4) << text(parameters) << ", at x = " << worst.at;
        RecordProperty("ulp_double", std::to_string(worst.ulp));
    }
}

struct Figure {
    const char* name;
    long double x;
    long double y;
};

// From mpmath with 40 digits.
constexpr Figure figures[] = {
    {"sigmoid", -8.0, 0.0003353501304664781038783L},
    {"sigmoid", -1.25, 0.2227001388253088530005L},
    {"sigmoid", -0.125, 0.4687906266262437427549L},
    {"sigmoid", 0.75, 0.6791786991753929731597L},
    {"sigmoid", 3.0, 0.9525741268224332191212L},
    {"tanh", -8.0, -0.99999977492967588981L},
    {"tanh", -1.25, -0.8482836399575128976134L},
    {"tanh", -0.125, -0.1243530017715962080546L},
    {"tanh", 0.75, 0.6351489523872873192144L},
    {"tanh", 3.0, 0.9950547536867304513319L},
    {"elu", -8.0, -0.9996645373720974881612L},
    {"elu", -1.25, -0.7134952031398098996751L},
    {"elu", -0.125, -0.1175030974154045971351L},
    {"elu", 0.75, 0.75L},
    {"elu", 3.0, 3.0L},
    {"selu", -8.0, -1.757509564222382525024L},
    {"selu", -1.25, -1.254395446337865037163L},
    {"selu", -0.125, -0.2065821181135479337773L},
    {"selu", 0.75, 0.7880257405166103700645L},
    {"selu", 3.0, 3.152102962066441480258L},
    {"softplus", -8.0, 0.0003354063728957688315739L},
    {"softplus", -1.25, 0.2519290813453728889534L},
    {"softplus", -0.125, 0.6325990353171690662436L},
    {"softplus", 0.75, 1.13687100611489994367L},
    {"softplus", 3.0, 3.048587351573742058759L},
    {"softsign", -8.0, -0.8888888888888888888889L},
    {"softsign", -1.25, -0.5555555555555555555556L},
    {"softsign", -0.125, -0.1111111111111111111111L},
    {"softsign", 0.75, 0.4285714285714285714286L},
    {"softsign", 3.0, 0.75L},
    {"gelu", -8.0, -4.976768459417427298813e-15L},
    {"gelu", -1.25, -0.132062217083569072111L},
    {"gelu", -0.125, -0.05628272189623588837759L},
    {"gelu", 0.75, 0.5800294857173488505047L},
    {"gelu", 3.0, 2.99595030590510971642L},
    {"gelu_tanh", -8.0, -3.107782937501111218031e-21L},
    {"gelu_tanh", -1.25, -0.1322857970302853981779L},
    {"gelu_tanh", -0.125, -0.05628280137577661217244L},
    {"gelu_tanh", 0.75, 0.5799605551656203041841L},
    {"gelu_tanh", 3.0, 2.996362607918226981162L},
    {"silu", -8.0, -0.002682801043731824831027L},
    {"silu", -1.25, -0.2783751735316360662506L},
    {"silu", -0.125, -0.05859882832828046784437L},
    {"silu", 0.75, 0.5093840243815447298698L},
    {"silu", 3.0, 2.857722380467299657363L},
    {"mish", -8.0, -0.002683250882546537509928L},
    {"mish", -1.25, -0.3084139611415276823161L},
    {"mish", -0.125, -0.06997990718000247688886L},
    {"mish", 0.75, 0.6100183352182933943446L},
    {"mish", 3.0, 2.986535004967957319057L},
};

TEST(Accuracy, OfTheReferenceAndOfDoublePrecisionShowsInIndependentFigures) {
    for (const Figure& figure : figures) {
        const auto named = [&](const Definition& definition) { return definition.name == figure.name; };
        const Definition& reference = *std::ranges::find_if(standard_set(), named);
        const std::vector<double>& parameters = reference.parameter_sets[0];
        EXPECT_LE(std::fabs(reference.value(figure.x, parameters) - figure.y), 1e-17L * std::fabs(figure.y))
            << figure.name << " of " << figure.x;
        const glia_activation_t& table = activation(figure.name, GLIA_ISA_BASELINE);
        const double y = values_at<double>(table, parameters, {static_cast<double>(figure.x)})[0];
        EXPECT_LE(error_in_ulp(y, figure.y), 4) << figure.name << " of " << figure.x;
    }
}

INSTANTIATE_TEST_SUITE_P(StandardSet, Accuracy, testing::ValuesIn(standard_set()),
                         [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace glia::test
