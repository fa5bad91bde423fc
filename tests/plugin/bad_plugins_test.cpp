// Every way in which a plugin file can be wrong, end to end: the right status, a text that a person can act on, and
// nothing registered.
#include <dlfcn.h>

#include <cfenv>
#include <ostream>

#include "core/checks/activation_check.hpp"
#include "plugin/registry.hpp"
#include "plugin/scratch.hpp"

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace glia {
namespace {

using test::expect_error;
using test::Scratch;

struct BadPlugin {
    const char* name;
    std::vector<std::string> texts;
};

void PrintTo(const BadPlugin& plugin, std::ostream* out) {
    *out << plugin.name;
}

class BadPlugins : public testing::TestWithParam<BadPlugin> {};

TEST_P(BadPlugins, AreRefusedInWordsAndRegisterNothing) {
    const Scratch scratch;
    const std::string path = scratch.plugin(GetParam().name);
    Registry registry(SearchPath({scratch.path()}));
    std::vector<std::string> texts = GetParam().texts;
    texts.push_back("plugin '" + path + "': ");

    expect_error([&] { registry.find(GetParam().name); }, GLIA_ERROR_PLUGIN, texts);
    EXPECT_TRUE(registry.loaded().empty());
    expect_error([&] { registry.find(GetParam().name); }, GLIA_ERROR_PLUGIN, texts);  // and again, the same

    const test::LogCapture log;
    EXPECT_TRUE(registry.all().empty());
    for (const std::string& each : texts) EXPECT_NE(log.text().find(each), std::string::npos) << log.text();
}

const BadPlugin bad_plugins[] = {
    {"no_symbol", {"it does not define glia_plugin_v1"}},
    {"borrowed_symbol", {"it does not define glia_plugin_v1"}},
    {"unresolved_symbol", {"it cannot be loaded", "glia_tests_defined_nowhere"}},
    {"missing_dependency", {"it cannot be loaded", "libglia_test_absent.so"}},
    {"abi_older", {"made for plugin interface 0; this glia knows 1: rebuild the plugin with this glia's plugin.h"}},
    {"abi_newer", {"made for plugin interface 2; this glia knows 1: use a newer glia"}},
    {"short_plugin", {"struct_size of glia_plugin_t is 47", "at least 48"}},
    {"short_activation", {"struct_size of glia_activation_t is 159", "which is 160, or 120"}},
    {"shorter_activation", {"struct_size of glia_activation_t is 119", "at least 120"}},
    {"null_init", {"init is NULL"}},
    {"null_id", {"id is NULL"}},
    {"null_forward", {"activation 'null_forward': forward is NULL"}},
    {"null_backward", {"activation 'null_backward': backward is NULL"}},
    {"null_name", {"the name of activation is NULL"}},
    {"null_activation", {"activation(0) is NULL, but count() is 1"}},
    {"bad_name", {"activation 'Bad-Name': a name is [a-z][a-z0-9_]*, at most 63 characters"}},
    {"name_mismatch", {"it must define activation 'name_mismatch'", "it defines: another_name"}},
    {"defined_twice", {"it defines activation 'defined_twice' twice"}},
    {"revision_zero", {"activation 'revision_zero': revision is 0"}},
    {"too_many_parameters", {"parameter_count is 17; it must be at most 16"}},
    {"nan_parameter", {"parameter 'alpha': default_value is nan; it must be finite"}},
    {"infinite_parameter", {"parameter 'alpha': maximum is inf; it must be finite"}},
    {"unordered_parameter", {"parameter 'alpha': minimum is 1 and maximum is 0"}},
    {"default_out_of_range", {"parameter 'alpha': default_value is 2; it must be in [0, 1]"}},
    {"parameter_twice", {"parameter 'alpha' is declared twice"}},
    {"trained_otherwise", {"parameter 'scale': training is 3; it must be 0 (fixed), 1 (per layer) or 2 (per unit)"}},
    {"trained_without_forward", {"forward_trained is NULL; it is mandatory where a parameter is trained"}},
    {"trained_without_backward", {"backward_trained is NULL; it is mandatory where a parameter is trained"}},
    {"trained_without_f64", {"forward_trained_f64 is NULL; it is mandatory beside forward_f64"}},
    {"trained_softmax", {"flags are 0x20; a function with trained parameters is not"}},
    {"trained_by_nobody", {"forward_trained is given; it must be NULL where no parameter is trained"}},
    {"failing_init", {"init returned 7"}},
    {"throwing_init", {"init threw an exception"}},
    {"count_zero", {"count() is 0; it must be from 1 to 256"}},
    {"count_huge", {"count() is 4294967295; it must be from 1 to 256"}},
};

INSTANTIATE_TEST_SUITE_P(Each, BadPlugins, testing::ValuesIn(bad_plugins),
                         [](const auto& each) { return std::string(each.param.name); });

TEST(BadPluginFiles, AreRefusedInWordsByEveryWayToLoadThem) {
    const Scratch scratch;
    scratch.directory("is_directory.so");
    scratch.write("is_text.so", "int main() { return 0; }\n");
    const std::string whole = test::read_bytes(scratch.plugin("good", "whole/good.so"));
    scratch.write("is_truncated.so", whole.substr(0, whole.size() / 2));
    test::let_everybody_write(scratch.plugin("good", "is_open.so"));

    Registry registry(SearchPath({scratch.path()}));
    const BadPlugin cases[] = {
        {"is_directory", {"it is a directory"}},
        {"is_text", {"not a shared object"}},
        {"is_truncated", {"the file is truncated"}},
        {"is_open", {"can be written by every user"}},
    };
    for (const BadPlugin& each : cases) {
        SCOPED_TRACE(each.name);
        expect_error([&] { registry.find(each.name); }, GLIA_ERROR_PLUGIN, each.texts);
        const std::string path = scratch.path() / (std::string(each.name) + ".so");
        expect_error([&] { registry.load(path); }, GLIA_ERROR_PLUGIN, each.texts);
    }
    const test::LogCapture log;
    EXPECT_TRUE(registry.all().empty());
}

// None of a plugin's code runs before its file is judged, and none but what loading runs before its data is.
TEST(BadPluginFiles, RunNothingOfAPluginThatIsRefused) {
    const char* const loaded = "GLIA_TEST_PLUGIN_LOADED";
    const char* const started = "GLIA_TEST_PLUGIN_STARTED";
    ::unsetenv(loaded);
    ::unsetenv(started);
    const Scratch scratch;
    const std::string path = scratch.plugin("tells_its_steps");
    Registry registry(SearchPath({scratch.path()}));
    const auto expect_refused = [&](const char* text) {
        expect_error([&] { registry.find("tells_its_steps"); }, GLIA_ERROR_PLUGIN, {text});
    };

    test::let_everybody_write(path);
    expect_refused("can be written by every user");
    std::filesystem::permissions(path, std::filesystem::perms::others_write, std::filesystem::perm_options::remove);
    test::let_everybody_write(scratch.path());
    expect_refused("can be written by every user");
    std::filesystem::permissions(scratch.path(), std::filesystem::perms(0700));
    registry.set_allowed(AllowList());
    expect_refused("not among the plugins that this program allows");
    registry.set_allowed(std::nullopt);
    EXPECT_EQ(::getenv(loaded), nullptr);

    expect_refused("made for plugin interface 2");
    EXPECT_NE(::getenv(loaded), nullptr);
    EXPECT_EQ(::getenv(started), nullptr);
    ::unsetenv(loaded);
}

TEST(BadPluginFiles, CanBeRepairedAndTriedAgain) {
    const Scratch scratch;
    const std::string path = scratch.plugin("abi_newer", "good.so");
    Registry registry(SearchPath({scratch.path()}));
    expect_error([&] { registry.find("good"); }, GLIA_ERROR_PLUGIN, {"use a newer glia"});
    std::filesystem::remove(path);
    scratch.plugin("good");
    EXPECT_STREQ(registry.find("good").table->name, "good");
}

// Only running a plugin tells that it computes something wrong.
TEST(WrongGradient, IsLoadedButDoesNotPassTheGradientCheck) {
    const Scratch scratch;
    for (const std::string name : {"good", "wrong_gradient"}) scratch.plugin(name);
    Registry registry(SearchPath({scratch.path()}));
    const auto find = [&](std::string_view name) { return registry.find(name).table; };
    EXPECT_TRUE(check_activation("good", find).passed());
    const GradientReport report = check_activation("wrong_gradient", find);
    EXPECT_FALSE(report.passed());
    EXPECT_EQ(report.wrong, report.checked);
    EXPECT_NEAR(report.worst.error, 0.01 / 1.01, 1e-3);
}

TEST(WrongGradient, OfATrainedParameterDoesNotPassTheGradientCheck) {
    const Scratch scratch;
    for (const std::string name : {"trained", "wrong_trained_gradient"}) scratch.plugin(name);
    Registry registry(SearchPath({scratch.path()}));
    const auto find = [&](std::string_view name) { return registry.find(name).table; };
    const GradientReport right = check_activation("trained", find);
    EXPECT_TRUE(right.passed()) << right.worst.name << ": " << right.worst.error;
    const GradientReport report = check_activation("wrong_trained_gradient", find);
    EXPECT_FALSE(report.passed());
    EXPECT_GT(report.wrong, 0u);
    EXPECT_LT(report.wrong, report.checked / 4);  // that by x is right
    EXPECT_TRUE(report.worst.name.ends_with(" by its trained parameters")) << report.worst.name;
    EXPECT_NEAR(report.worst.error, 0.01 / 1.01, 1e-3);
}

// The state that a library with -ffast-math would leave behind.
class FloatingPointState {
 public:
    static FloatingPointState now() { return {}; }
    bool operator==(const FloatingPointState&) const = default;

 private:
    int rounding_ = std::fegetround();
#if defined(__x86_64__)
    unsigned control_ = _mm_getcsr();
#endif
};

// 2^-126 / 2 is a denormal; the operands are volatile, so that the processor and not the compiler divides.
bool denormals_survive() {
    volatile float smallest_normal = 0x1p-126f;
    volatile float half = smallest_normal / 2.0f;
    return half > 0.0f;
}

TEST(FloatingPointEnvironment, IsTheSameAfterLoadingAPluginThatFlushesToZero) {
    const Scratch scratch;
    scratch.plugin("flush_to_zero");
    Registry registry(SearchPath({scratch.path()}));
    ASSERT_TRUE(denormals_survive());
    const FloatingPointState before = FloatingPointState::now();

    const RegisteredActivation found = registry.find("flush_to_zero");
    EXPECT_TRUE(FloatingPointState::now() == before);
    EXPECT_TRUE(denormals_survive());
    EXPECT_EQ(std::fegetround(), FE_TONEAREST);
    ASSERT_NE(found.table, nullptr);
}

// The test above means something only if the plugin does what it says.
TEST(FloatingPointEnvironment, WouldBeChangedByThatPluginWithoutCare) {
    const Scratch scratch;
    std::fenv_t before;
    std::fegetenv(&before);
    void* const handle = ::dlopen(scratch.plugin("flush_to_zero").c_str(), RTLD_NOW | RTLD_LOCAL);
    const int rounding = std::fegetround();
    [[maybe_unused]] const bool survive = denormals_survive();
    std::fesetenv(&before);
    ASSERT_NE(handle, nullptr);
    ::dlclose(handle);
    EXPECT_EQ(rounding, FE_UPWARD);
#if defined(__x86_64__)
    EXPECT_FALSE(survive);
#endif
}

}  // namespace
}  // namespace glia
