#include "plugin_check/subject.hpp"

#include <array>

#include "plugin_check/library.hpp"
#include "plugin_check/outcome.hpp"
#include "plugin_check/random.hpp"
#include "plugin_check/trained.hpp"

namespace glia::cli::plugin_check {

const char* isa_name(std::uint32_t isa) {
    constexpr std::array names = {"baseline", "avx2", "avx512"};
    return isa < names.size() ? names[isa] : "unknown";
}

const glia_activation_t& open_table(const Subject& subject) {
    const glia_plugin_t& plugin = open_plugin(subject.path);
    const glia_host_t host = {sizeof(glia_host_t), GLIA_PLUGIN_ABI, subject.isa, 0};
    if (plugin.init(&host) != 0) throw Broken("init refuses to work here");
    if (subject.index >= plugin.count()) throw Broken("count() is less than it was");
    return *plugin.activation(subject.index);
}

std::vector<std::vector<double>> parameter_sets(const glia_activation_t& table, std::uint64_t seed) {
    std::vector<double> defaults;
    std::vector<double> lowest;
    std::vector<double> highest;
    std::vector<double> between;
    Random random(seed);
    for (std::uint32_t i = 0; i < table.parameter_count; ++i) {
        const glia_activation_parameter_t& each = table.parameters[i];
        defaults.push_back(each.default_value);
        lowest.push_back(each.minimum);
        highest.push_back(each.maximum);
        // Half of each end, since their difference may not be finite.
        const double drawn = each.minimum + random.uniform() * (each.maximum / 2 - each.minimum / 2);
        // A trained parameter has the values of the precision that it is trained in: both are given those of float32.
        const bool fixed = training_of(table, i) == GLIA_PARAMETER_FIXED;
        between.push_back(fixed ? drawn : static_cast<float>(drawn));
    }
    std::vector<std::vector<double>> sets = {defaults};
    if (defaults.empty()) return sets;
    for (std::size_t i = 0; defaults.size() > 1 && i < defaults.size(); ++i) {
        for (const double end : {lowest[i], highest[i]}) {
            sets.push_back(defaults);
            sets.back()[i] = end;
        }
    }
    sets.insert(sets.end(), {lowest, highest, between});
    return sets;
}

}  // namespace glia::cli::plugin_check
