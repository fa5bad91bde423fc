// Rows of text with their columns in line.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace glia::cli {

enum class Align {
    left,
    right
};

class Table {
 public:
    // One alignment for each column.
    explicit Table(std::vector<Align> columns) : columns_(std::move(columns)) {}

    // As many cells as there are columns.
    void add(std::vector<std::string> cells);

    // All rows, each on a line with two blanks between columns and none at its end.
    std::string str() const;
    // The length of the longest line, in characters.
    std::size_t width() const;

 private:
    std::vector<std::size_t> widths() const;

    std::vector<Align> columns_;
    std::vector<std::vector<std::string>> rows_;
};

// The number of characters of a UTF-8 text.
std::size_t characters(const std::string& text);

// The text, or its beginning and "..." where it is longer than `width` characters.
std::string shortened(const std::string& text, std::size_t width);

}  // namespace glia::cli
