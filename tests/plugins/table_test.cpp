#include <dlfcn.h>
#include <elf.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "plugins/loaded_plugin.hpp"

namespace glia::test {
namespace {

constexpr std::uint32_t elementwise = GLIA_ACTIVATION_ELEMENTWISE | GLIA_ACTIVATION_INPLACE;
constexpr std::uint32_t from_y = elementwise | GLIA_ACTIVATION_GRAD_IGNORES_X;
constexpr std::uint32_t from_x = elementwise | GLIA_ACTIVATION_GRAD_IGNORES_Y;

// What the host may count on, by name.
const std::map<std::string, std::uint32_t> flags_of_the_standard_set{
    {"identity", from_x | from_y | GLIA_ACTIVATION_IDENTITY},
    {"sigmoid", from_y | GLIA_ACTIVATION_LOGISTIC},
    {"tanh", from_y},
    {"relu", from_y},
    {"leaky_relu", from_y},
    {"elu", from_y},
    {"selu", from_y},
    {"softplus", from_y},
    {"softsign", from_y},
    {"gelu", from_x},
    {"gelu_tanh", from_x},
    {"silu", from_x},
    {"mish", from_x},
    {"hard_sigmoid", from_y},
    {"hard_swish", from_x},
    {"prelu", from_x},
    {"trainable_swish", from_x},
    {"softmax", GLIA_ACTIVATION_INPLACE | GLIA_ACTIVATION_GRAD_IGNORES_X | GLIA_ACTIVATION_SOFTMAX},
    {"relu6", from_y},
    {"celu", from_y},
    {"hard_tanh", from_y},
    {"hard_shrink", from_y},
    {"soft_shrink", from_y},
    {"log_sigmoid", from_y},
    {"exponential", from_y},
    {"elliot", from_y},
    {"elliot_sigmoid", from_y},
    {"squareplus", from_y},
    {"squared_relu", from_y},
    {"isru", from_y},
    {"steep_sigmoid", from_y},
    {"scaled_tanh", from_x},
    {"sparse_plus", from_y},
    {"sparse_sigmoid", from_y},
    {"tanh_shrink", from_x},
    {"threshold", from_x},
    {"gaussian", from_x},
    {"gaussian_symmetric", from_x},
    {"sine", from_x},
    {"cosine", from_x},
    {"unit_sine", from_x},
    {"unit_cosine", from_x},
    {"bent_identity", from_x},
    {"quick_gelu", from_x},
    {"swish", from_x},
    {"step", from_x | from_y},
    {"step_symmetric", from_x | from_y},
    {"softmin", GLIA_ACTIVATION_INPLACE | GLIA_ACTIVATION_GRAD_IGNORES_X},
    {"log_softmax", GLIA_ACTIVATION_INPLACE | GLIA_ACTIVATION_GRAD_IGNORES_X},
    {"sparsemax", GLIA_ACTIVATION_INPLACE | GLIA_ACTIVATION_GRAD_IGNORES_X},
};

TEST(StandardSet, IsWhatTheDirectoryHolds) {
    std::vector<std::string> expected;
    for (const auto& [name, flags] : flags_of_the_standard_set) {
        expected.push_back(name + ".so");
    }
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(GLIA_TEST_PLUGINS)) {
        found.push_back(entry.path().filename());
    }
    std::ranges::sort(expected);
    std::ranges::sort(found);
    EXPECT_EQ(expected, found);
}

// [a-z][a-z0-9_]*
bool is_name(const std::string& name) {
    const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
    return !name.empty() && letter(name[0]) &&
           std::ranges::all_of(name, [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

TEST(StandardSet, DescribesItself) {
    for (const auto& [name, flags] : flags_of_the_standard_set) {
        SCOPED_TRACE(name);
        const glia_plugin_t& plugin = load_copy(name);
        EXPECT_EQ(sizeof(glia_plugin_t), plugin.struct_size);
        EXPECT_EQ(GLIA_PLUGIN_ABI, plugin.abi);
        EXPECT_EQ("glia.standard." + name, plugin.id);
        EXPECT_STREQ("1.0.0", plugin.version);

        const glia_host_t host{sizeof(glia_host_t), GLIA_PLUGIN_ABI, GLIA_ISA_BASELINE, 0};
        ASSERT_EQ(0, plugin.init(&host));
        ASSERT_EQ(1u, plugin.count());
        const glia_activation_t* table = plugin.activation(0);
        ASSERT_NE(nullptr, table);
        EXPECT_EQ(table, plugin.activation(0));
        EXPECT_EQ(sizeof(glia_activation_t), table->struct_size);
        EXPECT_EQ(name, table->name);
        EXPECT_TRUE(is_name(table->name));
        EXPECT_EQ(1u, table->revision);
        EXPECT_EQ(flags, table->flags);
        EXPECT_GT(std::strlen(table->formula), 0u);
        EXPECT_GE(table->max_error_ulp, 0.5);
        EXPECT_LE(table->max_error_ulp, 5);
        EXPECT_NE(nullptr, table->forward);
        EXPECT_NE(nullptr, table->backward);
        EXPECT_NE(nullptr, table->forward_f64);
        EXPECT_NE(nullptr, table->backward_f64);
        EXPECT_EQ(nullptr, table->destroy);
        EXPECT_EQ(table->parameter_count == 0, table->parameters == nullptr);
        for (std::uint32_t i = 0; i < table->parameter_count; ++i) {
            const glia_activation_parameter_t& parameter = table->parameters[i];
            EXPECT_TRUE(is_name(parameter.name));
            EXPECT_LE(parameter.minimum, parameter.default_value);
            EXPECT_LE(parameter.default_value, parameter.maximum);
            EXPECT_TRUE(std::isfinite(parameter.minimum) && std::isfinite(parameter.maximum));
        }
    }
}

TEST(StandardSet, HintsAtTheInitializerOfItsFamily) {
    const auto hint = [](const char* name) {
        const char* initializer = activation(name, GLIA_ISA_BASELINE).initializer;
        return std::string(initializer == nullptr ? "" : initializer);
    };
    for (const char* name : {"relu", "leaky_relu", "elu", "softplus", "gelu", "gelu_tanh", "silu", "mish", "hard_swish",
                             "relu6", "celu", "threshold", "squareplus", "squared_relu", "quick_gelu", "swish",
                             "sparse_plus", "prelu", "trainable_swish"}) {
        EXPECT_EQ("he_uniform", hint(name)) << name;
    }
    EXPECT_EQ("lecun_normal", hint("selu"));
    for (const char* name :
         {"identity", "sigmoid", "tanh", "softsign", "hard_sigmoid", "softmax", "hard_tanh", "sine", "step", "isru"}) {
        EXPECT_EQ("", hint(name)) << name;
    }
}

// The place of a kernel within its file, which tells one variant from another across copies.
std::uintptr_t place(const void* address) {
    Dl_info where;
    return dladdr(address, &where) == 0
               ? 0
               : reinterpret_cast<std::uintptr_t>(address) - reinterpret_cast<std::uintptr_t>(where.dli_fbase);
}

TEST(StandardSet, RunsDifferentCodeForEachInstructionSet) {
    const char* const variants[] = {"baseline", "avx2", "avx512"};
    for (const auto& [name, flags] : flags_of_the_standard_set) {
        SCOPED_TRACE(name);
        std::vector<std::uintptr_t> forwards, backwards;
        for (const std::uint32_t isa : runnable_isas()) {
            const glia_activation_t& table = activation(name, isa);
            EXPECT_STREQ(variants[isa], table.variant);
            forwards.push_back(place(reinterpret_cast<const void*>(table.forward)));
            backwards.push_back(place(reinterpret_cast<const void*>(table.backward)));
        }
        std::ranges::sort(forwards);
        std::ranges::sort(backwards);
        EXPECT_EQ(forwards.end(), std::ranges::adjacent_find(forwards));
        EXPECT_EQ(backwards.end(), std::ranges::adjacent_find(backwards));
    }
}

// Names of the dynamic symbols that a file defines.
std::vector<std::string> exported_symbols(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const auto read = [&bytes]<class Struct>(std::size_t offset, Struct& out) {
        bytes.copy(reinterpret_cast<char*>(&out), sizeof(Struct), offset);
    };
    Elf64_Ehdr header{};
    read(0, header);
    std::vector<std::string> names;
    for (std::size_t i = 0; i < header.e_shnum; ++i) {
        Elf64_Shdr section{};
        read(header.e_shoff + i * header.e_shentsize, section);
        if (section.sh_type != SHT_DYNSYM) {
            continue;
        }
        Elf64_Shdr text{};
        read(header.e_shoff + section.sh_link * header.e_shentsize, text);
        for (std::size_t at = 0; at < section.sh_size; at += sizeof(Elf64_Sym)) {
            Elf64_Sym symbol{};
            read(section.sh_offset + at, symbol);
            const std::string name = bytes.c_str() + text.sh_offset + symbol.st_name;
            const bool nameless = ELF64_ST_TYPE(symbol.st_info) == STT_SECTION;  // as on aarch64
            const bool sanitizers = name.starts_with("__odr_asan.");
            if (symbol.st_shndx != SHN_UNDEF && !nameless && !sanitizers) {
                names.push_back(name);
            }
        }
    }
    return names;
}

TEST(StandardSet, ExportsOneSymbol) {
    for (const auto& [name, flags] : flags_of_the_standard_set) {
        EXPECT_EQ(std::vector<std::string>{"glia_plugin_v1"}, exported_symbols(plugin_path(name))) << name;
    }
}

}  // namespace
}  // namespace glia::test
