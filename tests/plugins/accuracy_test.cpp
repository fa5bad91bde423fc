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
    std::string list = "parameters";
    for (const double each : parameters) list += " " + std::to_string(each);
    return list;
}

TEST_P(Accuracy, EveryVariantKeepsTheDeclaredBoundInSinglePrecision) {
    const std::vector<float> x = sweep<float>(8'000);
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
    const std::vector<float> x = sweep<float>(4'000);
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

// With 40 digits and more, by other means: mpmath, and Taylor's series in decimal arithmetic.
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
    {"celu", -1.25, -7.134952031398098996751e-1L},
    {"celu", 0.75, 7.500000000000000000000e-1L},
    {"celu", 3.0, 3.000000000000000000000e+0L},
    {"tanh_shrink", -1.25, -4.017163600424871023866e-1L},
    {"tanh_shrink", 0.75, 1.148510476127126807856e-1L},
    {"tanh_shrink", 3.0, 2.004945246313269548668e+0L},
    {"log_sigmoid", -1.25, -1.501929081345372888953e+0L},
    {"log_sigmoid", 0.75, -3.868710061148999436698e-1L},
    {"log_sigmoid", 3.0, -4.858735157374205875893e-2L},
    {"exponential", -1.25, 2.865047968601901003249e-1L},
    {"exponential", 0.75, 2.117000016612674668545e+0L},
    {"exponential", 3.0, 2.008553692318766774093e+1L},
    {"gaussian", -1.25, 2.096113871510978225241e-1L},
    {"gaussian", 0.75, 5.697828247309230097666e-1L},
    {"gaussian", 3.0, 1.234098040866795494976e-4L},
    {"gaussian_symmetric", -1.25, -5.807772256978043549518e-1L},
    {"gaussian_symmetric", 0.75, 1.395656494618460195333e-1L},
    {"gaussian_symmetric", 3.0, -9.997531803918266409010e-1L},
    {"sine", -1.25, -9.489846193555862143485e-1L},
    {"sine", 0.75, 6.816387600233341667332e-1L},
    {"sine", 3.0, 1.411200080598672221007e-1L},
    {"cosine", -1.25, 3.153223623952686654475e-1L},
    {"cosine", 0.75, 7.316888688738208863118e-1L},
    {"cosine", 3.0, -9.899924966004454572716e-1L},
    {"unit_sine", -1.25, 2.550769032220689282575e-2L},
    {"unit_sine", 0.75, 8.408193800116670833666e-1L},
    {"unit_sine", 3.0, 5.705600040299336110504e-1L},
    {"unit_cosine", -1.25, 6.576611811976343327238e-1L},
    {"unit_cosine", 0.75, 8.658444344369104431559e-1L},
    {"unit_cosine", 3.0, 5.003751699777271364214e-3L},
    {"elliot_sigmoid", -1.25, 2.222222222222222222222e-1L},
    {"elliot_sigmoid", 0.75, 7.142857142857142857143e-1L},
    {"elliot_sigmoid", 3.0, 8.750000000000000000000e-1L},
    {"squareplus", -1.25, 5.542476415070754764151e-1L},
    {"squareplus", 0.75, 1.443000468164691395984e+0L},
    {"squareplus", 3.0, 3.302775637731994646560e+0L},
    {"bent_identity", -1.25, -9.496094703208939141890e-1L},
    {"bent_identity", 0.75, 8.750000000000000000000e-1L},
    {"bent_identity", 3.0, 4.081138830084189665999e+0L},
    {"quick_gelu", -1.25, -1.330656985568306821895e-1L},
    {"quick_gelu", 0.75, 5.863900575346378280773e-1L},
    {"quick_gelu", 3.0, 2.981928690292214031190e+0L},
    {"swish", -1.25, -2.783751735316360662506e-1L},
    {"swish", 0.75, 5.093840243815447298698e-1L},
    {"swish", 3.0, 2.857722380467299657363e+0L},
    {"isru", -1.25, -7.808688094430303276205e-1L},
    {"isru", 0.75, 6.000000000000000000000e-1L},
    {"isru", 3.0, 9.486832980505137995997e-1L},
    {"steep_sigmoid", -1.25, 2.227001388253088530005e-1L},
    {"steep_sigmoid", 0.75, 6.791786991753929731597e-1L},
    {"steep_sigmoid", 3.0, 9.525741268224332191212e-1L},
    {"scaled_tanh", -1.25, -1.170693005869675327994e+0L},
    {"scaled_tanh", 0.75, 7.929468301424506982934e-1L},
    {"scaled_tanh", 3.0, 1.654174924652094159210e+0L},
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
