#include "plugin/plugin_file.hpp"

#include <elf.h>
#include <sys/stat.h>

#include <cstddef>
#include <cstring>

#include "plugin/scratch.hpp"

namespace glia {
namespace {

using test::expect_error;
using test::Scratch;

void expect_refused(const std::string& path, const std::vector<std::string>& parts) {
    std::vector<std::string> all = parts;
    all.push_back("plugin '" + path + "': ");
    expect_error([&] { check_plugin_file(path); }, GLIA_ERROR_PLUGIN, all);
}

TEST(PluginFile, AcceptsASharedObjectThatOnlyItsOwnerCanWrite) {
    const Scratch scratch;
    const std::string path = scratch.plugin("good");
    EXPECT_EQ(check_plugin_file(path).path, path);
}

TEST(PluginFile, AcceptsWritePermissionForTheGroup) {
    const Scratch scratch;
    const std::string path = scratch.plugin("good");
    std::filesystem::permissions(path, std::filesystem::perms(0664));
    std::filesystem::permissions(scratch.path(), std::filesystem::perms(0775));
    EXPECT_EQ(check_plugin_file(path).path, path);
}

TEST(PluginFile, FollowsASymbolicLinkToTheRealFile) {
    const Scratch scratch;
    const std::string real = scratch.plugin("good", "versions/good-2.so");
    std::filesystem::create_symlink("versions/good-2.so", scratch.path() / "good.so");
    EXPECT_EQ(check_plugin_file(scratch.path() / "good.so").path, real);
}

TEST(PluginFile, RefusesARelativePath) {
    expect_error([] { check_plugin_file("plugins/good.so"); }, GLIA_ERROR_INVALID_ARGUMENT,
                 {"'plugins/good.so'", "absolute"});
    expect_error([] { check_plugin_file("good.so"); }, GLIA_ERROR_INVALID_ARGUMENT, {"'good.so'", "absolute"});
    expect_error([] { check_plugin_file(""); }, GLIA_ERROR_INVALID_ARGUMENT, {"absolute"});
}

TEST(PluginFile, SaysThatAFileIsMissing) {
    const Scratch scratch;
    const std::string path = scratch.path() / "good.so";
    expect_error([&] { check_plugin_file(path); }, GLIA_ERROR_NOT_FOUND, {path, "no such file"});
    expect_error([&] { check_plugin_file(path + "/inner.so"); }, GLIA_ERROR_NOT_FOUND, {"no such file"});
    std::filesystem::create_symlink("nowhere", path);
    expect_error([&] { check_plugin_file(path); }, GLIA_ERROR_NOT_FOUND, {path, "no such file"});
}

TEST(PluginFile, RefusesADirectory) {
    const Scratch scratch;
    expect_refused(scratch.directory("good.so"), {"it is a directory"});
}

TEST(PluginFile, RefusesAPipeWithoutWaitingForAWriter) {
    const Scratch scratch;
    const std::string path = scratch.path() / "good.so";
    ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
    expect_refused(path, {"device, pipe or socket"});
}

TEST(PluginFile, RefusesSymbolicLinksThatLeadInACircle) {
    const Scratch scratch;
    const std::string path = scratch.path() / "good.so";
    std::filesystem::create_symlink("good.so", path);
    expect_refused(path, {"symbolic links"});
}

TEST(PluginFile, RefusesAFileThatEverybodyCanWrite) {
    const Scratch scratch;
    const std::string path = scratch.plugin("good");
    test::let_everybody_write(path);
    expect_refused(path, {"the file '" + path + "' can be written by every user", "mode 0", "chmod o-w"});
}

TEST(PluginFile, RefusesADirectoryThatEverybodyCanWrite) {
    const Scratch scratch;
    const std::string path = scratch.plugin("good", "open/good.so");
    test::let_everybody_write(scratch.path() / "open");
    expect_refused(path, {"directory '" + (scratch.path() / "open").string() + "' can be written by every user"});
}

TEST(PluginFile, RefusesAStickyDirectoryThatEverybodyCanWrite) {
    const Scratch scratch;
    const std::string path = scratch.plugin("good", "open/good.so");
    std::filesystem::permissions(scratch.path() / "open", std::filesystem::perms(01777));
    expect_refused(path, {"can be written by every user (mode 1777)"});
}

TEST(PluginFile, RefusesALinkIntoADirectoryThatEverybodyCanWrite) {
    const Scratch scratch;
    scratch.plugin("good", "open/good.so");
    test::let_everybody_write(scratch.path() / "open");
    std::filesystem::create_symlink("open/good.so", scratch.path() / "good.so");
    expect_refused(scratch.path() / "good.so", {"open' can be written by every user"});
}

TEST(PluginFile, RefusesALinkThatLiesInADirectoryThatEverybodyCanWrite) {
    const Scratch scratch;
    const std::string real = scratch.plugin("good");
    std::filesystem::create_symlink(real, std::filesystem::path(scratch.directory("open")) / "good.so");
    test::let_everybody_write(scratch.path() / "open");
    expect_refused(scratch.path() / "open/good.so", {"open' can be written by every user"});
}

TEST(PluginFile, RefusesAChainOfLinksOfWhichOneCanBeReplacedByEverybody) {
    const Scratch scratch;
    const std::string real = scratch.plugin("good", "real/good.so");
    std::filesystem::create_symlink(real, std::filesystem::path(scratch.directory("open")) / "middle");
    std::filesystem::create_symlink("open/middle", scratch.path() / "good.so");
    test::let_everybody_write(scratch.path() / "open");
    expect_refused(scratch.path() / "good.so", {"open' can be written by every user"});
}

TEST(PluginFile, RefusesALinkToAFileThatEverybodyCanWrite) {
    const Scratch scratch;
    const std::string real = scratch.plugin("good", "real/good.so");
    test::let_everybody_write(real);
    std::filesystem::create_symlink(real, scratch.path() / "good.so");
    expect_refused(scratch.path() / "good.so", {"the file '" + real + "' can be written by every user"});
}

TEST(PluginFile, ShowsTheReasonEvenWhenThePathIsVeryLong) {
    const Scratch scratch;
    std::string directory = scratch.path();
    for (int i = 0; i < 4; ++i) directory += "/" + std::string(200, 'd');
    std::filesystem::create_directories(directory);
    try {
        check_plugin_file(directory);
        FAIL() << "a directory was accepted";
    } catch (const Error& e) {
        EXPECT_LT(std::strstr(e.what(), "it is a directory") - e.what(), 511);
    }
}

TEST(ElfCheck, RefusesWhatIsNotElf) {
    const Scratch scratch;
    expect_refused(scratch.write("empty.so", ""), {"the file is empty"});
    expect_refused(scratch.write("short.so",
                                 "\x7f"
                                 "EL"),
                   {"not a shared object"});
    expect_refused(scratch.write("text.so", std::string(4096, '#')), {"not a shared object"});
    expect_refused(scratch.write("script.so", "INPUT(-lm)\n"), {"not a shared object"});
}

// The dynamic loader would end in SIGBUS for some of these lengths.
TEST(ElfCheck, RefusesAPluginThatIsTruncatedAnywhere) {
    const Scratch scratch;
    const std::string whole = test::read_bytes(scratch.plugin("good"));
    constexpr std::size_t step = 61;  // prime, so that all alignments come up
    for (std::size_t size = sizeof(Elf64_Ehdr) % step; size < whole.size(); size += step) {
        const std::string path = scratch.write("cut.so", whole.substr(0, size));
        expect_error([&] { check_plugin_file(path); }, GLIA_ERROR_PLUGIN, {path});
    }
    expect_refused(scratch.write("cut.so", whole.substr(0, whole.size() - 1)), {"truncated", "ends after"});
    expect_refused(scratch.write("cut.so", whole.substr(0, sizeof(Elf64_Ehdr) - 1)), {"truncated"});
}

struct ForeignHeader {
    const char* what;
    std::size_t offset;
    unsigned char value;
    const char* text;
};

TEST(ElfCheck, RefusesWhatIsMadeForAnotherMachineOrPurpose) {
    const ForeignHeader cases[] = {
        {"32 bit", EI_CLASS, ELFCLASS32, "(32 bit); this program runs on"},
        {"big endian", EI_DATA, ELFDATA2MSB, "the other byte order"},
        {"riscv", offsetof(Elf64_Ehdr, e_machine), EM_RISCV, "made for riscv (64 bit); this program runs on"},
        {"an unusual machine", offsetof(Elf64_Ehdr, e_machine), 0x7d, "made for ELF machine 125"},
        {"a program", offsetof(Elf64_Ehdr, e_type), ET_EXEC, "not a shared object, but a program"},
        {"an object file", offsetof(Elf64_Ehdr, e_type), ET_REL, "not a shared object, but a program"},
        {"odd program headers", offsetof(Elf64_Ehdr, e_phentsize), 7, "program headers"},
        {"no program headers", offsetof(Elf64_Ehdr, e_phnum), 0, "program headers"},
        {"far program headers", offsetof(Elf64_Ehdr, e_phoff) + 7, 0xff, "truncated"},
        {"far sections", offsetof(Elf64_Ehdr, e_shoff) + 7, 0xff, "truncated"},
    };
    const Scratch scratch;
    const std::string whole = test::read_bytes(scratch.plugin("good"));
    for (const ForeignHeader& each : cases) {
        SCOPED_TRACE(each.what);
        std::string changed = whole;
        changed.at(each.offset) = static_cast<char>(each.value);
        expect_refused(scratch.write("foreign.so", changed), {each.text});
    }
}

TEST(PluginDirectory, AcceptsADirectoryThatOnlyItsOwnerCanWrite) {
    const Scratch scratch;
    EXPECT_NO_THROW(check_plugin_directory(scratch.path()));
}

TEST(PluginDirectory, RefusesARelativeAMissingAndAnOpenOne) {
    const Scratch scratch;
    expect_error([] { check_plugin_directory("plugins"); }, GLIA_ERROR_INVALID_ARGUMENT, {"'plugins'", "absolute"});
    expect_error([&] { check_plugin_directory(scratch.path() / "none"); }, GLIA_ERROR_NOT_FOUND,
                 {"/none'", "no such directory"});
    expect_error([&] { check_plugin_directory(scratch.write("file", "")); }, GLIA_ERROR_NOT_FOUND,
                 {"/file'", "no such directory"});
    test::let_everybody_write(scratch.path());
    expect_error([&] { check_plugin_directory(scratch.path()); }, GLIA_ERROR_PLUGIN,
                 {scratch.path().string(), "can be written by every user"});
}

}  // namespace
}  // namespace glia
