// Many threads on one registry; run under ThreadSanitizer too.
#include <array>
#include <atomic>
#include <barrier>
#include <set>
#include <string>
#include <thread>

#include "plugin/registry.hpp"
#include "plugin/scratch.hpp"

namespace glia {
namespace {

using test::Scratch;

constexpr int thread_count = 8;

// Runs `work(index)` in all threads at once.
template <class Work>
void in_threads(Work work) {
    std::barrier start(thread_count);
    std::vector<std::thread> threads;
    for (int i = 0; i < thread_count; ++i) {
        threads.emplace_back([&, i] {
            start.arrive_and_wait();
            work(i);
        });
    }
    for (std::thread& each : threads) each.join();
}

glia_activation_t a_table(const std::string& name) {
    static const auto good = Registry(SearchPath({std::string(GLIA_BAD_PLUGINS)})).find("good");
    glia_activation_t table = *good.table;
    table.name = name.c_str();
    return table;
}

TEST(RegistryThreads, AllFindTheSameActivationWhichIsInitializedOnce) {
    const Scratch scratch;
    scratch.plugin("picky_init");
    Registry registry(SearchPath({scratch.path()}));
    std::array<std::shared_ptr<const glia_activation_t>, thread_count> found;
    in_threads([&](int i) { found.at(static_cast<std::size_t>(i)) = registry.find("picky_init").table; });
    for (const auto& each : found) EXPECT_EQ(each, found[0]);
    EXPECT_EQ(registry.loaded().size(), 1u);
}

TEST(RegistryThreads, AllSeeTheSameRefusal) {
    const Scratch scratch;
    scratch.plugin("failing_init");
    scratch.plugin("abi_newer");
    Registry registry(SearchPath({scratch.path()}));
    std::atomic<int> refused = 0;
    in_threads([&](int i) {
        try {
            registry.find(i % 2 == 0 ? "failing_init" : "abi_newer");
        } catch (const Error& e) {
            if (e.status() == GLIA_ERROR_PLUGIN) ++refused;
        }
    });
    EXPECT_EQ(refused, thread_count);
    EXPECT_TRUE(registry.loaded().empty());
}

TEST(RegistryThreads, OfManyThatRegisterOneNameOneSucceeds) {
    Registry registry(SearchPath({}));
    const std::string name = "contended";
    const glia_activation_t table = a_table(name);
    std::atomic<int> succeeded = 0;
    in_threads([&](int) {
        try {
            registry.register_activation(table);
            ++succeeded;
        } catch (const Error& e) {
            EXPECT_EQ(e.status(), GLIA_ERROR_PLUGIN) << e.what();
        }
    });
    EXPECT_EQ(succeeded, 1);
}

TEST(RegistryThreads, MixEverythingWithoutARace) {
    const Scratch scratch;
    for (const char* each : {"good", "two", "future", "count_zero"}) scratch.plugin(each);
    const std::string later = scratch.directory("later");
    scratch.plugin("picky_init", "later/picky_init.so");
    Registry registry(SearchPath({scratch.path()}));
    const test::LogCapture log;
    in_threads([&](int i) {
        const std::string own_name = "host_" + std::to_string(i);
        const glia_activation_t table = a_table(own_name);
        for (int round = 0; round < 20; ++round) {
            registry.register_activation(table);
            EXPECT_STREQ(registry.find(own_name).table->name, own_name.c_str());
            EXPECT_EQ(registry.find("good").version, "1.0.0");
            EXPECT_EQ(registry.find("two").table->revision, 1u);
            if (i == 0) registry.add_directory(later);
            EXPECT_GE(registry.all().size(), 4u);
            EXPECT_THROW(registry.find("nowhere"), Error);
            registry.unregister_activation(own_name);
        }
    });
    std::set<std::string> names;
    for (const RegisteredActivation& each : registry.all()) names.insert(each.table->name);
    EXPECT_EQ(names, (std::set<std::string>{"future", "good", "picky_init", "two", "two_more"}));
}

// Half of the threads register and unregister names, half look them up: who finds one can use it for as long as it
// likes, and each closure is destroyed once.
TEST(RegistryThreads, LookUpsGoOnWhileActivationsComeAndGo) {
    Registry registry(SearchPath({}));
    constexpr int rounds = 300;
    constexpr int writers = thread_count / 2;
    std::atomic<int> destroyed = 0;
    std::atomic<int> writing = writers;
    std::atomic<int> found = 0;
    in_threads([&](int i) {
        const std::string name = "closure_" + std::to_string(i % writers);
        if (i >= writers) {
            while (writing > 0) {
                try {
                    const auto table = registry.table(name);
                    EXPECT_EQ(table->name, name);
                    EXPECT_EQ(table->user, &destroyed);
                    ++found;
                } catch (const Error& e) {
                    EXPECT_EQ(e.status(), GLIA_ERROR_NOT_FOUND) << e.what();
                }
            }
            return;
        }
        glia_activation_t table = a_table(name);
        table.user = &destroyed;
        table.destroy = [](void* user) { ++*static_cast<std::atomic<int>*>(user); };
        for (int round = 0; round < rounds; ++round) {
            registry.register_activation(table);
            EXPECT_EQ(registry.table(name)->name, name);
            registry.unregister_activation(name);
        }
        --writing;
    });
    EXPECT_EQ(destroyed, writers * rounds);
    EXPECT_TRUE(registry.loaded().empty());
}

}  // namespace
}  // namespace glia
