// The text of an NPY header: the Python literals that NumPy writes, and nothing that would have to be evaluated.
#include <algorithm>
#include <bit>
#include <charconv>

#include "base/error.hpp"
#include "io/npy_header.hpp"

namespace glia {
namespace {

class DictionaryParser {
 public:
    DictionaryParser(std::string_view text, const std::string& name) : text_(text), name_(name) {}

    NpyHeader parse() {
        expect('{');
        while (!taken('}')) {
            read_entry();
            if (taken('}')) break;
            expect(',');
        }
        skip_blanks();
        if (at_ != text_.size()) throw malformed("goes on after its closing brace");
        const char* const missing = !has_type_    ? "descr"
                                    : !has_order_ ? "fortran_order"
                                    : !has_shape_ ? "shape"
                                                  : nullptr;
        if (missing != nullptr) throw malformed(format("has no '{}'", missing));
        return std::move(header_);
    }

 private:
    Error malformed(std::string_view what) const {
        return error(GLIA_ERROR_FORMAT, "{}: its NPY header {}", name_, what);
    }

    void skip_blanks() noexcept {
        while (at_ != text_.size() && std::string_view(" \t\n\r").find(text_[at_]) != std::string_view::npos) ++at_;
    }

    bool taken(char c) noexcept {
        skip_blanks();
        const bool there = at_ != text_.size() && text_[at_] == c;
        if (there) ++at_;
        return there;
    }

    void expect(char c) {
        if (!taken(c)) throw malformed(format("is malformed: '{}' is expected at character {}", c, at_ + 1));
    }

    void once(bool& seen, std::string_view key) {
        if (seen) throw malformed(format("has '{}' twice", key));
        seen = true;
    }

    void read_entry() {
        const std::string_view key = read_string();
        expect(':');
        if (key == "descr") {
            once(has_type_, key);
            read_type();
        } else if (key == "fortran_order") {
            once(has_order_, key);
            if (read_bool()) {
                throw error(GLIA_ERROR_UNSUPPORTED,
                            "{} is in Fortran order, column after column; save it in C order "
                            "(numpy.ascontiguousarray)",
                            name_);
            }
        } else if (key == "shape") {
            once(has_shape_, key);
            read_shape();
        } else {
            throw malformed(format("has '{}'; only descr, fortran_order and shape are known", printable(key)));
        }
    }

    // Without escapes: NumPy writes none for what is read here.
    std::string_view read_string() {
        skip_blanks();
        const char quote = at_ == text_.size() ? '\0' : text_[at_];
        if (quote != '\'' && quote != '"') expect('\'');
        const std::size_t end = text_.find(quote, at_ + 1);
        if (end == std::string_view::npos) throw malformed("is malformed: a quote is never closed");
        const std::string_view result = text_.substr(at_ + 1, end - at_ - 1);
        at_ = end + 1;
        return result;
    }

    bool read_bool() {
        skip_blanks();
        for (const std::string_view word : {"True", "False"}) {
            if (!text_.substr(at_).starts_with(word)) continue;
            at_ += word.size();
            return word == "True";
        }
        throw malformed(format("is malformed: True or False is expected at character {}", at_ + 1));
    }

    // A tuple of whole numbers; Python 2 wrote some as 3L.
    void read_shape() {
        expect('(');
        while (!taken(')')) {
            std::size_t size = 0;
            skip_blanks();
            const auto [stop, code] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), size);
            if (code != std::errc()) throw malformed(format("has a shape without a size at character {}", at_ + 1));
            at_ = static_cast<std::size_t>(stop - text_.data());
            if (at_ != text_.size() && text_[at_] == 'L') ++at_;
            header_.shape.push_back(size);
            if (header_.shape.size() > max_dimensions) {
                throw malformed(format("has a shape of more than {} dimensions", max_dimensions));
            }
            if (taken(')')) break;
            expect(',');
        }
    }

    void read_type() {
        skip_blanks();
        if (at_ != text_.size() && text_[at_] == '[') {
            throw error(GLIA_ERROR_UNSUPPORTED,
                        "{} has a structured dtype, of named fields; save an array of plain numbers", name_);
        }
        const std::string_view descr = read_string();
        const auto unsupported = [&](std::string_view what) {
            return error(GLIA_ERROR_UNSUPPORTED, "{} has dtype '{}'{}; float32, float64, integers and bool can be read",
                         name_, printable(descr, 20), what);
        };
        if (descr.size() < 2) throw unsupported("");
        const char order = descr[0];
        const char kind = descr[1];
        if (kind == 'O') throw unsupported(", Python objects, which only Python can read");
        if (kind == 'U' || kind == 'S') throw unsupported(", text");
        if (kind == 'c') throw unsupported(", complex numbers");
        if (kind == 'M' || kind == 'm') throw unsupported(", times");
        const std::string_view size = descr.substr(2);
        const std::size_t width = size.size() == 1 && size[0] >= '1' && size[0] <= '8'
                                      ? static_cast<std::size_t>(size[0] - '0')
                                      : std::size_t{0};
        const bool known = (kind == 'f' && (width == 4 || width == 8)) || (kind == 'b' && width == 1) ||
                           ((kind == 'i' || kind == 'u') && std::has_single_bit(width));
        if (!known || std::string_view("<>|=").find(order) == std::string_view::npos) throw unsupported("");
        const char own = std::endian::native == std::endian::little ? '<' : '>';
        header_.type = {kind, width, width > 1 && (order == '<' || order == '>') && order != own};
    }

    static constexpr std::size_t max_dimensions = 64;  // NumPy's own limit

    std::string_view text_;
    const std::string& name_;
    std::size_t at_ = 0;
    NpyHeader header_;
    bool has_type_ = false;
    bool has_order_ = false;
    bool has_shape_ = false;
};

}  // namespace

NpyHeader parse_npy_dictionary(std::string_view text, const std::string& name) {
    return DictionaryParser(text, name).parse();
}

}  // namespace glia
