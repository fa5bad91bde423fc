// The standard plugins inside libglia: found there, after those of the user.
#include <glia/glia.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>

namespace {

namespace fs = std::filesystem;

std::string path_of(const char* activation) {
    char path[4096];
    size_t needed = 0;
    EXPECT_EQ(glia_registry_path(activation, path, sizeof path, &needed), GLIA_OK) << glia_last_error();
    return path;
}

std::string library() {
    return fs::canonical(GLIA_EMBEDDED_FOLDER "/libglia.so");
}

TEST(Embedded, ActivationsComeFromTheLibraryItself) {
    for (const auto& entry : fs::directory_iterator(GLIA_TEST_PLUGINS)) {
        EXPECT_EQ(path_of(entry.path().stem().c_str()), library()) << entry.path();
    }
}

TEST(Embedded, ActivationsAreAllListed) {
    size_t files = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(GLIA_TEST_PLUGINS)) ++files;
    size_t count = 0;
    ASSERT_EQ(glia_registry_count(&count), GLIA_OK);
    EXPECT_EQ(count, files);
}

// The library with nothing asked of it yet: names that are found once stay what they are, so that each question needs a
// process of its own.
template <class Question>
void expect_in_a_fresh_process(Question question) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_EXIT(::_exit(question() ? 0 : 1), testing::ExitedWithCode(0), "");
}

class EmbeddedAndFiles : public testing::Test {
 protected:
    void SetUp() override {
        if (GLIA_TEST_EMULATED) GTEST_SKIP() << "an emulated program cannot start itself";
        fs::remove_all(folder_);
        fs::create_directory(folder_);
        fs::copy_file(fs::path(GLIA_TEST_PLUGINS) / "tanh.so", folder_ / "tanh.so");
        fs::copy_file(fs::path(GLIA_BAD_PLUGINS) / "good.so", folder_ / "good.so");
    }
    void TearDown() override { fs::remove_all(folder_); }

    fs::path file(const std::string& name) const { return fs::canonical(folder_) / (name + ".so"); }

    fs::path folder_ = fs::current_path() / "files_of_the_user";
};

TEST_F(EmbeddedAndFiles, PluginFilesOfTheUserComeFirst) {
    expect_in_a_fresh_process([&] {
        return glia_registry_add_directory(folder_.c_str()) == GLIA_OK && path_of("tanh") == file("tanh") &&
               path_of("relu") == library();
    });
}

TEST_F(EmbeddedAndFiles, ThePathOfTheEnvironmentComesFirstToo) {
    ::setenv("GLIA_PLUGIN_PATH", folder_.c_str(), 1);
    expect_in_a_fresh_process([&] { return path_of("tanh") == file("tanh") && path_of("relu") == library(); });
    ::unsetenv("GLIA_PLUGIN_PATH");
}

TEST_F(EmbeddedAndFiles, AFileThatIsNamedByItsPathIsLoaded) {
    expect_in_a_fresh_process(
        [&] { return glia_registry_load(file("good").c_str()) == GLIA_OK && path_of("good") == file("good"); });
}

TEST_F(EmbeddedAndFiles, AListOfWhatIsAllowedIsOneOfFiles) {
    expect_in_a_fresh_process([&] {
        const char* const none[] = {nullptr};
        return glia_registry_set_allowed(none, nullptr, 0) == GLIA_OK && path_of("relu") == library() &&
               glia_registry_load(file("good").c_str()) == GLIA_ERROR_PLUGIN;
    });
}

TEST_F(EmbeddedAndFiles, AFileDoesNotTakeANameThatIsInUse) {
    expect_in_a_fresh_process([&] {
        return path_of("tanh") == library() && glia_registry_load(file("tanh").c_str()) == GLIA_ERROR_PLUGIN &&
               std::string(glia_last_error()).find(library()) != std::string::npos && path_of("tanh") == library();
    });
}

TEST(Embedded, LibraryTakesTheirPlaceInTheSearchPath) {
    char path[4096];
    size_t needed = 0;
    ASSERT_EQ(glia_registry_search_path(path, sizeof path, &needed), GLIA_OK);
    EXPECT_NE(std::string(path).find(library() + "\n"), std::string::npos) << path;
}

}  // namespace
