#include "io/csv_target.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <tuple>

#include "base/error.hpp"
#include "core/data/dataset.hpp"

namespace glia {
namespace {

// Whole numbers of more different values than this are taken for values (GLIA_TARGET_AUTO, dataset.h).
constexpr std::size_t max_automatic_classes = 100;

}  // namespace

void TargetSurvey::add(const CsvReader& record, const CsvLayout& layout) {
    const std::string_view entry = name_in(record, column_);
    if (!seen_.contains(entry)) add_new(record, layout, entry);
}

void TargetSurvey::add_new(const CsvReader& record, const CsvLayout& layout, std::string_view entry) {
    const auto fail = [&](std::string_view what) { return failure_at(record, layout, column_, what); };
    double value = 0;
    const CsvEntry type = parse_entry(entry, value);
    if (type == CsvEntry::empty) throw fail("the target is empty");
    if (type == CsvEntry::text && !valid_utf8(entry)) throw fail(format("{} is not UTF-8", shown_entry(entry)));

    if (kind_ == CsvTarget::automatic) {
        if (type == CsvEntry::text) {
            has_text_ = true;
        } else {
            ++numbers_;
            const bool whole = type == CsvEntry::number && value == std::floor(value);
            if (!whole || numbers_ > max_automatic_classes) has_values_ = true;
        }
        if (has_text_ && has_values_) {
            throw fail(
                format("with {} the target has both text and too many numbers for classes; correct the file, or "
                       "say whether the target is classes or values",
                       shown_entry(entry)));
        }
        if (has_values_) {
            seen_.clear();  // from here on, every entry comes here and is only asked whether it is text
            return;
        }
    }
    if (seen_.size() == max_classes) {
        throw fail(format("the target has more than {} different entries; it does not look like classes", max_classes));
    }
    seen_.emplace(entry);
}

CsvTarget TargetSurvey::kind() const noexcept {
    if (has_values_) return CsvTarget::values;
    return seen_.empty() ? CsvTarget::none : CsvTarget::classes;
}

std::vector<std::string> TargetSurvey::names() const {
    return sorted_entries(seen_);
}

std::vector<std::string> sorted_entries(const EntrySet& entries) {
    using Key = std::tuple<bool, double, std::string_view>;  // text?, number, spelling
    std::vector<Key> keys;
    keys.reserve(entries.size());
    for (const std::string& entry : entries) {
        double value = 0;
        const bool number = parse_entry(entry, value) == CsvEntry::number;
        keys.emplace_back(!number, value, entry);
    }
    std::sort(keys.begin(), keys.end());
    std::vector<std::string> names;
    names.reserve(keys.size());
    for (const Key& key : keys) names.emplace_back(std::get<2>(key));
    return names;
}

EntryLookup::EntryLookup(const std::vector<std::string>& names, Words words) : names_(names), words_(words) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        const bool added = index_.emplace(names[i], static_cast<std::int32_t>(i)).second;
        if (!added) throw invalid("{}: {} is given twice", words.many, shown_entry(names[i]));
    }
}

std::int32_t EntryLookup::of(const CsvReader& record, const CsvLayout& layout, std::size_t column) const {
    const std::string_view entry = name_in(record, column);
    if (const auto found = index_.find(entry); found != index_.end()) return found->second;
    throw failure_at(record, layout, column,
                     format("unknown {} {}; {} are known{}", words_.one, shown_entry(entry), names_.size(),
                            similar_names(entry, names_)));
}

}  // namespace glia
