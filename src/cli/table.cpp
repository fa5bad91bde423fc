#include "table.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace glia::cli {
namespace {

constexpr std::size_t gap = 2;  // blanks between columns

// Every byte of UTF-8 but the continuation bytes.
bool begins_character(char c) noexcept {
    return (static_cast<unsigned char>(c) & 0xc0u) != 0x80u;
}

}  // namespace

void Table::add(std::vector<std::string> cells) {
    assert(cells.size() == columns_.size());
    rows_.push_back(std::move(cells));
}

std::vector<std::size_t> Table::widths() const {
    std::vector<std::size_t> widths(columns_.size());
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], characters(row[i]));
    }
    return widths;
}

std::size_t Table::width() const {
    const std::vector<std::size_t> each = widths();
    return std::accumulate(each.begin(), each.end(), gap * (each.size() - 1));
}

std::string Table::str() const {
    const std::vector<std::size_t> each = widths();
    std::string text;
    for (const auto& row : rows_) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string padding(each[i] - characters(row[i]), ' ');
            line += columns_[i] == Align::left ? row[i] + padding : padding + row[i];
            line.append(gap, ' ');
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

std::size_t characters(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

std::string shortened(const std::string& text, std::size_t width) {
    constexpr const char* dots = "...";
    constexpr std::size_t dots_width = 3;
    if (characters(text) <= width || width < dots_width) return text;
    std::size_t end = 0;
    for (std::size_t kept = 0; end < text.size(); ++end) {
        if (begins_character(text[end]) && kept++ == width - dots_width) break;
    }
    return text.substr(0, end) + dots;
}

}  // namespace glia::cli
