// Activations that the host program registers: closures with `user` and `destroy`.
#include <memory>
#include <string>

#include "plugin/registry.hpp"
#include "plugin/scratch.hpp"

namespace glia {
namespace {

using test::expect_error;

// What a binding's closure amounts to: y = factor * x, and a count of how often it was destroyed.
struct Closure {
    float factor = 3.0f;
    int destroyed = 0;
};

void forward(const glia_activation_t* self, const double*, std::size_t rows, std::size_t cols, const float* x,
             float* y) {
    const float factor = static_cast<const Closure*>(self->user)->factor;
    for (std::size_t i = 0; i < rows * cols; ++i) y[i] = factor * x[i];
}
void backward(const glia_activation_t*, const double*, std::size_t, std::size_t, const float*, const float*,
              const float*, float*) {}
void destroy(void* user) {
    ++static_cast<Closure*>(user)->destroyed;
}

glia_activation_t table_of(Closure& closure, const char* name) {
    glia_activation_t table = {};
    table.struct_size = sizeof table;
    table.name = name;
    table.revision = 1;
    table.variant = "host";
    table.user = &closure;
    table.destroy = destroy;
    table.forward = forward;
    table.backward = backward;
    return table;
}

TEST(HostActivation, IsFoundAndHandsItsUserBack) {
    Closure closure;
    Registry registry(SearchPath({}));
    registry.register_activation(table_of(closure, "triple"));
    const RegisteredActivation found = registry.find("triple");
    EXPECT_EQ(found.path + found.plugin + found.version, "");
    const float x = 2.0f;
    float y = 0.0f;
    found.table->forward(found.table.get(), nullptr, 1, 1, &x, &y);
    EXPECT_EQ(y, 6.0f);
}

void forward_trained(const glia_activation_t*, const double*, const float* trained, std::size_t rows, std::size_t cols,
                     const float* x, float* y) {
    for (std::size_t i = 0; i < rows * cols; ++i) y[i] = trained[0] * x[i];
}
void backward_trained(const glia_activation_t*, const double*, const float*, std::size_t, std::size_t, const float*,
                      const float*, const float*, float*, float*) {}

TEST(HostActivation, IsCopiedWithWhatIsTrained) {
    Closure closure;
    Registry registry(SearchPath({}));
    {
        auto training = std::make_unique<std::uint32_t>(GLIA_PARAMETER_PER_LAYER);
        const glia_activation_parameter_t parameter = {"scale", 1.0, -1.0, 1.0};
        glia_activation_t table = table_of(closure, "trained_by_host");
        table.parameter_count = 1;
        table.parameters = &parameter;
        table.training = training.get();
        table.forward_trained = forward_trained;
        table.backward_trained = backward_trained;
        registry.register_activation(table);
    }
    const auto table = registry.find("trained_by_host").table;
    ASSERT_NE(table->training, nullptr);
    EXPECT_EQ(table->training[0], GLIA_PARAMETER_PER_LAYER);
    EXPECT_EQ(table->forward_trained, forward_trained);
}

// What lies behind a table of the first version of the header is not the table's.
TEST(HostActivation, OfAnOlderHeaderHasNothingTrained) {
    Closure closure;
    Registry registry(SearchPath({}));
    const glia_activation_parameter_t parameter = {"scale", 1.0, -1.0, 1.0};
    glia_activation_t table = table_of(closure, "old_host");
    table.parameter_count = 1;
    table.parameters = &parameter;
    table.struct_size = offsetof(glia_activation_t, training);
    table.training = reinterpret_cast<const std::uint32_t*>(1);
    table.forward_trained = forward_trained;
    registry.register_activation(table);
    const auto copy = registry.find("old_host").table;
    EXPECT_EQ(copy->struct_size, sizeof(glia_activation_t));
    EXPECT_EQ(copy->training, nullptr);
    EXPECT_EQ(copy->forward_trained, nullptr);
}

TEST(HostActivation, IsCopiedWithAllItsTextsAndParameters) {
    Closure closure;
    Registry registry(SearchPath({}));
    {
        auto name = std::make_unique<std::string>("copied");
        auto parameter_name = std::make_unique<std::string>("a_parameter_with_a_long_name");
        auto parameter = std::make_unique<glia_activation_parameter_t>();
        *parameter = {parameter_name->c_str(), 0.25, -1.0, 1.0};
        glia_activation_t table = table_of(closure, name->c_str());
        table.parameter_count = 1;
        table.parameters = parameter.get();
        table.formula = "f(x)";
        table.struct_size += 8;  // from a later header: the rest is not known, so not copied
        registry.register_activation(table);
    }
    const auto table = registry.find("copied").table;
    EXPECT_STREQ(table->name, "copied");
    EXPECT_STREQ(table->variant, "host");
    EXPECT_STREQ(table->formula, "f(x)");
    EXPECT_EQ(table->reference, nullptr);
    EXPECT_EQ(table->struct_size, sizeof(glia_activation_t));
    ASSERT_EQ(table->parameter_count, 1u);
    EXPECT_STREQ(table->parameters[0].name, "a_parameter_with_a_long_name");
    EXPECT_EQ(table->parameters[0].default_value, 0.25);
}

TEST(HostActivation, IsDestroyedOnceAfterUnregisteringWhenTheLastUserLetsGo) {
    Closure closure;
    Registry registry(SearchPath({}));
    registry.register_activation(table_of(closure, "closure"));
    auto first = registry.find("closure").table;
    auto second = registry.find("closure").table;
    registry.unregister_activation("closure");
    EXPECT_EQ(closure.destroyed, 0);
    first.reset();
    EXPECT_EQ(closure.destroyed, 0);
    const float x = 1.0f;
    float y = 0.0f;
    second->forward(second.get(), nullptr, 1, 1, &x, &y);
    EXPECT_EQ(y, 3.0f);
    second.reset();
    EXPECT_EQ(closure.destroyed, 1);
}

TEST(HostActivation, IsDestroyedAtOnceWhenNobodyUsesIt) {
    Closure closure;
    Registry registry(SearchPath({}));
    registry.register_activation(table_of(closure, "closure"));
    registry.unregister_activation("closure");
    EXPECT_EQ(closure.destroyed, 1);
}

TEST(HostActivation, IsDestroyedOnceWithItsRegistry) {
    Closure closure;
    {
        Registry registry(SearchPath({}));
        registry.register_activation(table_of(closure, "closure"));
    }
    EXPECT_EQ(closure.destroyed, 1);
}

TEST(HostActivation, MayLeaveOutDestroy) {
    Closure closure;
    glia_activation_t table = table_of(closure, "plain");
    table.destroy = nullptr;
    Registry registry(SearchPath({}));
    registry.register_activation(table);
    EXPECT_NO_THROW(registry.unregister_activation("plain"));
}

TEST(HostActivation, StillBelongsToTheHostProgramWhenItIsRefused) {
    Closure first;
    Closure second;
    Registry registry(SearchPath({}));
    registry.register_activation(table_of(first, "taken"));
    expect_error([&] { registry.register_activation(table_of(second, "taken")); }, GLIA_ERROR_PLUGIN,
                 {"activation 'taken'", "taken by the host program"});
    expect_error([&] { registry.register_activation(table_of(second, "Not-A-Name")); }, GLIA_ERROR_PLUGIN,
                 {"activation 'Not-A-Name': a name is"});
    EXPECT_EQ(second.destroyed, 0);
    EXPECT_EQ(first.destroyed, 0);
}

TEST(HostActivation, CanBeRegisteredAgainUnderTheSameName) {
    Closure first;
    Closure second;
    Registry registry(SearchPath({}));
    registry.register_activation(table_of(first, "again"));
    const auto old = registry.find("again").table;
    registry.unregister_activation("again");
    registry.register_activation(table_of(second, "again"));
    EXPECT_EQ(registry.find("again").table->user, &second);
    EXPECT_EQ(old->user, &first);
}

TEST(HostActivation, ComesBeforeAFileOfTheSameName) {
    Closure closure;
    Registry registry(SearchPath({std::string(GLIA_BAD_PLUGINS)}));
    registry.register_activation(table_of(closure, "good"));
    EXPECT_EQ(registry.find("good").table->user, &closure);
    expect_error([&] { registry.load(std::string(GLIA_BAD_PLUGINS) + "/good.so"); }, GLIA_ERROR_PLUGIN,
                 {"good.so", "taken by the host program"});
}

TEST(HostActivation, MayUseTheRegistryFromItsDestroy) {
    struct Reentrant {
        Registry registry{SearchPath({})};
        std::size_t left = 99;
    } state;
    Closure unused;
    glia_activation_t table = table_of(unused, "reentrant");
    table.user = &state;
    table.destroy = [](void* user) {
        auto& self = *static_cast<Reentrant*>(user);
        self.left = self.registry.loaded().size();
    };
    state.registry.register_activation(table);
    state.registry.unregister_activation("reentrant");
    EXPECT_EQ(state.left, 0u);
}

TEST(Unregistering, RefusesAnUnknownNameAndAPlugin) {
    Registry registry(SearchPath({std::string(GLIA_BAD_PLUGINS)}));
    expect_error([&] { registry.unregister_activation("nobody"); }, GLIA_ERROR_NOT_FOUND, {"'nobody'"});
    registry.find("good");
    expect_error([&] { registry.unregister_activation("good"); }, GLIA_ERROR_PLUGIN,
                 {"'good' comes from plugin '", "/good.so'", "never unloaded"});
    EXPECT_NO_THROW(registry.find("good"));
}

}  // namespace
}  // namespace glia
