#include "plugin/validation.hpp"

#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "base/special_numbers.hpp"
#include "plugin/scratch.hpp"

namespace glia {
namespace {

void forward(const glia_activation_t*, const double*, std::size_t, std::size_t, const float*, float*) {}
void backward(const glia_activation_t*, const double*, std::size_t, std::size_t, const float*, const float*,
              const float*, float*) {}
void forward_f64(const glia_activation_t*, const double*, std::size_t, std::size_t, const double*, double*) {}
void backward_f64(const glia_activation_t*, const double*, std::size_t, std::size_t, const double*, const double*,
                  const double*, double*) {}

void forward_trained(const glia_activation_t*, const double*, const float*, std::size_t, std::size_t, const float*,
                     float*) {}
void backward_trained(const glia_activation_t*, const double*, const float*, std::size_t, std::size_t, const float*,
                      const float*, const float*, float*, float*) {}
void forward_trained_f64(const glia_activation_t*, const double*, const double*, std::size_t, std::size_t,
                         const double*, double*) {}
void backward_trained_f64(const glia_activation_t*, const double*, const double*, std::size_t, std::size_t,
                          const double*, const double*, const double*, double*, double*) {}

// An activation that keeps every rule and uses every member, for a test to change.
struct Sample {
    std::uint32_t training[2] = {GLIA_PARAMETER_PER_UNIT, GLIA_PARAMETER_FIXED};
    std::vector<glia_activation_parameter_t> parameters = {{"alpha", 0.01, 0.0, 1.0}, {"beta_2", -1.0, -1.0, -1.0}};
    glia_activation_t table = {sizeof(glia_activation_t),
                               GLIA_ACTIVATION_ELEMENTWISE,
                               "a_name2",
                               1,
                               2,
                               nullptr,
                               "avx2",
                               "max(\u03b1 x, x)",
                               "a book",
                               "he_normal",
                               0.5,
                               nullptr,
                               nullptr,
                               forward,
                               backward,
                               forward_f64,
                               backward_f64,
                               training,
                               forward_trained,
                               backward_trained,
                               forward_trained_f64,
                               backward_trained_f64};

    // As an author with the first version of the header, or without trained parameters, fills it.
    void train_nothing() {
        table.training = nullptr;
        table.forward_trained = nullptr;
        table.backward_trained = nullptr;
        table.forward_trained_f64 = nullptr;
        table.backward_trained_f64 = nullptr;
    }

