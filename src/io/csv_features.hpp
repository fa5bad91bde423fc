// Which features of a CSV file are categorical, and what their categories are.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "io/csv_layout.hpp"
#include "io/csv_options.hpp"
#include "io/csv_target.hpp"

namespace glia {

// Looks at the features of every record once, to find the columns of text.
class FeatureSurvey {
 public:
    // `first` is the reader's first record. Throws Error for a column in the options that is no feature, or that is
    // there twice, and for names given twice.
    FeatureSurvey(const CsvReader& first, const CsvLayout& layout, const CsvOptions& options);

    // Whether records need to be looked at.
    bool looks() const noexcept { return text_is_categorical_; }
    // Throws Error where text stands among numbers: then one of them is a slip.
    void add(const CsvReader& record, const CsvLayout& layout);

    // The categories of each feature that are known without reading on. A feature whose categories are to be learnt has
    // one in `learn`.
    std::vector<std::vector<std::string>> known() const { return known_; }
    std::vector<bool> learn() const;

 private:
    enum class Kind {
        open,  // nothing but missing values so far
        number,
        text,
        decided,  // by the options
    };

    void judge(const CsvReader& record, const CsvLayout& layout, std::size_t feature);

    bool text_is_categorical_;
    bool missing_allowed_;
    std::vector<Kind> kinds_;
    std::vector<bool> learn_;
    std::vector<std::vector<std::string>> known_;
};

// Collects the categories of some features.
class CategorySurvey {
 public:
    CategorySurvey(std::vector<bool> learn, bool missing_allowed);

    bool looks() const noexcept;
    void add(const CsvReader& record, const CsvLayout& layout);
    // Puts what was learnt beside what is known.
    void put(std::vector<std::vector<std::string>>& categories) const;

 private:
    std::vector<std::size_t> features_;
    bool missing_allowed_;
    std::vector<EntrySet> seen_;
};

}  // namespace glia
