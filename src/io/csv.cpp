#include "io/csv.hpp"

#include <memory>
#include <utility>

#include "base/error.hpp"

namespace glia {
namespace {

CsvReader reader_of(InputFile& file) {
    file.rewind();
    return {[&file](std::span<char> bytes) { return file.read(bytes); }, file.name()};
}

// What the first reading finds out.
struct Survey {
    CsvLayout layout;
    std::size_t rows = 0;
    CsvTarget kind = CsvTarget::none;
    std::vector<std::string> classes;
};

Survey look_through(InputFile& file, const CsvOptions& options) {
    CsvReader reader = reader_of(file);
    if (!reader.next()) throw error(GLIA_ERROR_FORMAT, "{} is empty; a header or a row is needed", file.name());
    Survey survey;
    survey.layout = find_layout(
        reader, {.present = options.kind != CsvTarget::none, .name = options.target ? &*options.target : nullptr});

    const bool learn =
        options.kind == CsvTarget::automatic || (options.kind == CsvTarget::classes && options.classes.empty());
    TargetSurvey target(options.kind);
    bool more = !survey.layout.header || reader.next();
    for (; more; more = reader.next()) {
        check_width(reader, survey.layout);
        if (learn) target.add(reader, survey.layout);
        ++survey.rows;
    }
    survey.kind = learn ? target.kind() : options.kind;
    survey.classes = learn && survey.kind == CsvTarget::classes ? target.names() : options.classes;
    return survey;
}

float number_at(const CsvReader& record, const CsvLayout& layout, std::size_t field) {
    float value = 0;
    const std::string_view text = record.text(field);
    const CsvEntry type = parse_entry(text, value);
    if (type == CsvEntry::number) return value;
    const auto fail = [&](std::string_view what) { return failure_at(record, layout, field, what); };
    switch (type) {
        case CsvEntry::empty:
            throw fail("the field is empty; a number is needed");
        case CsvEntry::not_finite:
            throw fail(format("{} is not a finite number", shown_entry(text)));
        case CsvEntry::too_large:
            throw fail(format("{} is outside the range of float32", shown_entry(text)));
        default:
            throw fail(format("{} is not a number", shown_entry(text)));
    }
}

// Memory of exactly the right size.
std::shared_ptr<DatasetRows> make_rows(const Survey& survey) {
    auto rows = std::make_shared<DatasetRows>();
    rows->rows = survey.rows;
    rows->features = survey.layout.features();
    rows->outputs = survey.kind == CsvTarget::values ? 1 : 0;
    rows->feature_names = survey.layout.feature_names();
    rows->class_names = survey.classes;
    rows->owned_x = Buffer<float>(checked_product(rows->rows, rows->features));
    rows->owned_targets = Buffer<float>(rows->rows * rows->outputs);
    rows->owned_classes = Buffer<std::int32_t>(survey.kind == CsvTarget::classes ? rows->rows : 0);
    rows->x = {rows->owned_x.data(), rows->features};
    rows->targets = {rows->owned_targets.data(), rows->outputs};
    rows->classes = rows->owned_classes.data();
    return rows;
}

// One record into row `row`.
void fill_row(DatasetRows& rows, std::size_t row, const Survey& survey, const ClassLookup& classes,
              const CsvReader& record) {
    const CsvLayout& layout = survey.layout;
    float* x = rows.owned_x.data() + row * rows.features;
    for (std::size_t field = 0; field < layout.columns; ++field) {
        if (field != layout.target) {
            *x++ = number_at(record, layout, field);
        } else if (survey.kind == CsvTarget::values) {
            rows.owned_targets[row] = number_at(record, layout, field);
        } else {
            rows.owned_classes[row] = classes.of(record, layout);
        }
    }
}

void fill(DatasetRows& rows, const Survey& survey, InputFile& file) {
    const ClassLookup classes(survey.classes);
    const auto changed = [&] { return error(GLIA_ERROR_IO, "{} changed while it was read", file.name()); };
    CsvReader reader = reader_of(file);
    if (survey.layout.header) reader.next();
    std::size_t row = 0;
    for (; reader.next(); ++row) {
        if (row == rows.rows) throw changed();
        check_width(reader, survey.layout);
        fill_row(rows, row, survey, classes, reader);
    }
    if (row != rows.rows) throw changed();
}

}  // namespace

Dataset read_csv(InputFile& file, const CsvOptions& options) {
    const Survey survey = look_through(file, options);
    const std::shared_ptr<DatasetRows> rows = make_rows(survey);
    fill(*rows, survey, file);
    return Dataset(rows, Numbers::known_finite);
}

}  // namespace glia
