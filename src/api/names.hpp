// Lists of names that a caller hands in.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace glia::api {

// `count` names, from 1 to max_classes. what, count_what: the parameters, as the header writes them. Throws Error for a
// name that is NULL or not UTF-8.
std::vector<std::string> copy_names(const char* const* names, std::size_t count, const char* what,
                                    const char* count_what);

}  // namespace glia::api
