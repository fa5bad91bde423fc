#include "plugin/host_activation.hpp"

#include <cstring>

namespace glia {

HostActivation::HostActivation(const glia_activation_t& source) {
    // The members that this glia knows: what a later header may add is neither understood nor copied.
    std::memcpy(&table_, &source, sizeof table_);
    table_.struct_size = sizeof table_;
    table_.name = copy(source.name);
    table_.variant = copy(source.variant);
    table_.formula = copy(source.formula);
    table_.reference = copy(source.reference);
    table_.initializer = copy(source.initializer);
    if (source.parameter_count != 0) {
        parameters_.assign(source.parameters, source.parameters + source.parameter_count);
    }
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
