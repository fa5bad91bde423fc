// Model files of format 2: what transforms a model has, and files that say impossible things about them.
#include <cmath>
#include <cstring>
#include <limits>

#include "core/model/inference.hpp"
#include "glia/model.h"
#include "io/model_file_fixture.hpp"

namespace glia {
namespace {

using namespace test;

// One number, and one of two colours; two targets.
InputTransformParts parts(Missing missing) {
    InputTransformParts made;
    made.scaling = "standardize";
    made.missing = missing;
    made.columns = {{"width \xc3\xa9\"", {}}, {"", {"red", "gr\xc3\xbcn"}}};
    made.centers = {1.0 / 3, 0, 0};
    made.scales = {5e-324, 1, 1};
    if (missing == Missing::mean) made.substitutes = {1e300, 0.25, 0.75};
    return made;
}

Model<float> scaled_model(Missing missing = Missing::mean) {
    Model<float> model = make_model(3, {{2, "leaky_relu(alpha=0.1)"}, {2, "identity"}});
    model.restore_transforms(std::make_shared<InputTransform>(parts(missing)),
                             std::make_shared<TargetTransform>("min_max(high=2)", std::vector<double>{-0.1, 1e-300},
                                                               std::vector<double>{1.0 / 7, 1e308}));
    return model;
}

Model<float> reloaded(const Model<float>& model) {
    return load_model(bytes_of(encoded(model)), find_activation);
}

TEST(ScaledModelFile, KeepsEveryBitOfTransforms) {
    for (const Missing missing : {Missing::mean, Missing::refuse}) {
        const Model<float> model = scaled_model(missing);
        const Model<float> loaded = reloaded(model);
        const InputTransformParts& one = model.input_transform()->parts();
        const InputTransformParts& two = loaded.input_transform()->parts();
        EXPECT_EQ(two.scaling, one.scaling);
        EXPECT_EQ(two.missing, missing);
        EXPECT_EQ(two.columns[0].name, one.columns[0].name);
        EXPECT_EQ(two.columns[1].categories, one.columns[1].categories);
        EXPECT_EQ(two.centers, one.centers);
        EXPECT_EQ(two.scales, one.scales);
        EXPECT_EQ(two.substitutes, one.substitutes);
        EXPECT_EQ(loaded.target_transform()->scaling(), "min_max(high=2)");
        EXPECT_EQ(loaded.target_transform()->centers(), model.target_transform()->centers());
        EXPECT_EQ(loaded.target_transform()->scales(), model.target_transform()->scales());
        EXPECT_EQ(encoded(loaded), encoded(model));
    }
}

TEST(ScaledModelFile, KeepsEitherTransformAlone) {
    Model<float> inputs = make_model(3, {{2, "identity"}});
    inputs.restore_transforms(std::make_shared<InputTransform>(parts(Missing::refuse)), nullptr);
    EXPECT_NE(reloaded(inputs).input_transform(), nullptr);
    EXPECT_EQ(reloaded(inputs).target_transform(), nullptr);
    Model<float> targets = make_model(3, {{1, "identity"}});
    targets.restore_transforms(
        nullptr, std::make_shared<TargetTransform>("none", std::vector<double>{0}, std::vector<double>{1}));
    EXPECT_EQ(reloaded(targets).input_transform(), nullptr);
    EXPECT_NE(reloaded(targets).target_transform(), nullptr);
}

TEST(ScaledModelFile, IsOfFormat2AndOthersStayOfFormat1) {
    EXPECT_NE(encoded(scaled_model()).find(R"("glia.format_version":"2")"), std::string::npos);
    EXPECT_NE(encoded(make_model(3, {{2, "identity"}})).find(R"("glia.format_version":"1")"), std::string::npos);
}

TEST(ScaledModelFile, HasItsNumbersFirstAtMultiplesOfTheirSize) {
    const std::string bytes = encoded(scaled_model());
    EXPECT_NE(bytes.find(R"("inputs.center":{"dtype":"F64","shape":[3],"data_offsets":[0,24]})"), std::string::npos);
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), sizeof length);
    EXPECT_EQ((length + sizeof length) % alignof(double), 0U);
    double center = 0;
    std::memcpy(&center, bytes.data() + sizeof length + length, sizeof center);
    EXPECT_EQ(center, 1.0 / 3);
}

