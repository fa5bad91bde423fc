// Regular expressions (ECMAScript's), compiled in one source: std::regex takes as long as the rest of a test.
#pragma once

#include <string>
#include <vector>

namespace glia::test {

// Whether the whole text is as the pattern says.
bool matches(const std::string& text, const std::string& pattern);

// Whether a part of it is.
bool has_match(const std::string& text, const std::string& pattern);

// The first group of each part that is.
std::vector<std::string> captures(const std::string& text, const std::string& pattern);

// The number in the first group of the first part that is; NaN where there is none.
double number_in(const std::string& text, const std::string& pattern);

}  // namespace glia::test
