#include "confusion.hpp"

#include <algorithm>

#include "class_limits.hpp"
#include "number.hpp"
#include "table.hpp"

namespace glia::cli {
namespace {

Table full_table(const std::vector<std::uint64_t>& matrix, const std::vector<std::string>& names) {
    const std::size_t classes = names.size();
    std::vector<Align> columns(classes + 1, Align::right);
    columns.front() = Align::left;
    Table table(columns);
    std::vector<std::string> titles = {"true \\ predicted"};
    titles.insert(titles.end(), names.begin(), names.end());
    table.add(titles);
    for (std::size_t t = 0; t < classes; ++t) {
        const std::uint64_t* const row = matrix.data() + t * classes;
        std::vector<std::string> cells = {names[t]};
        // Dots keep the eye on what is not zero.
        for (std::size_t p = 0; p < classes; ++p) cells.push_back(row[p] == 0 ? "." : grouped(row[p]));
        table.add(cells);
    }
    return table;
}

struct Confusion {
    std::size_t truth;
    std::size_t predicted;
    std::uint64_t rows;
};

std::vector<Confusion> confusions(const std::vector<std::uint64_t>& matrix, std::size_t classes) {
    std::vector<Confusion> all;
    for (std::size_t t = 0; t < classes; ++t) {
        for (std::size_t p = 0; p < classes; ++p) {
            const std::uint64_t rows = matrix[t * classes + p];
            if (t != p && rows > 0) all.push_back({t, p, rows});
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const Confusion& a, const Confusion& b) { return a.rows > b.rows; });
    return all;
}

std::string list_of(const std::vector<Confusion>& all, const std::vector<std::string>& names) {
    if (all.empty()) return "no class is taken for another\n";
    Table table({Align::left, Align::left, Align::right});
    table.add({"true", "predicted", "rows"});
    const std::size_t shown = std::min(all.size(), most_listed);
    for (std::size_t i = 0; i < shown; ++i) {
        table.add({names[all[i].truth], names[all[i].predicted], grouped(all[i].rows)});
    }
    const std::string more = shown < all.size() ? "and " + grouped(all.size() - shown) + " rarer pairs\n" : "";
    return "commonest confusions among " + grouped(names.size()) + " classes:\n" + table.str() + more;
}

}  // namespace

std::string confusion_text(const std::vector<std::uint64_t>& matrix, const std::vector<std::string>& names,
                           std::size_t width) {
    if (names.size() <= most_classes_in_a_table) {
        const Table table = full_table(matrix, names);
        if (table.width() <= width) return table.str();
    }
    return list_of(confusions(matrix, names.size()), names);
}

}  // namespace glia::cli
