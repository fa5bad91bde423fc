#include "io/safetensors.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <span>
#include <tuple>
#include <utility>

#include "base/error.hpp"
#include "io/strict_json.hpp"

namespace glia {
namespace {

static_assert(std::endian::native == std::endian::little, "lengths and tensors are copied as they lie in memory");

constexpr std::size_t length_size = sizeof(std::uint64_t);
constexpr std::size_t alignment = 64;
constexpr std::string_view metadata_key = "__metadata__";

template <class... Arguments>
Error malformed(fmt::format_string<Arguments...> text, Arguments&&... arguments) {
    return error(GLIA_ERROR_FORMAT, text, std::forward<Arguments>(arguments)...);
}

// Builds the header from the events of its JSON.
class HeaderVisitor final : public JsonVisitor {
 public:
    SafetensorsHeader take() { return std::move(header_); }

    void begin_object(Path path) override {
        if (path.size() > 1) return JsonVisitor::begin_object(path);
        if (path.empty() || path[0] == metadata_key) return;
        entry_ = {};
        entry_.name = path[0];
        has_shape_ = false;
        offsets_.clear();
    }

    void begin_array(Path path) override {
        if (is_member(path, "shape")) {
            has_shape_ = true;
        } else if (!is_member(path, "data_offsets")) {
            JsonVisitor::begin_array(path);
        }
    }

    void string(Path path, std::string value) override {
        if (path.size() == 2 && path[0] == metadata_key) {
            header_.metadata.emplace(path[1], std::move(value));
        } else if (is_member(path, "dtype")) {
            entry_.dtype = std::move(value);
        } else {
            JsonVisitor::string(path, std::move(value));
        }
    }

    void number(Path path, std::uint64_t value) override {
        if (path.size() != 3) return JsonVisitor::number(path, value);
        // begin_array has let through no other array than these two.
        (path[1] == "shape" ? entry_.shape : offsets_).push_back(value);
    }

    void end_object(Path path) override {
        if (path.empty() || path[0] == metadata_key) return;
        const std::string name = printable(entry_.name);
        if (entry_.dtype.empty()) throw malformed("tensor '{}' has no dtype", name);
        if (!has_shape_) throw malformed("tensor '{}' has no shape", name);
        if (offsets_.size() != 2) throw malformed("tensor '{}' has no data_offsets of two numbers", name);
        entry_.begin = offsets_[0];
        entry_.end = offsets_[1];
        header_.entries.push_back(std::move(entry_));
    }

 private:
    static bool is_member(Path path, std::string_view name) {
        return path.size() == 2 && path[0] != metadata_key && path[1] == name;
    }

    SafetensorsHeader header_;
    SafetensorsEntry entry_;
    bool has_shape_ = false;
    std::vector<std::uint64_t> offsets_;
};

// 0 where it does not matter.
std::uint64_t element_size(std::string_view dtype) noexcept {
    return dtype == "F32" ? sizeof(float) : dtype == "F64" ? sizeof(double) : 0;
}

void check_size(const SafetensorsEntry& entry) {
    if (entry.begin > entry.end) {
        throw malformed("tensor '{}' ends at byte {}, before it begins at {}", printable(entry.name), entry.end,
                        entry.begin);
    }
    std::uint64_t size = element_size(entry.dtype);
    if (size == 0) return;
    for (const std::uint64_t extent : entry.shape) {
        if (__builtin_mul_overflow(size, extent, &size)) {
            throw malformed("tensor '{}' has a shape larger than any memory", printable(entry.name));
        }
    }
    if (size != entry.end - entry.begin) {
        throw malformed("tensor '{}' needs {} bytes for its shape but has {}", printable(entry.name), size,
                        entry.end - entry.begin);
    }
}

// Entries are sorted: each must begin where the one before it ends, and the last must end with the file.
void check_layout(const std::vector<SafetensorsEntry>& entries, std::uint64_t data_size) {
    std::uint64_t filled = 0;
    const SafetensorsEntry* previous = nullptr;
    for (const SafetensorsEntry& entry : entries) {
        if (entry.begin < filled) {
            throw malformed("tensors '{}' and '{}' overlap", printable(previous->name), printable(entry.name));
        }
        if (entry.begin > filled) {
            throw malformed("there is a hole of {} bytes before tensor '{}'", entry.begin - filled,
                            printable(entry.name));
        }
        filled = entry.end;
        previous = &entry;
    }
    if (filled > data_size)
        throw malformed("truncated: its tensors take {} bytes, but {} are there", filled, data_size);
    if (filled < data_size) throw malformed("{} bytes follow its last tensor", data_size - filled);
}

void check_header_size(std::size_t size) {
    if (size <= safetensors_header_limit) return;
    throw invalid("the names and texts take {} bytes or more in a file; the most is {}", size,
                  safetensors_header_limit);
}

}  // namespace

std::string encode_safetensors_header(const SafetensorsHeader& header) {
    std::string text(length_size, '\0');
    text += format("{{{}:{{", json_string(metadata_key));
    const char* separator = "";
    for (const auto& [key, value] : header.metadata) {
        check_header_size(text.size() + key.size() + value.size());  // before much is built in vain
        text += format("{}{}:{}", separator, json_string(key), json_string(value));
        separator = ",";
    }
    text += "}";
    for (const SafetensorsEntry& entry : header.entries) {
        text += format(R"(,{}:{{"dtype":{},"shape":[{}],"data_offsets":[{},{}]}})", json_string(entry.name),
                       json_string(entry.dtype), join(entry.shape, ","), entry.begin, entry.end);
    }
    text += "}";
    text.resize((text.size() + alignment - 1) / alignment * alignment, ' ');
    check_header_size(text.size());
    const std::uint64_t length = text.size() - length_size;
    std::memcpy(text.data(), &length, length_size);
    return text;
}

std::string read_safetensors_header(ByteSource& source) {
    const std::uint64_t size = source.size();
    if (size == 0) throw malformed("it is empty");
    if (size < length_size) throw malformed("truncated, or not a safetensors file: it has {} bytes", size);

    std::uint64_t length = 0;
    source.read(0, std::as_writable_bytes(std::span(&length, 1)));
    if (length < 2 || length > safetensors_header_limit - length_size) throw malformed("not a safetensors file");
    const std::uint64_t present = std::min(length, size - length_size);

    std::string bytes(length_size + static_cast<std::size_t>(present), '\0');
    source.read(0, std::as_writable_bytes(std::span(bytes)));
    if (present > 0 && bytes[length_size] != '{') throw malformed("not a safetensors file");
    if (present < length) throw malformed("truncated: its header takes {} bytes, but {} are there", length, present);
    return bytes;
}

SafetensorsHeader decode_safetensors_header(std::string_view bytes, std::uint64_t file_size) {
    HeaderVisitor visitor;
    try {
        visit_json(bytes.substr(length_size), visitor);
    } catch (const Error& failure) {
        throw malformed("its header is malformed: {}", failure.what());
    }
    SafetensorsHeader header = visitor.take();
    for (const SafetensorsEntry& entry : header.entries) check_size(entry);
    // Empty tensors begin where the next one does, so the end decides too.
    std::ranges::sort(header.entries, {},
                      [](const SafetensorsEntry& entry) { return std::tuple(entry.begin, entry.end); });
    check_layout(header.entries, file_size - bytes.size());
    return header;
}

}  // namespace glia
