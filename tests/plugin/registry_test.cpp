#include "plugin/registry.hpp"

#include <array>
#include <filesystem>

#include "plugin/scratch.hpp"

namespace glia {
namespace {

using Names = std::vector<std::string>;
using test::expect_error;
using test::Scratch;

Names names(const std::vector<RegisteredActivation>& activations) {
    Names result;
    for (const RegisteredActivation& each : activations) result.emplace_back(each.table->name);
    return result;
}

TEST(Registry, LoadsAnActivationAtFirstUseByItsName) {
    const Scratch scratch;
    const std::string path = scratch.plugin("good");
    Registry registry(SearchPath({scratch.path()}));
    EXPECT_TRUE(registry.loaded().empty());

    const RegisteredActivation found = registry.find("good");
    EXPECT_STREQ(found.table->name, "good");
    EXPECT_EQ(found.path, path);
    EXPECT_EQ(found.plugin, "org.example.test");
    EXPECT_EQ(found.version, "1.0.0");
    const std::array<float, 3> x = {-1.5f, 0.0f, 2.5f};
    std::array<float, 3> y = {};
    found.table->forward(found.table.get(), nullptr, 1, x.size(), x.data(), y.data());
    EXPECT_EQ(y, x);
    EXPECT_EQ(names(registry.loaded()), Names{"good"});
}

TEST(Registry, FindsALoadedActivationWithoutItsFile) {
    const Scratch scratch;
    const std::string path = scratch.plugin("good");
    Registry registry(SearchPath({scratch.path()}));
    const auto first = registry.find("good").table;
    std::filesystem::remove(path);
    EXPECT_EQ(registry.find("good").table, first);
}

TEST(Registry, GivesAPluginItsHostAndRunsInitOnce) {
    const Scratch scratch;
    const std::string path = scratch.plugin("picky_init");
    Registry registry(SearchPath({scratch.path()}));
    EXPECT_NO_THROW(registry.find("picky_init"));
    EXPECT_NO_THROW(registry.load(path));
    Registry another(SearchPath({scratch.path()}));
    EXPECT_NO_THROW(another.find("picky_init"));
}

TEST(Registry, TakesAllActivationsOfAPlugin) {
    const Scratch scratch;
    const std::string path = scratch.plugin("two");
    Registry registry(SearchPath({scratch.path()}));
    registry.find("two");
    EXPECT_EQ(names(registry.loaded()), (Names{"two", "two_more"}));
    const RegisteredActivation second = registry.find("two_more");
    EXPECT_EQ(second.table->revision, 3u);
    EXPECT_EQ(second.path, path);
}

TEST(Registry, AcceptsAPluginWhoseStructsHaveGrown) {
    const Scratch scratch;
    scratch.plugin("future");
    Registry registry(SearchPath({scratch.path()}));
    EXPECT_EQ(registry.find("future").version, "9.0.0");
}

TEST(Registry, LoadsAFileOfAnyNameThatIsNamedByItsPath) {
    const Scratch scratch;
    const std::string path = scratch.plugin("two", "my plugins.bundle");
    Registry registry(SearchPath({}));
    registry.load(path);
    EXPECT_EQ(names(registry.loaded()), (Names{"two", "two_more"}));
}

TEST(Registry, IsFineWithLoadingOneFileTwiceByAnyPath) {
    const Scratch scratch;
    const std::string path = scratch.plugin("good");
    std::filesystem::create_symlink(path, scratch.path() / "link.so");
    std::filesystem::create_hard_link(path, scratch.path() / "hard.so");
    Registry registry(SearchPath({scratch.path()}));
    registry.load(path);
    EXPECT_NO_THROW(registry.load(path));
    EXPECT_NO_THROW(registry.load(scratch.path() / "link.so"));
    EXPECT_NO_THROW(registry.load(scratch.path() / "hard.so"));
    EXPECT_EQ(registry.find("good").path, path);
    EXPECT_EQ(registry.loaded().size(), 1u);
}

TEST(Registry, RefusesASecondFileForATakenNameAndNamesBoth) {
    const Scratch scratch;
    const std::string first = scratch.plugin("good", "first/good.so");
    const std::string second = scratch.plugin("good", "second/good.so");
    Registry registry(SearchPath({}));
    registry.load(first);
    expect_error([&] { registry.load(second); }, GLIA_ERROR_PLUGIN,
                 {"plugin '" + second + "': activation 'good' is taken by plugin '" + first + "'"});
    EXPECT_EQ(registry.find("good").path, first);
}

TEST(Registry, RegistersAllActivationsOfAPluginOrNone) {
    const Scratch scratch;
    const std::string path = scratch.plugin("two");
    Registry registry(SearchPath({}));
    glia_activation_t other = *Registry(SearchPath({std::string(GLIA_BAD_PLUGINS)})).find("good").table;
    other.name = "two_more";
    registry.register_activation(other);
    expect_error([&] { registry.load(path); }, GLIA_ERROR_PLUGIN,
                 {"plugin '" + path + "': activation 'two_more' is taken by the host program"});
    EXPECT_EQ(names(registry.loaded()), Names{"two_more"});
    registry.unregister_activation("two_more");
    EXPECT_NO_THROW(registry.load(path));  // nothing is wrong with the plugin itself
    EXPECT_EQ(names(registry.loaded()), (Names{"two", "two_more"}));
}

TEST(Registry, SearchesAddedDirectoriesFirstAndTheLatestBeforeTheOthers) {
    const Scratch scratch;
    scratch.plugin("good", "standard/good.so");
    scratch.plugin("two", "standard/two.so");
    scratch.plugin("good", "first/good.so");
    scratch.plugin("good", "second/good.so");
    scratch.plugin("future", "first/future.so");
    scratch.plugin("future", "second/future.so");
    const auto in = [&](const char* file) { return (scratch.path() / file).string(); };
    Registry registry(SearchPath({in("standard")}));
    registry.add_directory(in("first"));
    EXPECT_EQ(registry.find("good").path, in("first/good.so"));
    registry.add_directory(in("second"));
    EXPECT_EQ(registry.find("future").path, in("second/future.so"));
    EXPECT_EQ(registry.find("good").path, in("first/good.so"));  // what is loaded stays
    EXPECT_EQ(registry.find("two").path, in("standard/two.so"));
    EXPECT_EQ(registry.directories(), (Names{in("second"), in("first"), in("standard")}));
}

TEST(Registry, DoesNotAddADirectoryThatItRefuses) {
    const Scratch scratch;
    Registry registry(SearchPath({}));
    expect_error([&] { registry.add_directory("relative"); }, GLIA_ERROR_INVALID_ARGUMENT, {"'relative'"});
    expect_error([&] { registry.add_directory(scratch.path() / "none"); }, GLIA_ERROR_NOT_FOUND, {"no such directory"});
    const std::string open = scratch.directory("open");
    test::let_everybody_write(open);
    expect_error([&] { registry.add_directory(open); }, GLIA_ERROR_PLUGIN, {"can be written by every user"});
    EXPECT_EQ(registry.directories(), Names{});
}

TEST(Registry, StopsAtTheFirstFileOfANameEvenIfItIsBad) {
    const Scratch scratch;
    const std::string bad = scratch.plugin("abi_newer", "first/good.so");
    scratch.plugin("good", "second/good.so");
    Registry registry(SearchPath({scratch.path() / "first", scratch.path() / "second"}));
    expect_error([&] { registry.find("good"); }, GLIA_ERROR_PLUGIN, {"plugin '" + bad + "'"});
}

TEST(Registry, TellsTheNearestNamesAndThePlacesSearchedForAnUnknownName) {
    const Scratch scratch;
    scratch.plugin("good");
    Registry registry(SearchPath({scratch.path(), "/none"}));
    expect_error([&] { registry.find("goood"); }, GLIA_ERROR_NOT_FOUND,
                 {"unknown activation 'goood'; did you mean 'good'? Searched: " + scratch.path().string() + ", /none"});
    expect_error([&] { registry.find("GOOD"); }, GLIA_ERROR_NOT_FOUND, {"'GOOD'; did you mean 'good'?"});
    expect_error([&] { registry.find("quite_different"); }, GLIA_ERROR_NOT_FOUND,
                 {"unknown activation 'quite_different'; searched: " + scratch.path().string()});
    expect_error([&] { registry.find("../good"); }, GLIA_ERROR_NOT_FOUND, {"'../good'"});
    expect_error([&] { registry.find(""); }, GLIA_ERROR_NOT_FOUND, {"''"});
    expect_error([] { Registry(SearchPath({})).find("x"); }, GLIA_ERROR_NOT_FOUND, {"searched: no directory"});
    EXPECT_TRUE(registry.loaded().empty());
}

TEST(Registry, ListsTheWholeSearchPathAndLeavesBadFilesOutWithAWarning) {
    const Scratch scratch;
    scratch.plugin("two");
    scratch.plugin("good");
    const std::string bad = scratch.plugin("failing_init");
    const std::string misnamed = scratch.plugin("future", "Future-2.so");
    const std::string shadowed = scratch.plugin("abi_newer", "later/good.so");
    Registry registry(SearchPath({scratch.path(), scratch.path() / "later"}));
    const test::LogCapture log;
    EXPECT_EQ(names(registry.all()), (Names{"good", "two", "two_more"}));
    EXPECT_NE(log.text().find("plugin '" + bad + "': init returned 7"), std::string::npos) << log.text();
    EXPECT_NE(log.text().find("plugin '" + misnamed + "': a plugin is named after its activation"), std::string::npos)
        << log.text();
    EXPECT_EQ(log.text().find(shadowed), std::string::npos) << log.text();
    EXPECT_EQ(names(registry.all()), (Names{"good", "two", "two_more"}));
}

TEST(Registry, HasOneInstanceForTheProcess) {
    EXPECT_EQ(&Registry::process(), &Registry::process());
    EXPECT_EQ(Registry::process().directories().back(), SearchPath::standard().directories().back());
}

}  // namespace
}  // namespace glia
