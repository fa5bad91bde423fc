#include "io/csv.hpp"

#include <memory>

#include "base/error.hpp"
#include "io/csv_metadata.hpp"
#include "io/csv_schema.hpp"

namespace glia {
namespace {

// Memory of exactly the right size.
std::shared_ptr<DatasetRows> make_rows(const CsvSchema& schema) {
    auto rows = std::make_shared<DatasetRows>(describe_csv(schema));
    rows->owned_x = Buffer<float>(checked_product(rows->rows, rows->features));
    rows->owned_targets = Buffer<float>(checked_product(rows->rows, rows->outputs));
    rows->owned_classes = Buffer<std::int32_t>(schema.kind == CsvTarget::classes ? rows->rows : 0);
    rows->x = {rows->owned_x.data(), rows->features};
    rows->targets = {rows->owned_targets.data(), rows->outputs};
    rows->classes = rows->owned_classes.data();
    return rows;
}

RowPlace place_of(DatasetRows& rows, std::size_t row) {
    return {rows.owned_x.data() + row * rows.features,
            rows.owned_targets.empty() ? nullptr : rows.owned_targets.data() + row * rows.outputs,
            rows.owned_classes.empty() ? nullptr : rows.owned_classes.data() + row};
}

void fill(DatasetRows& rows, const CsvSchema& schema, const CsvOptions& options, InputFile& file) {
    const CsvRowParser parser(schema);
    std::vector<CsvMetadata> metadata;
    for (std::size_t k = 0; k < options.metadata.size(); ++k) {
        metadata.emplace_back(schema.layout.metadata[k], options.metadata[k].numbers);
    }
    const auto changed = [&] { return error(GLIA_ERROR_IO, "{} changed while it was read", file.name()); };
    CsvReader reader = csv_reader(file, schema.delimiter);
    if (schema.layout.header) reader.next();
    std::size_t row = 0;
    for (; reader.next(); ++row) {
        if (row == rows.rows) throw changed();
        parser.parse(reader, place_of(rows, row));
        for (CsvMetadata& column : metadata) column.add(reader, schema.layout);
    }
    if (row != rows.rows) throw changed();
    for (const CsvMetadata& column : metadata) rows.metadata.push_back(column.values());
}

}  // namespace

Dataset read_csv(InputFile& file, const CsvOptions& options) {
    const CsvSchema schema = survey_csv(file, options);
    const std::shared_ptr<DatasetRows> rows = make_rows(schema);
    fill(*rows, schema, options, file);
    return Dataset(rows, Numbers::known_finite);
}

}  // namespace glia
