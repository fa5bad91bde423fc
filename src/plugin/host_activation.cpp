#include "plugin/host_activation.hpp"

#include <algorithm>
#include <cstring>

#include "base/activation_table.hpp"

namespace glia {

HostActivation::HostActivation(const glia_activation_t& source) {
    // The members that this glia and the author's header know: what a later header may add is neither understood nor
    // copied, and what an earlier one lacks is 0.
    std::memcpy(&table_, &source, std::min<std::size_t>(sizeof table_, source.struct_size));
    table_.struct_size = sizeof table_;
    table_.name = copy(source.name);
    table_.variant = copy(source.variant);
    table_.formula = copy(source.formula);
    table_.reference = copy(source.reference);
    table_.initializer = copy(source.initializer);
    if (source.parameter_count != 0) {
        parameters_.assign(source.parameters, source.parameters + source.parameter_count);
    }
    for (std::uint32_t i = 0; table_.training != nullptr && i < source.parameter_count; ++i) {
        training_.push_back(training_of(source, i));
    }
    table_.training = training_.empty() ? nullptr : training_.data();
    for (glia_activation_parameter_t& each : parameters_) each.name = copy(each.name);
    table_.parameters = parameters_.empty() ? nullptr : parameters_.data();
}

HostActivation::~HostActivation() {
    if (adopted_ && table_.destroy != nullptr) table_.destroy(table_.user);
}

const char* HostActivation::copy(const char* text) {
    if (text == nullptr) return nullptr;
    return texts_.emplace_back(std::make_unique<const std::string>(text))->c_str();
}

}  // namespace glia
