#include "plugin/allow_list.hpp"

#include <filesystem>

#include "plugin/registry.hpp"
#include "plugin/scratch.hpp"
#include "plugin/sha256.hpp"

namespace glia {
namespace {

using test::expect_error;
using test::Scratch;

AllowList allow(const std::vector<std::pair<std::string, std::string>>& entries) {
    AllowList list;
    for (const auto& [name, hash] : entries) list.add(name, hash);
    return list;
}

// The examples of FIPS 180-4, and the empty message.
TEST(Sha256, IsThatOfTheStandard) {
    const Scratch scratch;
    EXPECT_EQ(file_sha256(scratch.write("abc", "abc")),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(file_sha256(scratch.write("two_blocks", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(file_sha256(scratch.write("empty", "")),
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(file_sha256(scratch.write("million", std::string(1000000, 'a'))),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    expect_error([&] { file_sha256(scratch.path() / "none"); }, GLIA_ERROR_PLUGIN, {"none", "cannot be read"});
}

TEST(AllowList, LetsOnlyFilesLoadThatAreNamed) {
    const Scratch scratch;
    scratch.plugin("good");
    scratch.plugin("two");
    Registry registry(SearchPath({scratch.path()}));
    registry.set_allowed(allow({{"good", ""}}));
    EXPECT_NO_THROW(registry.find("good"));
    expect_error([&] { registry.find("two"); }, GLIA_ERROR_PLUGIN,
                 {"two.so", "not among the plugins that this program allows", file_sha256(scratch.path() / "two.so")});
    registry.set_allowed(std::nullopt);
    EXPECT_NO_THROW(registry.find("two"));
}

TEST(AllowList, LetsOnlyTheContentLoadWhoseHashIsGiven) {
    const Scratch scratch;
    const std::string hash = file_sha256(scratch.plugin("good"));
    std::string upper = hash;
    for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    Registry registry(SearchPath({scratch.path()}));
    registry.set_allowed(allow({{"good", std::string(64, '0')}}));
    expect_error([&] { registry.find("good"); }, GLIA_ERROR_PLUGIN, {"good.so", hash});
    EXPECT_TRUE(registry.loaded().empty());
    registry.set_allowed(allow({{"good", upper}}));
    EXPECT_NO_THROW(registry.find("good"));
}

// Its name or its hash opens the door; what the file defines must be allowed as well.
TEST(AllowList, RefusesAllOfAFileThatDefinesMore) {
    const Scratch scratch;
    const std::string path = scratch.plugin("two");
    Registry registry(SearchPath({scratch.path()}));
    registry.set_allowed(allow({{"two", ""}}));
    expect_error([&] { registry.load(path); }, GLIA_ERROR_PLUGIN, {"activation 'two_more' is not among those"});
    EXPECT_TRUE(registry.loaded().empty());
    registry.set_allowed(allow({{"two", ""}, {"two_more", std::string(64, 'a')}}));
    expect_error([&] { registry.load(path); }, GLIA_ERROR_PLUGIN, {"'two_more' from another file"});
    registry.set_allowed(allow({{"two", ""}, {"two_more", file_sha256(path)}}));
    EXPECT_NO_THROW(registry.load(path));
}

TEST(AllowList, FindsAFileOfAnyNameByItsHash) {
    const Scratch scratch;
    const std::string path = scratch.plugin("good", "renamed.so");
    Registry registry(SearchPath({scratch.path()}));
    registry.set_allowed(allow({{"good", ""}}));
    expect_error([&] { registry.load(path); }, GLIA_ERROR_PLUGIN, {"renamed.so"});
    registry.set_allowed(allow({{"good", file_sha256(path)}}));
    EXPECT_NO_THROW(registry.load(path));
}

TEST(AllowList, LeavesAloneWhatIsLoadedAndWhatTheHostRegisters) {
    const Scratch scratch;
    scratch.plugin("good");
    Registry registry(SearchPath({scratch.path()}));
    registry.find("good");
    registry.set_allowed(AllowList());
    EXPECT_NO_THROW(registry.find("good"));
    glia_activation_t own = *registry.find("good").table;
    own.name = "own";
    EXPECT_NO_THROW(registry.register_activation(own));
}

TEST(AllowList, IsNotRunPastByAFileThatMayNotLoadAtAll) {
    const Scratch scratch;
    const std::string path = scratch.plugin("good");
    test::let_everybody_write(path);
    Registry registry(SearchPath({scratch.path()}));
    registry.set_allowed(allow({{"good", file_sha256(path)}}));
    expect_error([&] { registry.find("good"); }, GLIA_ERROR_PLUGIN, {"can be written by every user"});
}

TEST(AllowList, RefusesEntriesThatAreNone) {
    AllowList list;
    expect_error([&] { list.add("../relu", ""); }, GLIA_ERROR_INVALID_ARGUMENT, {"'../relu'", "a name is"});
    expect_error([&] { list.add("relu", "abc"); }, GLIA_ERROR_INVALID_ARGUMENT, {"'abc'", "64 hexadecimal digits"});
    expect_error([&] { list.add("relu", std::string(64, 'g')); }, GLIA_ERROR_INVALID_ARGUMENT, {"64 hexadecimal"});
    list.add("relu", "");
    expect_error([&] { list.add("relu", ""); }, GLIA_ERROR_INVALID_ARGUMENT, {"'relu' is allowed twice"});
}

}  // namespace
}  // namespace glia
