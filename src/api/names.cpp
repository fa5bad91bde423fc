#include "api/names.hpp"

#include "api/guard.hpp"
#include "core/data/dataset.hpp"

namespace glia::api {

std::vector<std::string> copy_names(const char* const* names, std::size_t count, const char* what,
                                    const char* count_what) {
    required(names, what);
    if (count == 0 || count > max_classes) {
        throw invalid("{} is {}; it must be from 1 to {}", count_what, count, max_classes);
    }
    std::vector<std::string> copies;
    for (std::size_t i = 0; i < count; ++i) {
        if (names[i] == nullptr) throw invalid("{}[{}] is NULL", what, i);
        if (!valid_utf8(names[i])) throw invalid("{}[{}] is not UTF-8: '{}'", what, i, printable(names[i]));
        copies.emplace_back(names[i]);
    }
    return copies;
}

}  // namespace glia::api
