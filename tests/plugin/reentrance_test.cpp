// A plugin that uses glia while glia is loading it.
#include <functional>
#include <string>

#include "plugin/registry.hpp"
#include "plugin/scratch.hpp"

namespace {
std::function<void(const std::string& from)> on_call_back;
}  // namespace

// calls_back.so finds this in the test program.
extern "C" __attribute__((visibility("default"))) void glia_tests_called_back(const char* from);

void glia_tests_called_back(const char* from) {
    if (on_call_back) on_call_back(from);
}

namespace glia {
namespace {

using test::Scratch;

class Reentrance : public testing::Test {
 protected:
    void SetUp() override {
        scratch.plugin("calls_back");
        scratch.plugin("good");
    }
    void TearDown() override { on_call_back = nullptr; }

    const Scratch scratch;
    Registry registry{SearchPath({scratch.path()})};
    std::vector<std::string> calls;
};

TEST_F(Reentrance, OfAPluginThatAsksForItselfIsRefusedAndDoesNotHang) {
    on_call_back = [&](const std::string& from) {
        calls.push_back(from);
        test::expect_error([&] { registry.find("calls_back"); }, GLIA_ERROR_PLUGIN, {"it is being loaded"});
    };
    EXPECT_STREQ(registry.find("calls_back").table->name, "calls_back");
    EXPECT_EQ(calls, (std::vector<std::string>{"constructor", "init"}));
}

TEST_F(Reentrance, OfAPluginThatAsksForAnotherWorks) {
    on_call_back = [&](const std::string& from) {
        calls.push_back(from);
        EXPECT_STREQ(registry.find("good").table->name, "good");
    };
    EXPECT_STREQ(registry.find("calls_back").table->name, "calls_back");
    EXPECT_EQ(calls.size(), 2u);
    EXPECT_EQ(registry.loaded().size(), 2u);
}

}  // namespace
}  // namespace glia
