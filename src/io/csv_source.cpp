#include "io/csv_source.hpp"

#include <memory>
#include <utility>

#include "base/error.hpp"
#include "io/csv_schema.hpp"

namespace glia {
namespace {

class CsvCursor final : public RowCursor {
 public:
    CsvCursor(InputFile file, const CsvSchema& schema)
        : file_(std::move(file)), schema_(schema), parser_(schema), reader_(csv_reader(file_, schema.delimiter)) {
        if (schema.layout.header) reader_.next();
    }

    void seek(std::size_t row) override {
        unless_resized([&] {
            for (; row_ < row; ++row_) next();
        });
    }

    void read(std::size_t rows, const RowPlace& place) override {
        const std::size_t features = schema_.features();
        unless_resized([&] {
            for (std::size_t i = 0; i < rows; ++i, ++row_) {
                next();
                parser_.parse(reader_, place.after(i, features, schema_.outputs()));
            }
        });
    }

    void finish() override {
        unless_resized([&] {
            if (reader_.next()) throw changed();
        });
    }

 private:
    Error changed() const { return error(GLIA_ERROR_IO, "{} changed since it was opened", file_.name()); }

    // In a file that has been cut short, the line where it ends looks malformed: that is not what is wrong with it.
    template <class Work>
    void unless_resized(const Work& work) const {
        try {
            work();
        } catch (const Error& failure) {
            if (failure.status() == GLIA_ERROR_FORMAT && file_.resized()) throw changed();
            throw;
        }
    }

    void next() {
        if (!reader_.next()) throw changed();
    }

    InputFile file_;
    const CsvSchema& schema_;
    CsvRowParser parser_;
    CsvReader reader_;  // on file_, which must stay where it is
    std::size_t row_ = 0;
};

class CsvSource final : public RowSource {
 public:
    CsvSource(InputFile file, CsvSchema schema) : file_(std::move(file)), schema_(std::move(schema)) {}

    std::unique_ptr<RowCursor> open() const override { return std::make_unique<CsvCursor>(file_.again(), schema_); }
    // Where a row begins is known only to who reads on to it.
    bool seeks() const noexcept override { return false; }
    bool reads_ahead() const noexcept override { return true; }
    bool can_be_judged() const noexcept override { return true; }

 private:
    InputFile file_;
    CsvSchema schema_;
};

}  // namespace

Dataset stream_csv(InputFile file, const CsvOptions& options, std::size_t window) {
    if (!options.metadata.empty()) {
        throw error(
            GLIA_ERROR_UNSUPPORTED,
            "{}: column {} is to be kept as metadata of the rows, but a stream keeps nothing: open it in memory",
            file.name(), shown_entry(options.metadata.front().column));
    }
    CsvSchema schema = survey_csv(file, options);
    auto rows = std::make_shared<DatasetRows>(describe_csv(schema));
    rows->window = window == 0 ? default_window(rows->features, rows->outputs) : window;
    rows->source = std::make_shared<CsvSource>(std::move(file), std::move(schema));
    return Dataset(std::move(rows));
}

}  // namespace glia
