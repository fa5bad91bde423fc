// The public functions, over the registry of the process.
#include "glia/registry.h"

#include <algorithm>
#include <string>

#include "base/json.hpp"
#include "glia/status.h"
#include "plugin/scratch.hpp"

namespace glia {
namespace {

using test::Scratch;

template <class Function>
std::string text_of(Function function) {
    std::size_t needed = 0;
    EXPECT_EQ(function(nullptr, std::size_t{0}, &needed), GLIA_OK) << glia_last_error();
    std::string text(needed, '?');
    EXPECT_EQ(function(text.data(), text.size(), &needed), GLIA_OK) << glia_last_error();
    text.resize(needed - 1);
    return text;
}

Json describe(const char* name) {
    return Json::parse(text_of([&](auto... out) { return glia_registry_describe(name, out...); }));
}

TEST(RegistryApi, RefusesNull) {
    EXPECT_EQ(glia_registry_load(nullptr), GLIA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(glia_registry_add_directory(nullptr), GLIA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(glia_registry_register_activation(nullptr), GLIA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(glia_registry_set_allowed(nullptr, nullptr, 1), GLIA_ERROR_INVALID_ARGUMENT);
    const char* const no_name = nullptr;
    EXPECT_EQ(glia_registry_set_allowed(&no_name, nullptr, 1), GLIA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(glia_registry_unregister_activation(nullptr), GLIA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(glia_registry_count(nullptr), GLIA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(glia_registry_describe(nullptr, nullptr, 0, nullptr), GLIA_ERROR_INVALID_ARGUMENT);
    EXPECT_STREQ(glia_last_error(), "name is NULL");
}

TEST(RegistryApi, DescribesAPluginAsJson) {
    const Scratch scratch;
    const std::string path = scratch.plugin("two", "api_two.so");
    ASSERT_EQ(glia_registry_load(path.c_str()), GLIA_OK) << glia_last_error();
    const Json expected = {
        {"name", "two_more"},
        {"summary", "x"},
        {"parameters", Json::array({{{"name", "scale"},
                                     {"default", 1.0},
                                     {"minimum", 0.0},
                                     {"maximum", 2.0},
                                     {"minimum_open", false},
                                     {"maximum_open", false},
                                     {"trained", nullptr}}})},
        {"revision", 3},
        {"variant", "baseline"},
        {"path", path},
        {"plugin", "org.example.test"},
        {"version", "1.0.0"},
        {"reference", nullptr},
        {"initializer", "he_normal"},
        {"max_error_ulp", 0.5},
        {"flags", Json::array()},
        {"float64", false},
    };
    EXPECT_EQ(describe("two_more"), expected);
    EXPECT_EQ(describe("two").at("flags"), Json::array({"elementwise"}));
    EXPECT_EQ(glia_registry_unregister_activation("two"), GLIA_ERROR_PLUGIN);
}

TEST(RegistryApi, RegistersListsAndForgetsAnActivationOfTheHost) {
    glia_activation_t table = {};
    table.struct_size = sizeof table;
    table.name = "api_host";
    table.revision = 1;
    table.variant = "host \xff";  // not UTF-8: JSON must survive it
    table.forward = [](const glia_activation_t*, const double*, std::size_t, std::size_t, const float*, float*) {};
    table.backward = [](const glia_activation_t*, const double*, std::size_t, std::size_t, const float*, const float*,
                        const float*, float*) {};
    ASSERT_EQ(glia_registry_register_activation(&table), GLIA_OK) << glia_last_error();
    const Json description = describe("api_host");
    EXPECT_TRUE(description.at("path").is_null());
    EXPECT_TRUE(description.at("plugin").is_null());
    EXPECT_EQ(description.at("initializer"), "glorot_uniform");

    std::size_t count = 0;
    ASSERT_EQ(glia_registry_count(&count), GLIA_OK) << glia_last_error();
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i) {
        names.push_back(text_of([&](auto... out) { return glia_registry_name(i, out...); }));
    }
    EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
    EXPECT_EQ(std::count(names.begin(), names.end(), "api_host"), 1);
    EXPECT_EQ(glia_registry_name(count, nullptr, 0, nullptr), GLIA_ERROR_INVALID_ARGUMENT);
    EXPECT_NE(std::string(glia_last_error()).find("index is " + std::to_string(count)), std::string::npos);

    EXPECT_EQ(glia_registry_unregister_activation("api_host"), GLIA_OK) << glia_last_error();
    EXPECT_EQ(glia_registry_unregister_activation("api_host"), GLIA_ERROR_NOT_FOUND);
    EXPECT_EQ(glia_registry_describe("api_host", nullptr, 0, nullptr), GLIA_ERROR_NOT_FOUND);
}

TEST(RegistryApi, ShowsTheSearchPathOneDirectoryALine) {
    const Scratch scratch;
    ASSERT_EQ(glia_registry_add_directory(scratch.path().c_str()), GLIA_OK) << glia_last_error();
    const std::string lines = text_of([](auto... out) { return glia_registry_search_path(out...); });
    EXPECT_EQ(lines.find(scratch.path().string() + "\n/"), 0u) << lines;
    EXPECT_NE(lines.back(), '\n');
    char small[2];
    EXPECT_EQ(glia_registry_search_path(small, sizeof small, nullptr), GLIA_ERROR_CAPACITY);
}

TEST(RegistryApi, GivesEachRefusalItsStatus) {
    const Scratch scratch;
    EXPECT_EQ(glia_registry_load("relative.so"), GLIA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(glia_registry_load((scratch.path() / "none.so").c_str()), GLIA_ERROR_NOT_FOUND);
    EXPECT_EQ(glia_registry_load(scratch.path().c_str()), GLIA_ERROR_PLUGIN);
    EXPECT_EQ(glia_registry_add_directory("relative"), GLIA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(glia_registry_add_directory((scratch.path() / "none").c_str()), GLIA_ERROR_NOT_FOUND);
}

}  // namespace
}  // namespace glia