TEST(ScaledModelFile, TruncatedAtAnyLengthIsRefused) {
    const std::string whole = encoded(scaled_model());
    for (std::size_t length = 0; length < whole.size(); ++length) {
        EXPECT_EQ(load_outcome(whole.substr(0, length)).status, GLIA_ERROR_FORMAT) << length;
    }
}

TEST(ScaledModelFile, WithAnyFlippedBitIsRefused) {
    const std::string whole = encoded(scaled_model());
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        std::string flipped = whole;
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
        EXPECT_EQ(load_outcome(flipped).status, GLIA_ERROR_FORMAT) << bit;
    }
}

std::string numbers(std::initializer_list<double> values) {
    std::string bytes(values.size() * sizeof(double), '\0');
    std::memcpy(bytes.data(), std::data(values), bytes.size());
    return bytes;
}

// Two inputs made from a column of two categories, or of one number and one category; one unit; one scaled target.
struct ScaledByHand {
    std::string version = "2";
    std::string more_of_model =
        R"(,"columns":[{"name":"a"},{"name":"b","categories":["x"]}],"input_scaling":"robust","missing":"mean",)"
        R"("target_scaling":"none")";
    std::string names[5] = {"inputs.center", "inputs.scale", "inputs.substitute", "targets.center", "targets.scale"};
    std::string data[5] = {numbers({3, 0}), numbers({2, 1}), numbers({5, 0.5}), numbers({1}), numbers({4})};
    std::string dtype = "F64";

    std::string bytes() const {
        HandMade file;
        file.version = version;
        file.model = replaced(file.model, R"("loss":"")", R"("loss":"")" + more_of_model);
        file.weight = R"({"dtype":"F32","shape":[1,2],"data_offsets":[0,8]})";
        std::size_t offset = file.data.size();
        for (std::size_t i = 0; i < 5; ++i) {
            if (names[i].empty()) continue;
            const std::size_t end = offset + data[i].size();
            file.more_tensors += format(R"(,"{}":{{"dtype":"{}","shape":[{}],"data_offsets":[{},{}]}})", names[i],
                                        dtype, data[i].size() / sizeof(double), offset, end);
            file.data += data[i];
            offset = end;
        }
        return file.bytes();
    }
};

// z = ((x - 3) / 2, 1), 1 z0 + 2 z1 + 3 through relu, 1 + 4 y.
TEST(ScaledModelFile, MeansWhatItsDescriptionPromises) {
    const Model<float> model = load_model(bytes_of(ScaledByHand().bytes()), find_activation);
    const float x[] = {7, 0, 3, 0};
    float y[2] = {};
    Inference<float>(model, 2).predict(model, x, 2, y);
    EXPECT_EQ(y[0], 29);
    EXPECT_EQ(y[1], 21);
}

// A width of mean 2 and deviation 1, and two colours, each in half of the rows; z0 + 2 red + 4 green + 0.5, from 10 to
// 30.
TEST(ScaledModelFile, OfVersion2IsReadForEver) {
    const std::string golden = std::string(GLIA_TEST_DATA) + "/../golden/v2_scaled.safetensors";
    const Model<float> model = load_model(golden, find_activation);
    const float not_known = std::numeric_limits<float>::quiet_NaN();
    const float x[] = {3, 0, 3, 1, not_known, 0, 3, not_known};
    float y[4] = {};
    Inference<float>(model, 4).predict(model, x, 4, y);
    EXPECT_EQ(y[0], 80);
    EXPECT_EQ(y[1], 120);
    EXPECT_EQ(y[2], 60);
    EXPECT_EQ(y[3], 100);
    EXPECT_EQ(model.input_transform()->parts().columns[1].categories[1], "gr\xc3\xbcn");
}

