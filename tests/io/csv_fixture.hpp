// What the tests of CSV files share.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "io/csv.hpp"
#include "io/temp_file.hpp"

namespace glia::test {

using Names = std::vector<std::string>;

inline Dataset read(std::string_view text, const CsvOptions& options = {}) {
    const TempFile file(text);
    InputFile input(file.path());
    return read_csv(input, options);
}

// What is said after the file's name.
inline std::string refusal(std::string_view text, const CsvOptions& options = {},
                           glia_status status = GLIA_ERROR_FORMAT) {
    const TempFile file(text);
    try {
        InputFile input(file.path());
        read_csv(input, options);
    } catch (const Error& e) {
        EXPECT_EQ(e.status(), status) << e.what();
        const std::string name = "'" + file.path() + "'";
        std::string message = e.what();
        EXPECT_TRUE(message.starts_with(name) || status == GLIA_ERROR_INVALID_ARGUMENT) << message;
        return message.starts_with(name) ? message.substr(name.size()) : message;
    }
    return "accepted";
}

inline std::vector<float> row(const Dataset& dataset, std::size_t i) {
    return {dataset.x(i), dataset.x(i) + dataset.features()};
}

inline std::vector<std::int32_t> classes(const Dataset& dataset) {
    std::vector<std::int32_t> result;
    for (std::size_t i = 0; i < dataset.rows(); ++i) result.push_back(dataset.class_of(i));
    return result;
}

inline CsvOptions target(const std::string& name, CsvTarget kind = CsvTarget::automatic) {
    CsvOptions options;
    options.targets = {name};
    options.kind = kind;
    return options;
}

inline CsvOptions kind(CsvTarget wanted) {
    CsvOptions options;
    options.kind = wanted;
    return options;
}

inline CsvOptions known_classes(const Names& names) {
    CsvOptions options = kind(CsvTarget::classes);
    options.classes = names;
    return options;
}

}  // namespace glia::test
