#include "io/csv_reader.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "io/csv_text.hpp"

namespace glia {
namespace {

constexpr std::size_t window_bytes = 1 << 18;  // stays in the second-level cache
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

}  // namespace

CsvReader::CsvReader(ReadBytes read, std::string name, char delimiter)
    : read_(std::move(read)), name_(std::move(name)), delimiter_(delimiter), window_(window_bytes) {
    for (const char c : {delimiter, '\n', '\r', '"', '\0'}) ends_plain_text_[static_cast<unsigned char>(c)] = true;
}

bool CsvReader::next() {
    if (!std::exchange(started_, true)) skip_byte_order_mark();
    do {
        if (!read_record()) return false;
    } while (blank_line());
    return true;
}

void CsvReader::skip_byte_order_mark() {
    while (end_ < byte_order_mark.size() && refill()) {
    }
    if (std::string_view(window_.data(), end_).starts_with(byte_order_mark)) at_ = byte_order_mark.size();
}

bool CsvReader::blank_line() const noexcept {
    return fields_.size() == 1 && !fields_[0].quoted && without_blanks(text(0)).empty();
}

bool CsvReader::read_record() {
    record_ = at_;
    fields_.clear();
    if (!available()) return false;
    do {
        read_plain_run();
        field_ = position();
        if (available() && window_[at_] == '"') {
            read_quoted_field();
        } else {
            read_plain_field();
        }
    } while (another_field_follows());
    return true;
}

// Most fields are short, plain and wholly in the window: they are cut here, without a call for each. What is left is
// the record's last field, one with a quote, or one that the window cuts.
void CsvReader::read_plain_run() {
    const char* const record = window_.data() + record_;
    const char* const end = window_.data() + end_;
    const char* begin = window_.data() + at_;
    for (const char* p = begin; p != end; ++p) {
        if (!ends_plain(*p)) continue;
        if (*p != delimiter_) break;
        field_ = static_cast<std::size_t>(begin - record);
        add_field(field_, static_cast<std::size_t>(p - begin), line_, false);
        begin = p + 1;
    }
    at_ = static_cast<std::size_t>(begin - window_.data());
}

void CsvReader::read_plain_field() {
    do {
        while (at_ != end_ && !ends_plain(window_[at_])) ++at_;
    } while (at_ == end_ && refill());
    add_field(field_, position() - field_, line_, false);
}

void CsvReader::read_quoted_field() {
    const std::size_t opened = opened_ = line_;
    ++at_;
    const std::size_t begin = position();
    std::size_t length = 0;  // doubled quotes become one, so text moves towards the beginning of its own field
    for (;; ++at_) {
        if (!available()) fail_here("the quote that opens this field is never closed");
        char c = window_[at_];
        if (c == '"') {
            ++at_;
            if (!available() || window_[at_] != '"') break;
        } else if (c == '\n') {
            ++line_;
        } else if (c == '\0') {
            fail_here("a NUL byte; CSV is text, in UTF-8");
        }
        window_[record_ + begin + length++] = c;
    }
    opened_ = no_quote;
    add_field(begin, length, opened, true);
}

void CsvReader::add_field(std::size_t begin, std::size_t length, std::size_t line, bool quoted) {
    check_field_length(length);
    fields_.push_back({begin, length, line, quoted});
}

// Passes over what ends a field. Errors count the field as read: its column is the number of fields.
bool CsvReader::another_field_follows() {
    if (!available()) return false;
    const char c = window_[at_++];
    if (c == delimiter_) return true;
    if (c == '\r') {
        if (!available()) return false;
        if (window_[at_++] != '\n') {
            throw failure(line_, fields_.size(), "a carriage return without a line feed; lines end with LF or CRLF");
        }
    }
    if (c == '\r' || c == '\n') {
        ++line_;
        return false;
    }
    if (c == '\0') throw failure(line_, fields_.size(), "a NUL byte; CSV is text, in UTF-8");
    throw failure(line_, fields_.size(),
                  fields_.back().quoted
                      ? "text after the closing quote; a quote inside a quoted field is written twice"
                      : "a quote inside a field that does not begin with one; put the whole field in quotes and write "
                        "quotes inside it twice");
}

// Makes room behind the record so far, and reads on. False at the end of the stream.
bool CsvReader::refill() {
    check_field_length(position() - std::min(field_, position()));
    if (record_ != 0) {
        std::memmove(window_.data(), window_.data() + record_, end_ - record_);
        at_ -= record_;
        end_ -= record_;
        record_ = 0;
    }
    if (end_ == window_.size()) {
        if (end_ >= max_record_bytes) {
            throw failure(line_, fields_.size() + 1, format("a record of more than {} bytes", max_record_bytes));
        }
        window_.resize(2 * window_.size());
    }
    const std::size_t got = read_(std::span<char>(window_).subspan(end_));
    end_ += got;
    return got != 0;
}

void CsvReader::check_field_length(std::size_t length) const {
    if (length <= max_field_bytes) return;
    fail_here(format("a field of more than {} bytes{}", max_field_bytes,
                     opened_ == no_quote ? "" : "; is the quote that opens it never closed?"));
}

void CsvReader::fail_here(std::string_view what) const {
    throw failure(opened_ == no_quote ? line_ : opened_, fields_.size() + 1, what);
}

Error CsvReader::failure(std::size_t line, std::size_t column, std::string_view what, std::string_view label) const {
    const std::string named = label.empty() ? "" : " (" + shown_entry(label) + ")";
    return error(GLIA_ERROR_FORMAT, "{}: line {}, column {}{}: {}", name_, line, column, named, what);
}

}  // namespace glia
