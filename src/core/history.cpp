#include "core/history.hpp"

#include <array>
#include <utility>

#include "base/spec.hpp"

namespace glia {

double EpochFigures::*find_figure(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, double EpochFigures::*>, 5> figures = {{
        {"accuracy", &EpochFigures::accuracy},
        {"loss", &EpochFigures::loss},
        {"seconds", &EpochFigures::seconds},
        {"validation_accuracy", &EpochFigures::validation_accuracy},
        {"validation_loss", &EpochFigures::validation_loss},
    }};
    std::vector<std::string> names;
    for (const auto& [known, member] : figures) {
        if (known == name) return member;
        names.emplace_back(known);
    }
    throw unknown_name("figure", name, names);
}

}  // namespace glia
