#include "io/csv_features.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "core/data/dataset.hpp"

namespace glia {

FeatureSurvey::FeatureSurvey(const CsvReader& first, const CsvLayout& layout, const CsvOptions& options)
    : text_is_categorical_(options.text_is_categorical),
      missing_allowed_(options.missing_allowed),
      kinds_(layout.features.size(), Kind::open),
      learn_(layout.features.size()),
      known_(layout.features.size()) {
    const auto decide = [&](const std::string& name) {
        const std::size_t feature = find_feature(first, layout, name);
        if (kinds_[feature] == Kind::decided) {
            throw invalid("column {} is categorical already; each column is given once", shown_entry(name));
        }
        kinds_[feature] = Kind::decided;
        return feature;
    };
    for (const std::string& name : options.categorical) learn_[decide(name)] = true;
    for (const CsvOptions::Categories& each : options.categories) known_[decide(each.column)] = each.names;
}

void FeatureSurvey::add(const CsvReader& record, const CsvLayout& layout) {
    for (std::size_t feature = 0; feature < kinds_.size(); ++feature) {
        if (kinds_[feature] != Kind::decided) judge(record, layout, feature);
    }
}

void FeatureSurvey::judge(const CsvReader& record, const CsvLayout& layout, std::size_t feature) {
    const std::size_t column = layout.features[feature];
    const std::string_view text = record.text(column);
    if (missing_allowed_ && is_missing(text)) return;
    float ignored = 0;
    const CsvEntry entry = parse_entry(text, ignored);
    if (entry == CsvEntry::empty) return;  // the reading will say so
    const Kind kind = entry == CsvEntry::text ? Kind::text : Kind::number;
    if (kinds_[feature] == Kind::open) kinds_[feature] = kind;
    if (kinds_[feature] == kind) return;
    throw failure_at(
        record, layout, column,
        format("{} is {}; correct the file, leave the column out, or say that it is categorical", shown_entry(text),
               kind == Kind::text ? "text in a column of numbers" : "a number in a column of text"));
}

std::vector<bool> FeatureSurvey::learn() const {
    std::vector<bool> learn = learn_;
    for (std::size_t feature = 0; feature < learn.size(); ++feature) {
        if (kinds_[feature] == Kind::text) learn[feature] = true;
    }
    return learn;
}

CategorySurvey::CategorySurvey(std::vector<bool> learn, bool missing_allowed) : missing_allowed_(missing_allowed) {
    for (std::size_t feature = 0; feature < learn.size(); ++feature) {
        if (learn[feature]) features_.push_back(feature);
    }
    seen_.resize(features_.size());
}

bool CategorySurvey::looks() const noexcept {
    return !features_.empty();
}

void CategorySurvey::add(const CsvReader& record, const CsvLayout& layout) {
    for (std::size_t i = 0; i < features_.size(); ++i) {
        const std::size_t column = layout.features[features_[i]];
        const std::string_view entry = name_in(record, column);
        if (seen_[i].contains(entry) || (missing_allowed_ && is_missing(entry))) continue;
        const auto fail = [&](std::string_view what) { return failure_at(record, layout, column, what); };
        if (entry.empty()) throw fail("the field is empty; a category is needed");
        if (!valid_utf8(entry)) throw fail(format("{} is not UTF-8", shown_entry(entry)));
        if (seen_[i].size() == max_classes) {
            throw fail(
                format("the column has more than {} different entries; it does not look like categories", max_classes));
        }
        seen_[i].emplace(entry);
    }
}

void CategorySurvey::put(std::vector<std::vector<std::string>>& categories) const {
    for (std::size_t i = 0; i < features_.size(); ++i) categories[features_[i]] = sorted_entries(seen_[i]);
}

}  // namespace glia