    void validate() {
        if (table.parameters == nullptr) table.parameters = parameters.data();
        validate_activation(table, "plugin '/x/foo.so': ");
    }
};

struct Case {
    const char* what;
    std::function<void(Sample&)> change;
    std::vector<std::string> texts;
};

TEST(ActivationValidation, AcceptsEveryLegitimateTable) {
    const std::string longest_name(GLIA_PLUGIN_MAX_NAME, 'n');
    const std::vector<Case> cases = {
        {"the sample", [](Sample&) {}, {}},
        {"no parameters", [](Sample& s) { s.train_nothing(), s.table.parameter_count = 0; }, {}},
        {"no trained parameters", [](Sample& s) { s.train_nothing(); }, {}},
        {"parameters that are all fixed",
         [](Sample& s) {
             s.train_nothing();
             s.training[0] = GLIA_PARAMETER_FIXED;
             s.table.training = s.training;
         },
         {}},
        {"the first version of the struct, whatever lies behind it",
         [](Sample& s) { s.table.struct_size = offsetof(glia_activation_t, training), s.training[0] = 99; },
         {}},
        {"optional texts left out",
         [](Sample& s) { s.table.formula = s.table.reference = s.table.initializer = nullptr; },
         {}},
        {"float32 only",
         [](Sample& s) {
             s.table.forward_f64 = nullptr, s.table.backward_f64 = nullptr;
             s.table.forward_trained_f64 = nullptr, s.table.backward_trained_f64 = nullptr;
         },
         {}},
        {"the longest name", [&](Sample& s) { s.table.name = longest_name.c_str(); }, {}},
        {"a name of one letter", [](Sample& s) { s.table.name = "x"; }, {}},
        {"a struct that has grown", [](Sample& s) { s.table.struct_size += 64; }, {}},
        {"a flag of the future", [](Sample& s) { s.table.flags |= 1u << 31; }, {}},
        {"an initializer with parameters", [](Sample& s) { s.table.initializer = "normal(std=0.1)"; }, {}},
        {"softmax",
         [](Sample& s) { s.train_nothing(), s.table.flags = GLIA_ACTIVATION_SOFTMAX | GLIA_ACTIVATION_INPLACE; },
         {}},
        {"the highest revision", [](Sample& s) { s.table.revision = 0xffffffffu; }, {}},
        {"extreme but finite range",
         [](Sample& s) {
             const double largest = std::numeric_limits<double>::max();
             s.parameters[0] = {"alpha", 0, -largest, largest};
         },
         {}},
        {"the most parameters",
         [](Sample& s) {
             static const char* const names[] = {"a", "b", "c", "d", "e", "f", "g", "h",
                                                 "i", "j", "k", "l", "m", "n", "o", "p"};
             s.train_nothing();
             s.parameters.clear();
             for (const char* each : names) s.parameters.push_back({each, 0, 0, 1});
             s.table.parameter_count = GLIA_PLUGIN_MAX_PARAMETERS;
         },
         {}},
    };
    for (const Case& each : cases) {
        SCOPED_TRACE(each.what);
        Sample sample;
        each.change(sample);
        EXPECT_NO_THROW(sample.validate());
    }
}

void expect_all_refused(const std::vector<Case>& cases) {
    for (const Case& each : cases) {
        SCOPED_TRACE(each.what);
        Sample sample;
        each.change(sample);
        std::vector<std::string> texts = each.texts;
        texts.push_back("plugin '/x/foo.so': ");
        test::expect_error([&] { sample.validate(); }, GLIA_ERROR_PLUGIN, texts);
    }
}

TEST(ActivationValidation, RefusesNamesAndTextsByRule) {
    const std::string too_long(GLIA_PLUGIN_MAX_NAME + 1, 'n');
    const std::string endless(5000, 'x');
    const std::string rule = "a name is [a-z][a-z0-9_]*, at most 63 characters";
    expect_all_refused({
        {"short struct",
         [](Sample& s) { s.table.struct_size = offsetof(glia_activation_t, training) - 1; },
         {"struct_size of glia_activation_t is 119", "at least 120"}},
        {"zero struct", [](Sample& s) { s.table.struct_size = 0; }, {"struct_size of glia_activation_t is 0"}},
        {"NULL name", [](Sample& s) { s.table.name = nullptr; }, {"NULL", rule}},
        {"empty name", [](Sample& s) { s.table.name = ""; }, {"activation '': ", rule}},
        {"capital", [](Sample& s) { s.table.name = "Foo"; }, {"activation 'Foo': ", rule}},
        {"digit first", [](Sample& s) { s.table.name = "2foo"; }, {"activation '2foo': ", rule}},
        {"path", [](Sample& s) { s.table.name = "../foo"; }, {"activation '../foo': ", rule}},
        {"newline", [](Sample& s) { s.table.name = "foo\n"; }, {"activation 'foo\\x0a': ", rule}},
        {"too long", [&](Sample& s) { s.table.name = too_long.c_str(); }, {too_long, rule}},
        {"endless", [&](Sample& s) { s.table.name = endless.c_str(); }, {"...", rule}},
        {"NULL variant", [](Sample& s) { s.table.variant = nullptr; }, {"activation 'a_name2': variant is NULL"}},
        {"empty variant", [](Sample& s) { s.table.variant = ""; }, {"variant is empty"}},
        {"two-line formula", [](Sample& s) { s.table.formula = "a\nb"; }, {"formula is 'a\\x0ab'", "one line"}},
        {"terminal codes", [](Sample& s) { s.table.reference = "\x1b[2J"; }, {"reference is '\\x1b[2J'", "one line"}},
        {"endless text", [&](Sample& s) { s.table.formula = endless.c_str(); }, {"formula is longer than 1023 bytes"}},
        {"initializer", [](Sample& s) { s.table.initializer = "normal(std"; }, {"initializer 'normal(std': expected"}},
    });
}

TEST(ActivationValidation, RefusesParametersByRule) {
    expect_all_refused({
        {"too many",
         [](Sample& s) { s.table.parameter_count = GLIA_PLUGIN_MAX_PARAMETERS + 1; },
         {"parameter_count is 17", "at most 16"}},
        {"bad name",
         [](Sample& s) { s.parameters[1].name = "Beta"; },
         {"activation 'a_name2': parameter 'Beta': a name"}},
        {"NULL name", [](Sample& s) { s.parameters[1].name = nullptr; }, {"parameter", "NULL"}},
        {"twice", [](Sample& s) { s.parameters[1].name = "alpha"; }, {"parameter 'alpha' is declared twice"}},
        {"NaN default",
         [](Sample& s) { s.parameters[0].default_value = NAN; },
         {"'alpha': default_value is nan", "finite"}},
        {"NaN minimum", [](Sample& s) { s.parameters[0].minimum = NAN; }, {"'alpha': minimum is nan", "finite"}},
        {"no minimum", [](Sample& s) { s.parameters[0].minimum = -infinity; }, {"minimum is -inf", "finite"}},
        {"no maximum", [](Sample& s) { s.parameters[0].maximum = infinity; }, {"maximum is inf", "finite"}},
        {"unordered", [](Sample& s) { s.parameters[0].minimum = 2; }, {"minimum is 2 and maximum is 1"}},
        {"default above",
         [](Sample& s) { s.parameters[0].default_value = 1.5; },
         {"default_value is 1.5", "in [0, 1]"}},
        {"default below",
         [](Sample& s) { s.parameters[0].default_value = -0.5; },
         {"default_value is -0.5", "in [0, 1]"}},
    });
}

TEST(ActivationValidation, RefusesTrainedParametersByRule) {
    expect_all_refused({
        {"a size between two versions",
         [](Sample& s) { --s.table.struct_size; },
         {"struct_size of glia_activation_t is 159", "which is 160, or 120 without trained parameters"}},
        {"one member more than the first version",
         [](Sample& s) { s.table.struct_size = offsetof(glia_activation_t, forward_trained); },
         {"struct_size of glia_activation_t is 128"}},
        {"trained in an unknown way",
         [](Sample& s) { s.training[0] = 3; },
         {"activation 'a_name2': parameter 'alpha': training is 3; it must be 0 (fixed), 1 (per layer) or 2"}},
        {"no forward",
         [](Sample& s) { s.table.forward_trained = nullptr; },
         {"forward_trained is NULL; it is mandatory where a parameter is trained"}},
        {"no backward",
         [](Sample& s) { s.table.backward_trained = nullptr; },
         {"backward_trained is NULL; it is mandatory where a parameter is trained"}},
        {"no forward in double",
         [](Sample& s) { s.table.forward_trained_f64 = nullptr; },
         {"forward_trained_f64 is NULL; it is mandatory beside forward_f64"}},
        {"no backward in double",
         [](Sample& s) { s.table.backward_trained_f64 = nullptr; },
         {"backward_trained_f64 is NULL; it is mandatory beside forward_f64"}},
        {"double for trained parameters alone",
         [](Sample& s) { s.table.forward_f64 = nullptr, s.table.backward_f64 = nullptr; },
         {"forward_trained_f64 is given; it must be NULL without forward_f64"}},
        {"kernels and nothing trained",
         [](Sample& s) { s.training[0] = GLIA_PARAMETER_FIXED; },
         {"forward_trained is given; it must be NULL where no parameter is trained"}},
        {"kernels and no list",
         [](Sample& s) { s.table.training = nullptr, s.table.forward_trained = nullptr; },
         {"backward_trained is given; it must be NULL where no parameter is trained"}},
        {"a logistic function with trained parameters",
         [](Sample& s) { s.table.flags = GLIA_ACTIVATION_LOGISTIC; },
         {"flags are 0x10; a function with trained parameters is not LOGISTIC, SOFTMAX or IDENTITY"}},
        {"softmax with trained parameters",
         [](Sample& s) { s.table.flags = GLIA_ACTIVATION_SOFTMAX; },
         {"flags are 0x20"}},
        {"an identity with trained parameters",
         [](Sample& s) { s.table.flags = GLIA_ACTIVATION_IDENTITY; },
         {"flags are 0x40"}},
    });
}

TEST(ActivationValidation, RefusesAParameterListThatIsNull) {
    Sample sample;
    sample.table.parameters = nullptr;
    test::expect_error([&] { validate_activation(sample.table, ""); }, GLIA_ERROR_PLUGIN, {"parameters is NULL"});
}

TEST(ActivationValidation, RefusesKernelsAndNumbersByRule) {
    expect_all_refused({
        {"forward",
         [](Sample& s) { s.table.forward = nullptr; },
         {"activation 'a_name2': forward is NULL", "mandatory"}},
        {"backward", [](Sample& s) { s.table.backward = nullptr; }, {"backward is NULL", "mandatory"}},
        {"half", [](Sample& s) { s.table.forward_f64 = nullptr; }, {"forward_f64 is NULL but backward_f64 is not"}},
        {"other half",
         [](Sample& s) { s.table.backward_f64 = nullptr; },
         {"backward_f64 is NULL but forward_f64 is not"}},
        {"revision", [](Sample& s) { s.table.revision = 0; }, {"revision is 0", "at least 1"}},
        {"NaN error", [](Sample& s) { s.table.max_error_ulp = NAN; }, {"max_error_ulp is nan"}},
        {"infinite error", [](Sample& s) { s.table.max_error_ulp = infinity; }, {"max_error_ulp is inf"}},
        {"negative error", [](Sample& s) { s.table.max_error_ulp = -1; }, {"max_error_ulp is -1", "at least 0"}},
        {"softmax of each element", [](Sample& s) { s.table.flags |= GLIA_ACTIVATION_SOFTMAX; }, {"flags are 0x21"}},
        {"softmax and logistic",
         [](Sample& s) { s.table.flags = GLIA_ACTIVATION_SOFTMAX | GLIA_ACTIVATION_LOGISTIC; },
         {"flags are 0x30", "SOFTMAX excludes LOGISTIC"}},
        {"identity and logistic",
         [](Sample& s) { s.table.flags = GLIA_ACTIVATION_IDENTITY | GLIA_ACTIVATION_LOGISTIC; },
         {"flags are 0x50", "IDENTITY excludes LOGISTIC"}},
    });
}

glia_plugin_t sample_plugin() {
    return {sizeof(glia_plugin_t),
            GLIA_PLUGIN_ABI,
            "org.example.sample",
            "1.0.0",
            [](const glia_host_t*) -> std::int32_t { return 0; },
            []() -> std::uint32_t { return 1; },
            [](std::uint32_t) -> const glia_activation_t* { return nullptr; }};
}

TEST(PluginValidation, AcceptsTheSampleAndAGrownStruct) {
    glia_plugin_t plugin = sample_plugin();
    EXPECT_NO_THROW(validate_plugin(plugin, ""));
    plugin.struct_size += 100;
    EXPECT_NO_THROW(validate_plugin(plugin, ""));
}

TEST(PluginValidation, RefusesByRule) {
    const struct {
        const char* what;
        std::function<void(glia_plugin_t&)> change;
        std::vector<std::string> texts;
    } cases[] = {
        {"newer", [](auto& p) { p.abi = 2; }, {"made for plugin interface 2; this glia knows 1: use a newer glia"}},
        {"newer and short", [](auto& p) { p.abi = 2, p.struct_size = 16; }, {"use a newer glia"}},
        {"older", [](auto& p) { p.abi = 0; }, {"made for plugin interface 0; this glia knows 1: rebuild the plugin"}},
        {"no size", [](auto& p) { p.struct_size = 0; }, {"struct_size of glia_plugin_t is 0"}},
        {"short", [](auto& p) { --p.struct_size; }, {"struct_size of glia_plugin_t is", "at least"}},
        {"NULL id", [](auto& p) { p.id = nullptr; }, {"id is NULL"}},
        {"empty id", [](auto& p) { p.id = ""; }, {"id is empty"}},
        {"NULL version", [](auto& p) { p.version = nullptr; }, {"version is NULL"}},
        {"two-line version", [](auto& p) { p.version = "1\n2"; }, {"version is '1\\x0a2'"}},
        {"NULL init", [](auto& p) { p.init = nullptr; }, {"init is NULL; it is mandatory"}},
        {"NULL count", [](auto& p) { p.count = nullptr; }, {"count is NULL; it is mandatory"}},
        {"NULL activation", [](auto& p) { p.activation = nullptr; }, {"activation is NULL; it is mandatory"}},
    };
    for (const auto& each : cases) {
        SCOPED_TRACE(each.what);
        glia_plugin_t plugin = sample_plugin();
        each.change(plugin);
        std::vector<std::string> texts = each.texts;
        texts.push_back("plugin '/x/foo.so': ");
        test::expect_error([&] { validate_plugin(plugin, "plugin '/x/foo.so': "); }, GLIA_ERROR_PLUGIN, texts);
    }
}

}  // namespace
}  // namespace glia
