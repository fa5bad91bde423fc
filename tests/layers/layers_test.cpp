// Who may include whom, read from the sources. The law is in src/README.md.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Names = std::set<std::string>;

const fs::path root = GLIA_TEST_ROOT;

struct Include {
    std::string file;    // relative to the root
    std::string header;  // as written
};

std::vector<Include> includes_below(const fs::path& folder) {
    static const std::regex pattern(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
    std::vector<Include> result;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
        const std::string extension = entry.path().extension();
        if (!Names{".h", ".hpp", ".c", ".cpp"}.contains(extension)) continue;
        std::ifstream file(entry.path());
        for (std::string line; std::getline(file, line);) {
            std::smatch match;
            if (std::regex_search(line, match, pattern)) {
                result.push_back({fs::relative(entry.path(), root).string(), match[1]});
            }
        }
    }
    return result;
}

std::string room_of(const std::string& path) {
    return path.substr(0, path.find('/'));
}

// Rooms of src/, and which others each may include beside itself.
const std::map<std::string, Names> law = {
    {"base", {}},
    {"linalg", {"base"}},
    {"core", {"base", "linalg"}},
    {"plugin", {"base"}},
    {"io", {"base", "linalg", "core"}},
    {"api", {"base", "linalg", "core", "plugin", "io"}},
    {"cli", {}},
};

TEST(Layers, IncludeOnlyWhatStandsBelowThem) {
    for (const auto& [room, allowed] : law) {
        const std::vector<Include> includes = includes_below("src/" + room);
        EXPECT_FALSE(includes.empty()) << room;
        for (const Include& include : includes) {
            const std::string other = room_of(include.header);
            if (!law.contains(other) || other == room) continue;
            EXPECT_TRUE(allowed.contains(other)) << include.file << " includes " << include.header;
        }
    }
}

// The same for the rooms within core. What stands in core itself is for all of them.
const std::map<std::string, Names> law_of_core = {
    {"data", {}},
    {"scaling", {"data"}},
    {"layers", {}},
    {"losses", {"layers"}},
    {"model", {"data", "scaling", "layers"}},
    {"metrics", {"data", "losses"}},
    {"optimizers", {"model"}},
    {"training", {"data", "scaling", "layers", "losses", "model", "metrics", "optimizers"}},
    {"checks", {"layers", "losses", "model", "training"}},
};

TEST(Layers, OfCoreIncludeOnlyWhatStandsBelowThem) {
    const std::string prefix = "core/";
    for (const auto& [room, allowed] : law_of_core) {
        const std::vector<Include> includes = includes_below("src/core/" + room);
        EXPECT_FALSE(includes.empty()) << room;
        for (const Include& include : includes) {
            if (!include.header.starts_with(prefix)) continue;
            const std::string other = room_of(include.header.substr(prefix.size()));
            if (!law_of_core.contains(other) || other == room) continue;
            EXPECT_TRUE(allowed.contains(other)) << include.file << " includes " << include.header;
        }
    }
}

TEST(Layers, AreAllInTheLaw) {
    for (const auto& [folder, rooms] : {std::pair{"src", law}, std::pair{"src/core", law_of_core}}) {
        for (const auto& entry : fs::directory_iterator(root / folder)) {
            if (!entry.is_directory() || includes_below(entry.path()).empty()) continue;  // src/install has no code
            EXPECT_TRUE(rooms.contains(entry.path().filename().string())) << entry.path();
        }
    }
}

TEST(Layers, OutsideTheLibrarySeeOnlyPublicHeaders) {
    for (const char* const folder : {"plugins", "bindings", "src/cli"}) {
        for (const Include& include : includes_below(folder)) {
            const bool inside = law.contains(room_of(include.header)) && room_of(include.header) != "cli";
            EXPECT_FALSE(inside) << include.file << " includes " << include.header;
        }
    }
}

TEST(Layers, PublicHeadersIncludeOnlyPublicAndStandardOnes) {
    const Names standard = {"stddef.h", "stdint.h"};
    const Include of_linux = {"include/glia/cpp/version.hpp", "dlfcn.h"};  // which tells where the library is
    for (const Include& include : includes_below("include")) {
        if (include.file == of_linux.file && include.header == of_linux.header) continue;
        // Standard headers of C++, for those that are for C++ alone, have no extension.
        const bool of_cpp = include.file.ends_with(".hpp") && include.header.find('.') == std::string::npos;
        EXPECT_TRUE(room_of(include.header) == "glia" || standard.contains(include.header) || of_cpp)
            << include.file << " includes " << include.header;
    }
}

// The headers for plugins in C++ stand on glia/plugin.h and the C++ library, and on nothing else of glia.
TEST(Layers, HeadersForPluginsIncludeOnlyEachOtherAndStandardOnes) {
    const std::vector<Include> includes = includes_below("include/glia/plugin");
    EXPECT_FALSE(includes.empty());
    for (const Include& include : includes) {
        const bool standard = include.header.find_first_of("./") == std::string::npos;
        EXPECT_TRUE(standard || include.header == "glia/plugin.h" || include.header.starts_with("glia/plugin/"))
            << include.file << " includes " << include.header;
    }
}

TEST(Layers, LeaveThePluginHeaderAlone) {
    for (const Include& include : includes_below("include")) {
        if (include.file != "include/glia/plugin.h") continue;
        EXPECT_NE(room_of(include.header), "glia") << include.header;
    }
}

// Each library, and the only files that may include it.
TEST(Layers, HaveOneDoorToEachLibrary) {
    const std::vector<std::pair<std::string, Names>> doors = {
        {"cblas.h", {"src/linalg/blas.cpp"}},    {"dlfcn.h", {"src/plugin/dynamic_library.cpp"}},
        {"mbedtls/", {"src/plugin/sha256.cpp"}}, {"fmt/", {"src/base/format.cpp", "src/base/format.hpp"}},
        {"spdlog/", {"src/base/log.cpp"}},       {"nlohmann/", {"src/base/json.hpp"}},
        {"xxhash.h", {"src/base/checksum.cpp"}}, {"zlib.h", {"src/io/file.cpp"}},
        {"Random123/", {"src/core/rng.cpp"}},
    };
    const std::vector<Include> includes = includes_below("src");
    for (const auto& [library, files] : doors) {
        Names users;
        for (const Include& include : includes) {
            const bool in_command = include.file.starts_with("src/cli/");  // a program of its own, with its own doors
            if (!in_command && include.header.starts_with(library)) users.insert(include.file);
        }
        EXPECT_EQ(users, files) << library;
    }
}

// The command is a client of the library like any other; but a test of kernels has to call them directly.
TEST(Layers, OfTheCommandLoadPluginsThroughOneDoor) {
    Names users;
    for (const Include& include : includes_below("src/cli")) {
        if (include.header == "dlfcn.h") users.insert(include.file);
    }
    EXPECT_EQ(users, Names{"src/cli/plugin_check/library.cpp"});
}

}  // namespace