TEST(ScaledModelFile, ThatSaysTheImpossibleIsRefused) {
    struct Row {
        const char* text;
        ScaledByHand file;
    };
    std::vector<Row> table;
    const auto with_model = [&](const char* text, std::string_view from, std::string_view to) {
        Row row{text, {}};
        row.file.more_of_model = replaced(row.file.more_of_model, from, to);
        table.push_back(row);
    };
    const auto with_data = [&](const char* text, std::size_t tensor, std::initializer_list<double> values) {
        Row row{text, {}};
        row.file.data[tensor] = numbers(values);
        table.push_back(row);
    };
    const auto with_name = [&](const char* text, std::size_t tensor, const char* name) {
        Row row{text, {}};
        row.file.names[tensor] = name;
        table.push_back(row);
    };
    constexpr double infinite = std::numeric_limits<double>::infinity();
    with_data("the center of input 0 is nan; it must be finite", 0, {std::nan(""), 0});
    with_data("the scale of input 0 is inf; it must be finite", 1, {infinite, 1});
    with_data("the scale of input 0 is 0; it must be above 0", 1, {0, 1});
    with_data("the scale of input 0 is -1; it must be above 0", 1, {-1, 1});
    with_data("the substitute of input 1 is -inf; it must be finite", 2, {0, -infinite});
    with_data("input 1 stands for a category, but its center is 0 and its scale 2; they must be 0 and 1", 1, {2, 2});
    with_data("input 1 stands for a category, but its substitute is 1.5; it must be from 0 to 1", 2, {2, 1.5});
    with_data("the center of target 0 is nan; it must be finite", 3, {std::nan("")});
    with_data("the scale of target 0 is 0; it must be finite and above 0", 4, {0});
    with_data("tensor 'inputs.center' has shape [1]; it must be [2]", 0, {1});
    with_data("tensor 'targets.scale' has shape [2]; it must be [1]", 4, {1, 1});
    with_name("tensor 'inputs.substitute' is missing", 2, "");
    with_name("tensor 'targets.center' is missing", 3, "targets.centre");
    with_model("tensor 'inputs.substitute' belongs to no layer", "mean", "refuse");
    with_model("tensor 'targets.center' belongs to no layer", R"(,"target_scaling":"none")", "");
    with_model("unknown policy for missing values 'median'; did you mean 'mean'? Known: mean, refuse", R"("mean")",
               R"("median")");
    with_model("unknown scaling 'rubust'; did you mean 'robust'? Known: min_max, none, robust, standardize", "robust",
               "rubust");
    with_model("scaling 'robust()' is not in its shortest form", "robust", "robust()");
    with_model("'glia.model' is malformed: 'columns', 'input_scaling' and 'missing' must all be there, or none of them",
               R"("missing":"mean",)", "");
    with_model("'glia.model' is malformed: 'columns', 'input_scaling' and 'missing' must all be there, or none of them",
               R"({"name":"a"},{"name":"b","categories":["x"]})", "");
    with_model("its 2 columns become 3 inputs, but the network has 2", R"(["x"])", R"(["x","y"])");
    with_model("its 1 columns become 1 inputs, but the network has 2", R"(,{"name":"b","categories":["x"]})", "");
    with_model("category 'x' of column 0 stands twice", R"({"name":"a"},{"name":"b","categories":["x"]})",
               R"({"name":"a","categories":["x","x"]})");
    with_model("'glia.model' is malformed: 'columns[].kind' is a text, which does not belong there", R"("name":"a")",
               R"("kind":"a")");
    with_model("'glia.model' is malformed: 'columns[].name' is a number, which does not belong there", R"("name":"a")",
               R"("name":1)");
    for (const Row& row : table) {
        const auto [status, text] = load_outcome(row.file.bytes());
        const bool unknown = std::string_view(row.text).starts_with("unknown");
        EXPECT_EQ(status, unknown ? GLIA_ERROR_UNSUPPORTED : GLIA_ERROR_FORMAT) << row.text;
        EXPECT_EQ(text, std::string("cannot load model from memory: ") + row.text);
    }
}

TEST(ScaledModelFile, HasItsNumbersInFloat64) {
    ScaledByHand file;
    file.dtype = "F99";
    EXPECT_EQ(load_outcome(file.bytes()).text,
              "cannot load model from memory: tensor 'inputs.center' has dtype 'F99'; it must be 'F64'");
}

TEST(ScaledModelFile, OfFormat1KnowsNoTransforms) {
    ScaledByHand file;
    file.version = "1";
    EXPECT_EQ(load_outcome(file.bytes()).text,
              "cannot load model from memory: 'glia.model' is malformed: 'columns' is an array, which does not belong "
              "there");
}

// Were anything of this size built, the test would need gigabytes.
TEST(ScaledModelFile, OfTooManyColumnsIsRefusedWhileItIsRead) {
    ScaledByHand file;
    std::string columns = "{}";
    for (std::size_t i = 0; i < max_columns; ++i) columns += ",{}";
    file.more_of_model = replaced(file.more_of_model, R"({"name":"a"})", columns);
    EXPECT_EQ(load_outcome(file.bytes()).text,
              "cannot load model from memory: 'glia.model' is malformed: more than 1000000 columns");
}

}  // namespace
}  // namespace glia
