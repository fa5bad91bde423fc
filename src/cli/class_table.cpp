#include "class_table.hpp"

#include <algorithm>
#include <numeric>

#include "class_limits.hpp"
#include "number.hpp"
#include "table.hpp"

namespace glia::cli {
namespace {

// Classes that occur, worst first.
std::vector<std::size_t> by_f1(const ClassFigures& figures) {
    std::vector<std::size_t> classes(figures.f1.size());
    std::iota(classes.begin(), classes.end(), std::size_t{0});
    std::erase_if(classes, [&](std::size_t k) { return figures.support[k] == 0; });
    std::stable_sort(classes.begin(), classes.end(),
                     [&](std::size_t a, std::size_t b) { return figures.f1[a] < figures.f1[b]; });
    return classes;
}

std::string table_of(const ClassFigures& figures, const std::vector<std::string>& names,
                     const std::vector<std::size_t>& classes) {
    Table table({Align::left, Align::right, Align::right, Align::right, Align::right});
    table.add({"class", "precision", "recall", "f1", "rows"});
    for (const std::size_t k : classes) {
        const bool known = figures.support[k] > 0;
        table.add({names[k], percent(figures.precision[k]), known ? percent(figures.recall[k]) : "-",
                   percent(figures.f1[k]), grouped(static_cast<std::size_t>(figures.support[k]))});
    }
    return table.str();
}

}  // namespace

std::string class_table(const ClassFigures& figures, const std::vector<std::string>& names) {
    std::vector<std::size_t> classes(names.size());
    std::iota(classes.begin(), classes.end(), std::size_t{0});
    if (classes.size() <= most_classes_in_a_table) return table_of(figures, names, classes);
    classes = by_f1(figures);
    classes.resize(std::min(classes.size(), most_listed));
    return "classes with the smallest f1 among " + grouped(names.size()) + ":\n" + table_of(figures, names, classes);
}

}  // namespace glia::cli
