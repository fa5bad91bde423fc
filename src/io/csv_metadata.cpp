#include "io/csv_metadata.hpp"

#include <limits>

#include "base/error.hpp"

namespace glia {

void CsvMetadata::add(const CsvReader& record, const CsvLayout& layout) {
    if (numbers_) {
        values_.push_back(number_in(record, layout));
    } else {
        of_rows_.push_back(index_in(record, layout));
    }
}

double CsvMetadata::number_in(const CsvReader& record, const CsvLayout& layout) const {
    double value = 0;
    const std::string_view entry = record.text(column_);
    const CsvEntry type = parse_entry(entry, value);
    if (type == CsvEntry::number) return value;
    throw failure_at(record, layout, column_,
                     type == CsvEntry::empty ? "the field is empty; a number is needed"
                                             : format("{} is not a finite number", shown_entry(entry)));
}

std::uint32_t CsvMetadata::index_in(const CsvReader& record, const CsvLayout& layout) {
    const std::string_view entry = name_in(record, column_);
    if (const auto found = indices_.find(entry); found != indices_.end()) return found->second;
    if (entry.empty()) throw failure_at(record, layout, column_, "the field is empty; an entry is needed");
    if (!valid_utf8(entry)) {
        throw failure_at(record, layout, column_, format("{} is not UTF-8", shown_entry(entry)));
    }
    if (indices_.size() == std::numeric_limits<std::int32_t>::max()) {
        throw failure_at(record, layout, column_, "the column has more different entries than int32 can count");
    }
    const auto index = static_cast<std::uint32_t>(indices_.size());
    indices_.emplace(entry, index);
    return index;
}

std::vector<double> CsvMetadata::values() const {
    if (numbers_) return values_;
    EntrySet entries;
    for (const auto& [entry, index] : indices_) entries.insert(entry);
    std::vector<double> places(indices_.size());
    double place = 0;
    for (const std::string& entry : sorted_entries(entries)) places[indices_.at(entry)] = place++;
    std::vector<double> values;
    values.reserve(of_rows_.size());
    for (const std::uint32_t index : of_rows_) values.push_back(places[index]);
    return values;
}

}  // namespace glia
