// Cuts a stream of CSV text (RFC 4180) into records and fields. Holds one record at a time, whatever the file's size.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace glia {

// Fills as much of `bytes` as it likes and returns how much; 0 is the end.
using ReadBytes = std::function<std::size_t(std::span<char> bytes)>;

class CsvReader {
 public:
    // Longer ones are not data: a quote is not closed, or the file is not CSV.
    static constexpr std::size_t max_field_bytes = std::size_t{1} << 20;
    static constexpr std::size_t max_record_bytes = std::size_t{1} << 26;

    // `name` is what error texts call the stream, quotes included. The delimiter is a comma, a semicolon or a tab.
    CsvReader(ReadBytes read, std::string name, char delimiter = ',');

    // Goes to the next record; false at the end. A byte order mark and blank lines are passed over.
    // Throws Error (GLIA_ERROR_FORMAT) with line and column.
    bool next();

    // The record: its fields without the quotes around them. Texts are valid until the next call of next().
    std::size_t size() const noexcept { return fields_.size(); }
    std::string_view text(std::size_t field) const noexcept {
        return {window_.data() + record_ + fields_[field].begin, fields_[field].length};
    }
    bool quoted(std::size_t field) const noexcept { return fields_[field].quoted; }

    // The line on which a field begins, from 1.
    std::size_t line(std::size_t field) const noexcept { return fields_[field].line; }

    const std::string& name() const noexcept { return name_; }

    // "'iris.csv': line 3, column 2: <what>". A column is a field's place in its record, from 1. With a header, `label`
    // is the column's name: "line 3, column 2 ('petal_width')".
    Error failure(std::size_t line, std::size_t column, std::string_view what, std::string_view label = {}) const;

 private:
    // `begin` counts from the record's first byte, because the window may move while a record is read.
    struct Field {
        std::size_t begin;
        std::size_t length;
        std::size_t line;
        bool quoted;
    };

    void skip_byte_order_mark();
    bool read_record();
    void read_plain_run();
    void read_plain_field();
    void read_quoted_field();
    void add_field(std::size_t begin, std::size_t length, std::size_t line, bool quoted);
    bool another_field_follows();
    bool blank_line() const noexcept;

    bool ends_plain(char c) const noexcept { return ends_plain_text_[static_cast<unsigned char>(c)]; }
    bool available() { return at_ != end_ || refill(); }
    bool refill();
    std::size_t position() const noexcept { return at_ - record_; }
    [[noreturn]] void fail_here(std::string_view what) const;
    void check_field_length(std::size_t length) const;

    static constexpr std::size_t no_quote = std::numeric_limits<std::size_t>::max();

    ReadBytes read_;
    std::string name_;
    char delimiter_;
    std::array<bool, 256> ends_plain_text_{};  // the bytes that end a run of plain text
    std::vector<char> window_;  // [record_, end_) has been read and is still wanted; at_ is the next byte to look at
    std::size_t record_ = 0;
    std::size_t at_ = 0;
    std::size_t end_ = 0;
    std::size_t field_ = 0;          // where the field being read begins, from record_
    std::size_t opened_ = no_quote;  // the line of the quote that is open
    std::size_t line_ = 1;           // of at_
    bool started_ = false;
    std::vector<Field> fields_;
};

}  // namespace glia
