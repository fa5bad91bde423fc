#include "io/strict_json.hpp"

#include <unordered_set>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/json.hpp"

namespace glia {
namespace {

Error malformed(std::string text) {
    return {GLIA_ERROR_FORMAT, std::move(text)};
}

std::string place(JsonVisitor::Path path) {
    std::string text;
    for (const std::string& step : path) text += format("{}{}", text.empty() || step == "[]" ? "" : ".", step);
    return text.empty() ? "the whole JSON" : format("'{}'", printable(text));
}

Error refused(JsonVisitor::Path path, std::string_view kind) {
    return malformed(format("{} is {}, which does not belong there", place(path), kind));
}

void refuse_nul(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) throw malformed("a text contains NUL");
}

// Keeps the path, and the keys of the objects that are open.
class Handler final : public Json::json_sax_t {
 public:
    explicit Handler(JsonVisitor& visitor) : visitor_(visitor) {}

    bool null() override { throw refused(path_, "null"); }
    bool boolean(bool) override { throw refused(path_, "true or false"); }
    bool number_integer(std::int64_t) override { throw refused(path_, "a negative number"); }
    bool number_float(double, const std::string&) override {
        throw refused(path_, "no whole number, or a very large one");
    }
    bool binary(Json::binary_t&) override { throw refused(path_, "binary"); }

    bool number_unsigned(std::uint64_t value) override {
        visitor_.number(path_, value);
        return true;
    }
    bool string(std::string& value) override {
        refuse_nul(value);
        visitor_.string(path_, std::move(value));
        return true;
    }

    bool start_object(std::size_t) override {
        visitor_.begin_object(path_);
        path_.emplace_back();
        keys_.emplace_back();
        return true;
    }
    bool key(std::string& name) override {
        refuse_nul(name);
        path_.back() = name;
        if (!keys_.back().insert(std::move(name)).second) throw malformed(place(path_) + " stands twice");
        return true;
    }
    bool end_object() override {
        path_.pop_back();
        keys_.pop_back();
        visitor_.end_object(path_);
        return true;
    }

    bool start_array(std::size_t) override {
        visitor_.begin_array(path_);
        path_.emplace_back("[]");
        return true;
    }
    bool end_array() override {
        path_.pop_back();
        return true;
    }

    bool parse_error(std::size_t position, const std::string&, const Json::exception&) override {
        throw malformed(format("not valid JSON at byte {}", position));
    }

 private:
    JsonVisitor& visitor_;
    std::vector<std::string> path_;
    std::vector<std::unordered_set<std::string>> keys_;  // of the open objects, the outermost first
};

}  // namespace

void JsonVisitor::begin_object(Path path) {
    throw refused(path, "an object");
}

void JsonVisitor::begin_array(Path path) {
    throw refused(path, "an array");
}

void JsonVisitor::string(Path path, std::string) {
    throw refused(path, "a text");
}

void JsonVisitor::number(Path path, std::uint64_t) {
    throw refused(path, "a number");
}

void visit_json(std::string_view text, JsonVisitor& visitor) {
    // The parser takes NUL for the end of the text, and would not look at what follows.
    const std::size_t nul = text.find('\0');
    if (nul != std::string_view::npos) throw malformed(format("not valid JSON at byte {}", nul + 1));
    Handler handler(visitor);
    Json::sax_parse(text, &handler);
}

std::string json_string(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) throw invalid("the text contains NUL");
    try {
        return Json(text).dump();
    } catch (const Json::type_error&) {
        throw invalid("the text is not valid UTF-8");
    }
}

}  // namespace glia
