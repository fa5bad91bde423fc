#include "patterns.hpp"

#include <cmath>
#include <regex>

namespace glia::test {

bool matches(const std::string& text, const std::string& pattern) {
    return std::regex_match(text, std::regex(pattern));
}

bool has_match(const std::string& text, const std::string& pattern) {
    return std::regex_search(text, std::regex(pattern));
}

std::vector<std::string> captures(const std::string& text, const std::string& pattern) {
    std::vector<std::string> groups;
    const std::regex compiled(pattern);
    for (std::sregex_iterator i(text.begin(), text.end(), compiled), end; i != end; ++i) groups.push_back(i->str(1));
    return groups;
}

double number_in(const std::string& text, const std::string& pattern) {
    std::smatch match;
    return std::regex_search(text, match, std::regex(pattern)) ? std::stod(match.str(1)) : std::nan("");
}

}  // namespace glia::test
