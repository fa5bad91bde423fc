#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <locale>
#include <utility>

#include "core/model/inference.hpp"
#include "glia/version.h"
#include "io/model_file_fixture.hpp"

namespace glia {
namespace {

using namespace test;

constexpr std::size_t alignment = 64;

class ModelFile : public testing::Test {
 protected:
    ModelFile() { std::filesystem::create_directory(directory_); }
    ~ModelFile() override { std::filesystem::remove_all(directory_); }

    std::string path(const std::string& name = "model.safetensors") const { return directory_ + "/" + name; }

 private:
    std::string directory_ = testing::TempDir() + "glia-model-file-" + std::to_string(::getpid());
};

void expect_equal(const Model<float>& a, const Model<float>& b) {
    EXPECT_EQ(a.inputs(), b.inputs());
    EXPECT_EQ(a.classes(), b.classes());
    EXPECT_EQ(a.loss(), b.loss());
    ASSERT_EQ(a.layers(), b.layers());
    for (std::size_t i = 0; i < a.layers(); ++i) {
        const LayerDescription left = a.layer(i).describe();
        const LayerDescription right = b.layer(i).describe();
        EXPECT_EQ(left.kind, right.kind);
        EXPECT_EQ(left.units, right.units);
        EXPECT_EQ(left.activation, right.activation);
        EXPECT_EQ(left.activation_revision, right.activation_revision);
    }
    ASSERT_EQ(a.parameters().size(), b.parameters().size());
    EXPECT_EQ(std::memcmp(a.parameters().data(), b.parameters().data(), a.parameters().size_bytes()), 0);
}

std::vector<float> predicted(const Model<float>& model, const std::vector<float>& x) {
    const std::size_t rows = x.size() / model.inputs();
    std::vector<float> y(rows * model.outputs());
    Inference<float>(model, rows).predict(model, x.data(), rows, y.data());
    return y;
}

TEST_F(ModelFile, GivesBackEveryBitByPathAndByMemory) {
    const std::vector<Model<float>> models = {
        make_model(1, {{1, "identity"}}),
        make_model(5, {{7, "relu"}, {3, "leaky_relu(alpha=0.1)"}, {2, "identity"}}),
        make_model(3, std::vector<LayerPlan>(100, {4, "relu"})),
        make_model(1, std::vector<LayerPlan>(100, {1, "leaky_relu(alpha=0.3333333333333333)"})),
        make_model(700, {{600, "relu"}, {1, "identity"}}),  // read in more than one block
        make_model(1, {{100000, "relu"}, {2, "identity"}}),
    };
    for (const Model<float>& model : models) {
        save_model(model, path());
        const std::string bytes = encoded(model);
        EXPECT_EQ(content(path()), bytes);
        expect_equal(load_model(path(), find_activation), model);
        expect_equal(load_model(bytes_of(bytes), find_activation), model);
        expect_equal(load_model(bytes_of("x" + bytes).subspan(1), find_activation), model);  // unaligned
    }
}

TEST_F(ModelFile, KeepsEveryKindOfLayer) {
    Model<float> model(4);
    for (const char* const kind : {"batch_norm(momentum=0.2)", "dropout(rate=0.3)", "alpha_dropout", "layer_norm",
                                   "residual", "residual(span=1)"}) {
        model.add(make_layer<float>({kind, 0, "", 0}, 4, find_activation));
    }
    model.add(make_layer<float>({"activation", 0, "leaky_relu(alpha=0.2)", 0}, 4, find_activation));
    model.allocate();
    for (std::size_t i = 0; i < model.parameter_count(); ++i) model.parameters()[i] = static_cast<float>(i);
    const Model<float> loaded = load_model(bytes_of(encoded(model)), find_activation);
    expect_equal(loaded, model);
    EXPECT_EQ(loaded.layer(0).describe().kind, "batch_norm(momentum=0.2)");
    EXPECT_EQ(loaded.layer(4).describe().kind, "residual");
    EXPECT_EQ(predicted(loaded, {1, 2, 3, 4}), predicted(model, {1, 2, 3, 4}));
}

TEST_F(ModelFile, KeepsTheSmallestAndTheLargestNumbers) {
    Model<float> model = make_model(1, {{2, "identity"}});
    const float odd[] = {std::numeric_limits<float>::max(), std::numeric_limits<float>::denorm_min(), -0.0F,
                         std::numeric_limits<float>::lowest()};
    std::ranges::copy(odd, model.parameters().begin());
    expect_equal(load_model(bytes_of(encoded(model)), find_activation), model);
}

// No training ends with such numbers, but files can be made by anybody.
TEST_F(ModelFile, RefusesNumbersThatNoModelCanHave) {
    const auto refusal = [](Model<float>& model, std::size_t element, float number) {
        const float old = std::exchange(model.parameters()[element], number);
        const Outcome found = outcome([&] { load_model(bytes_of(encoded(model)), find_activation); });
        model.parameters()[element] = old;
        EXPECT_EQ(found.status, GLIA_ERROR_FORMAT);
        return found.text;
    };
    const std::string start = "cannot load model from memory: tensor '";
    Model<float> dense = make_model(1, {{3, "identity"}});
    EXPECT_EQ(refusal(dense, 1, std::numeric_limits<float>::quiet_NaN()),
              start + "layers.0.weight': element 1 is nan; it must be a finite number");
    EXPECT_EQ(refusal(dense, 5, -std::numeric_limits<float>::infinity()),
              start + "layers.0.bias': element 2 is -inf; it must be a finite number");
    Model<float> normalized(2);
    normalized.add(make_layer<float>({"batch_norm", 0, "", 0}, 2, find_activation));
    normalized.allocate();
    EXPECT_EQ(refusal(normalized, 7, -0.5F),
              start + "layers.0.running_var': element 1 is -0.5; in 'running_var' it must be at least 0");
    EXPECT_EQ(refusal(normalized, 6, std::numeric_limits<float>::infinity()),
              start + "layers.0.running_var': element 0 is inf; it must be a finite number");
}

TEST_F(ModelFile, KeepsClassNamesAndLoss) {
    Model<float> model = make_model(2, {{3, "identity"}});
    model.set_classes({"", "\"quoted\"\n\\", "fum\xc3\xa9 \xf0\x9f\xa6\x89"});
    model.set_loss("huber(delta=0.5)");
    expect_equal(load_model(bytes_of(encoded(model)), find_activation), model);
}

TEST_F(ModelFile, HasTheBytesThatItsDescriptionPromises) {
    Model<float> model = make_model(2, {{1, "leaky_relu(alpha=0.25)"}});
    const float values[] = {1, 2, 3};
    std::ranges::copy(values, model.parameters().begin());
    model.set_classes({"no", "yes"});
    model.set_loss("binary_crossentropy");

    const std::string version = format("{}.{}.{}", GLIA_VERSION_MAJOR, GLIA_VERSION_MINOR, GLIA_VERSION_PATCH);
    std::string json =
        R"({"__metadata__":{"format":"glia","glia.checksum":"0000000000000000","glia.format_version":"1",)"
        R"("glia.model":"{\"inputs\":2,\"layers\":[{\"kind\":\"dense\",\"units\":1,)"
        R"(\"activation\":\"leaky_relu(alpha=0.25)\",\"revision\":7}],\"classes\":[\"no\",\"yes\"],)"
        R"(\"loss\":\"binary_crossentropy\"}","glia.version":")" +
        version +
        R"("},)"
        R"("layers.0.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},)"
        R"("layers.0.bias":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}})";
    while ((8 + json.size()) % alignment != 0) json += ' ';
    const std::string data("\0\0\x80\x3f\0\0\0\x40\0\0\x40\x40", 12);
    EXPECT_EQ(encoded(model), sealed(json, data));
}

