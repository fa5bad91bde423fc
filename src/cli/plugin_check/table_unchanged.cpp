// The table is the same after kernels have run: it is stateless, and glia keeps pointers into it.
#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "plugin_check/example.hpp"
#include "plugin_check/outcome.hpp"
#include "plugin_check/random.hpp"
#include "plugin_check/tests.hpp"
#include "plugin_check/trained.hpp"

namespace glia::cli::plugin_check {
namespace {

std::string line(const char* text) {
    return text == nullptr ? "" : text;
}

// As many as the author's table has: it may be an older, shorter one.
std::vector<unsigned char> bytes_of(const glia_activation_t& table) {
    const auto* const first = reinterpret_cast<const unsigned char*>(&table);
    return {first, first + std::min<std::size_t>(table.struct_size, sizeof(table))};
}

// All that a table points to.
std::string texts_of(const glia_activation_t& table) {
    std::string all = line(table.name) + "\n" + line(table.variant) + "\n" + line(table.formula) + "\n" +
                      line(table.reference) + "\n" + line(table.initializer);
    for (std::uint32_t i = 0; i < table.parameter_count; ++i) {
        const glia_activation_parameter_t& each = table.parameters[i];
        all += "\n" + line(each.name);
        for (const double value : {each.default_value, each.minimum, each.maximum}) all += " " + shortest(value);
        all += " " + std::to_string(training_of(table, i));
    }
    return all;
}

}  // namespace

std::string keep_the_table(const Subject& subject) {
    const glia_activation_t& table = open_table(subject);
    const std::vector<unsigned char> before = bytes_of(table);
    const std::string texts_before = texts_of(table);
    Random random(subject.seed);
    for_all_kernels(table, subject.seed, [&]<class Real>(const Kernels<Real>& kernels) {
        constexpr std::size_t columns = 50;
        const Example<Real> example(kernels, 1, columns, logits<Real>(random, columns), logits<Real>(random, columns));
    });
    if (bytes_of(table) != before || texts_of(table) != texts_before) {
        throw Broken("the table is another one after kernels have run");
    }
    return "";
}

}  // namespace glia::cli::plugin_check