TEST_F(ModelFile, AcceptsWhatAnotherWriterMayDoOtherwise) {
    HandMade file;
    EXPECT_EQ(load_outcome(file.bytes()).text, "");
    file.more_metadata = R"(,"author":"somebody","format":"pt")";
    EXPECT_EQ(load_outcome(file.bytes()).text, "") << "entries that are not glia's";
    file.model = replaced(file.model, R"(,"classes":[],"loss":"")", "");
    EXPECT_EQ(load_outcome(file.bytes()).text, "") << "no classes and no loss";
    EXPECT_EQ(load_outcome(sealed(file.json() + "  \n", file.data)).text, "") << "another padding";

    file.weight = replaced(file.weight, "[0,8]", "[4,12]");
    file.bias = replaced(file.bias, "[8,12]", "[0,4]");
    const Model<float> model = load_model(bytes_of(file.bytes()), find_activation);
    EXPECT_EQ(std::vector(model.parameters().begin(), model.parameters().end()), (std::vector<float>{2, 3, 1}));
}

TEST_F(ModelFile, DoesNotDependOnTheLocale) {
    struct Commas : std::numpunct<char> {
        char do_decimal_point() const override { return ','; }
        char do_thousands_sep() const override { return '.'; }
        std::string do_grouping() const override { return "\1"; }
    };
    const Model<float> model = make_model(1234, {{1000, "leaky_relu(alpha=0.125)"}});
    const std::string before = encoded(model);
    const std::locale old = std::locale::global(std::locale(std::locale(), new Commas));
    EXPECT_EQ(encoded(model), before);
    EXPECT_EQ(load_outcome(before).text, "");
    std::locale::global(old);
}

TEST_F(ModelFile, OfVersion1IsReadForEver) {
    const std::string golden = std::string(GLIA_TEST_DATA) + "/../golden/";

    // z1 = (x0 + 2 x1 + 0.5, -x0 + x1, 4 x0 - 0.25 x1 - 1), a = relu(z1), y = (a0 - a1 + a2, 0.5 a0 + 2 a1 + 8)
    const Model<float> relu = load_model(golden + "v1_relu.safetensors", find_activation);
    EXPECT_EQ(relu.classes(), (std::vector<std::string>{"no", "yes"}));
    EXPECT_EQ(relu.loss(), "categorical_crossentropy");
    EXPECT_EQ(predicted(relu, {1, 2, -1, 4, 3, -4}), (std::vector<float>{7, 12.75F, 2.5F, 21.75F, 12, 8}));

    // y = leaky(0.5 x - 2), with 0.25 for the slope
    const Model<float> leaky = load_model(golden + "v1_leaky_relu.safetensors", find_activation);
    EXPECT_EQ(leaky.classes(), (std::vector<std::string>{"caf\xc3\xa9", "\"th\xc3\xa9\"\\"}));
    EXPECT_EQ(leaky.loss(), "");
    EXPECT_EQ(leaky.layer(0).describe().activation, "leaky_relu(alpha=0.25)");
    EXPECT_EQ(predicted(leaky, {8, 4, 0, -4}), (std::vector<float>{2, 0, -0.5F, -1}));

    // h = relu(2 (x0 + 0.5 - 0.5) / 2, (x1 - 0.5 + 0.5) / 1 + 1), r = h + (4 h0 + h1 / 2 + 1, -h0 + 2 h1 - 1); of two
    // numbers the larger is normalized to 1 and the smaller to -1, so y = (10 n0 - 1, 100 n1 + 5). Dropout does
    // nothing.
    const Model<float> layers = load_model(golden + "v1_layers.safetensors", find_activation);
    EXPECT_EQ(layers.layer(3).describe().kind, "dropout(rate=0.25)");
    const std::vector<float> y = predicted(layers, {4, 2, -4, 8});
    const std::vector<float> expected = {9, -95, -11, 105};
    for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(y[i], expected[i], 1e-4) << i;
}

TEST_F(ModelFile, CannotBeMadeOfAModelWithoutValues) {
    Model<float> model(2);
    EXPECT_EQ(outcome([&] { save_model(model, path()); }).status, GLIA_ERROR_STATE);
    model.add(make_layer<float>({"dense", 2, "relu", 0}, 2, find_activation));
    EXPECT_EQ(outcome([&] { save_model(model, path()); }).status, GLIA_ERROR_STATE);
    EXPECT_FALSE(std::filesystem::exists(path()));
}

TEST_F(ModelFile, ThatIsNoRegularFileIsRefusedWithItsName) {
    ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
    struct {
        std::string path;
        glia_status status;
        std::string text;
    } const table[] = {
        {path("none"), GLIA_ERROR_NOT_FOUND, "No such file or directory"},
        {path("none/model"), GLIA_ERROR_NOT_FOUND, "No such file or directory"},
        {"", GLIA_ERROR_NOT_FOUND, "No such file or directory"},
        {path(""), GLIA_ERROR_IO, "it is a directory"},
        {path("pipe"), GLIA_ERROR_IO, "it is not a regular file"},
        {"/dev/zero", GLIA_ERROR_IO, "it is not a regular file"},
    };
    for (const auto& row : table) {
        const auto [status, text] = outcome([&] { load_model(row.path, find_activation); });
        EXPECT_EQ(status, row.status) << row.path;
        EXPECT_EQ(text, "cannot load model '" + row.path + "': " + row.text);
    }
}

// The finder is asked between the header and the parameters: a convenient moment for the file to change.
TEST_F(ModelFile, ThatChangesWhileItIsReadIsRefused) {
    const Model<float> model = make_model(2, {{3, "relu"}});
    const auto load_while = [&](auto change) {
        save_model(model, path());
        return outcome([&] {
            load_model(path(), [&](std::string_view name) {
                change();
                return find_activation(name);
            });
        });
    };
    const Outcome shorter = load_while([&] { std::filesystem::resize_file(path(), content(path()).size() - 1); });
    EXPECT_EQ(shorter.status, GLIA_ERROR_IO);
    EXPECT_NE(shorter.text.find("became shorter"), std::string::npos) << shorter.text;

    const Outcome other = load_while([&] {
        std::fstream file(path(), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(-1, std::ios::end);
        file.put('!');
    });
    EXPECT_EQ(other.status, GLIA_ERROR_FORMAT);
    EXPECT_NE(other.text.find("checksum mismatch"), std::string::npos) << other.text;

    EXPECT_EQ(load_while([&] { std::ofstream(path(), std::ios::app) << "more"; }).text, "")
        << "what was there is whole";
}

}  // namespace
}  // namespace glia
