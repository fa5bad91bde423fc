// Model files that are damaged, foreign or hostile: each gets its status, and a text that a person can act on.
#include "glia/model.h"
#include "io/model_file_fixture.hpp"

namespace glia {
namespace {

using namespace test;

Model<float> small_model() {
    Model<float> model = make_model(3, {{2, "leaky_relu(alpha=0.1)"}, {2, "identity"}});
    model.set_classes({"no", "yes"});
    model.set_loss("mean_squared_error");
    return model;
}

struct Refusal {
    std::string bytes;
    glia_status status;
    std::string text;
};

void expect_refused(const std::vector<Refusal>& table) {
    for (const Refusal& row : table) {
        const auto [status, text] = load_outcome(row.bytes);
        EXPECT_EQ(status, row.status) << row.text << " / " << text;
        EXPECT_EQ(text, "cannot load model from memory: " + row.text);
    }
}

// A file by hand with one of its parts changed.
std::string changed(std::string HandMade::*part, std::string_view from, std::string_view to) {
    HandMade file;
    file.*part = replaced(file.*part, from, to);
    return file.bytes();
}

// The text of a malformed "glia.model".
Refusal bad_model(std::string_view from, std::string_view to, const std::string& text) {
    return {changed(&HandMade::model, from, to), GLIA_ERROR_FORMAT, "'glia.model' is malformed: " + text};
}

TEST(DamagedModelFile, TruncatedAtAnyLengthIsRefused) {
    const std::string whole = encoded(small_model());
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const auto [status, text] = load_outcome(whole.substr(0, length));
        EXPECT_EQ(status, GLIA_ERROR_FORMAT) << length;
        EXPECT_NE(text.find(length == 0 ? "it is empty" : "truncated"), std::string::npos) << length << ": " << text;
    }
}

TEST(DamagedModelFile, WithAnyFlippedBitIsRefused) {
    const std::string whole = encoded(small_model());
    std::size_t by_checksum = 0;
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        std::string flipped = whole;
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
        const auto [status, text] = load_outcome(flipped);
        EXPECT_EQ(status, GLIA_ERROR_FORMAT) << "bit " << bit << ": " << text;
        if (text == "cannot load model from memory: damaged: checksum mismatch") ++by_checksum;
    }
    // All bits of the parameters, at least, can be noticed by nothing else.
    EXPECT_GT(by_checksum, small_model().parameter_count() * 32);
}

TEST(DamagedModelFile, SaysDamagedWhateverTheDamageLooksLike) {
    const std::string whole = HandMade().bytes();
    for (const auto& [from, to] :
         std::vector<std::pair<std::string, std::string>>{{R"(format_version":"1")", R"(format_version":"9")"},
                                                          {"relu", "rely"},
                                                          {"[1,2]", "[2,1]"},
                                                          {"dense", "sense"}}) {
        EXPECT_EQ(load_outcome(replaced(whole, from, to)).text,
                  "cannot load model from memory: damaged: checksum mismatch");
    }
}

TEST(DamagedModelFile, WithMoreBytesThanItsTensorsIsRefused) {
    expect_refused({{HandMade().bytes() + "x", GLIA_ERROR_FORMAT, "1 bytes follow its last tensor"}});
}

TEST(ForeignFile, IsToldFromADamagedOne) {
    const std::string tensor = R"("w":{"dtype":"F16","shape":[1],"data_offsets":[0,2]})";
    const std::string not_of_glia = "it is a safetensors file, but not of glia: it has no 'glia.format_version'";
    std::string huge_length = HandMade().bytes();
    huge_length[7] = '\x7f';
    expect_refused({
        {"", GLIA_ERROR_FORMAT, "it is empty"},
        {"abc", GLIA_ERROR_FORMAT, "truncated, or not a safetensors file: it has 3 bytes"},
        {"sepal,petal,species\n1,2,setosa\n", GLIA_ERROR_FORMAT, "not a safetensors file"},
        {std::string(100, '\0'), GLIA_ERROR_FORMAT, "not a safetensors file"},
        {huge_length, GLIA_ERROR_FORMAT, "not a safetensors file"},
        {framed("[1,2]", ""), GLIA_ERROR_FORMAT, "not a safetensors file"},
        {framed("{}", ""), GLIA_ERROR_FORMAT, not_of_glia},
        {framed("{" + tensor + "}", "ab"), GLIA_ERROR_FORMAT, not_of_glia},
        {framed(R"({"__metadata__":{"format":"pt"},)" + tensor + "}", "ab"), GLIA_ERROR_FORMAT, not_of_glia},
    });
}

TEST(ModelFileVersion, ThatIsNewerIsNamed) {
    HandMade file;
    file.version = "3";
    file.model = R"({"what":["nobody",{"knows":null}]})";
    file.weight = replaced(file.weight, "F32", "F99");
    file.more_metadata = R"(,"glia.scaling":"new")";
    const std::string without_writer = file.bytes();
    file.more_metadata += R"(,"glia.version":"3.1.4")";
    expect_refused({
        {without_writer, GLIA_ERROR_UNSUPPORTED, "written by format 3; this glia reads up to 2: use a newer glia"},
        {file.bytes(), GLIA_ERROR_UNSUPPORTED,
         "written by format 3 (glia 3.1.4); this glia reads up to 2: use a newer glia"},
    });
}

TEST(ModelFileVersion, ThatIsNoNumberFrom1IsRefused) {
    for (const std::string bad : {"", "0", "-1", " 1", "1 ", "1.0", "one", "99999999999999999999"}) {
        HandMade file;
        file.version = bad;
        expect_refused({{file.bytes(), GLIA_ERROR_FORMAT,
                         "'glia.format_version' is '" + bad + "'; it must be a whole number from 1"}});
    }
}

TEST(ModelFileMetadata, HasWhatItMustAndNothingElseOfGlia) {
    HandMade unknown;
    unknown.more_metadata = R"(,"glia.scaling":"x")";
    HandMade twice;
    twice.more_metadata = R"(,"x\"glia.checksum":"0123456789abcdef")";
    const std::string plain = HandMade().json();
    const std::string data = HandMade().data;
    const std::string malformed = "damaged: 'glia.checksum' is not 16 hexadecimal digits";
    expect_refused({
        {unknown.bytes(), GLIA_ERROR_FORMAT, "'glia.scaling' is unknown in format 1"},
        {twice.bytes(), GLIA_ERROR_FORMAT, "damaged: 'glia.checksum' stands twice"},
        {sealed(replaced(plain, "glia.model", "model"), data), GLIA_ERROR_FORMAT, "it has no 'glia.model'"},
        {sealed(replaced(plain, "glia.checksum", "checksum"), data), GLIA_ERROR_FORMAT,
         "damaged: it has no 'glia.checksum'"},
        {framed(replaced(plain, zeros, "123"), data), GLIA_ERROR_FORMAT, malformed},
        {framed(replaced(plain, zeros, "00000000000000000"), data), GLIA_ERROR_FORMAT, malformed},
        {framed(replaced(plain, zeros, "000000000000000A"), data), GLIA_ERROR_FORMAT, malformed},
    });
}

TEST(ModelFileMetadata, OfAWrongFormIsRefusedWithItsPlace) {
    const std::string deep(100'000, '[');
    HandMade not_json;
    not_json.model = "{";
    HandMade no_object;
    no_object.model = "[]";
    expect_refused({
        {not_json.bytes(), GLIA_ERROR_FORMAT, "'glia.model' is malformed: not valid JSON at byte 2"},
        {no_object.bytes(), GLIA_ERROR_FORMAT,
         "'glia.model' is malformed: the whole JSON is an array, which does not belong there"},
        bad_model(R"("inputs":2)", R"("inputs":"2")", "'inputs' is a text, which does not belong there"),
        bad_model(R"("inputs":2)", R"("inputs":-2)", "'inputs' is a negative number, which does not belong there"),
        bad_model(R"("inputs":2)", R"("inputs":1e308)",
                  "'inputs' is no whole number, or a very large one, which does not belong there"),
        bad_model(R"("inputs":2)", R"("inputs":18446744073709551616)",
                  "'inputs' is no whole number, or a very large one, which does not belong there"),
        bad_model(R"("inputs":2)", R"("inputs":null)", "'inputs' is null, which does not belong there"),
        bad_model(R"("inputs":2)", R"("inputs":)" + deep, "'inputs' is an array, which does not belong there"),
        bad_model(R"("inputs":2)", R"("inputs":2,"inputs":3)", "'inputs' stands twice"),
        bad_model(R"("inputs":2)", R"("inputs":2,"dropout":3)", "'dropout' is a number, which does not belong there"),
        bad_model(R"("units":1)", R"("units":true)", "'layers[].units' is true or false, which does not belong there"),
        bad_model(R"("units":1)", R"("units":1,"units":1)", "'layers[].units' stands twice"),
        bad_model(R"("revision":1)", R"("revision":4294967296)",
                  "'layers[].revision' is a number, which does not belong there"),
        bad_model(R"("revision":1)", R"("revision":0)",
                  "layer 0 must have both an activation and its revision (from 1), or neither"),
        bad_model(R"(,"revision":1)", "", "layer 0 must have both an activation and its revision (from 1), or neither"),
        bad_model(R"("kind":"dense",)", "", "layer 0 has no kind"),
        bad_model(R"({"kind":"dense","units":1,"activation":"relu","revision":1})", "", "it has no layers"),
        bad_model(R"("classes":[])", R"("classes":[["a"]])", "'classes[]' is an array, which does not belong there"),
        bad_model(R"("loss":"")", R"("loss":"\u0000")", "a text contains NUL"),
        bad_model(R"("loss":"")", R"("loss":"\ud800")", "not valid JSON at byte 111"),
    });
}

TEST(ModelFileMetadata, ThatMakesNoModelIsRefused) {
    const auto model = [](std::string_view from, std::string_view to) { return changed(&HandMade::model, from, to); };
    expect_refused({
        {model(R"("inputs":2)", R"("inputs":0)"), GLIA_ERROR_FORMAT, "inputs is 0; it must be from 1 to 2147483647"},
        {model(R"("inputs":2,)", ""), GLIA_ERROR_FORMAT, "inputs is 0; it must be from 1 to 2147483647"},
        {model(R"("units":1)", R"("units":2147483648)"), GLIA_ERROR_FORMAT,
         "layer 0: units is 2147483648; it must be from 1 to 2147483647"},
        {model("dense", "conv"), GLIA_ERROR_UNSUPPORTED, "layer 0: layers of kind 'conv' are not known to this glia"},
        {model("dense", "dropout"), GLIA_ERROR_FORMAT,
         "layer 0: layer 'dropout' has 1 units after 2; it gives as many numbers as it takes"},
        {model("dense", "residual(span=1)"), GLIA_ERROR_FORMAT,
         "layer 0: layer 'residual(span=1)' has 1 units after 2; it gives as many numbers as it takes"},
        {model("dense", "drop out"), GLIA_ERROR_FORMAT,
         "layer 0: layer 'drop out': expected the end of the text at character 6; a spec is name or "
         "name(parameter=value, ...)"},
        {model("relu", "rellu"), GLIA_ERROR_NOT_FOUND,
         "layer 0: the model needs activation 'rellu': put its plugin rellu.so in a directory of GLIA_PLUGIN_PATH, or "
         "register it (glia_registry_register_activation) before loading; unknown activation 'rellu'; did you mean "
         "'relu'?"},
        {model("relu", "relu(beta=1)"), GLIA_ERROR_FORMAT,
         "layer 0: activation 'relu' has no parameter 'beta'; it takes none"},
        {model(R"("revision":1)", R"("revision":3)"), GLIA_ERROR_UNSUPPORTED,
         "layer 0: the model was made with revision 3 of activation 'relu', but revision 1 is installed; it would "
         "compute "
         "something else"},
        {model(R"("classes":[])", R"("classes":["a"])"), GLIA_ERROR_FORMAT,
         "there are 1 class names; a model with 1 outputs takes 2 or none"},
        {model(R"("classes":[])", R"("classes":["a","a"])"), GLIA_ERROR_FORMAT, "class name 'a' stands twice"},
    });
}

// What stands for an activation is never looked for as a file.
TEST(ModelFileMetadata, CannotNameAFile) {
    for (const std::string_view name :
         {"../relu", "/usr/lib/relu.so", "./relu", "relu.so", "relu/relu", "..", "~/relu"}) {
        HandMade file;
        file.model = replaced(file.model, "relu", name);
        const auto find = [&](std::string_view wanted) {
            ADD_FAILURE() << "'" << wanted << "' is looked for, where the file has '" << name << "'";
            return find_activation(wanted);
        };
        try {
            load_model(bytes_of(file.bytes()), find);
            ADD_FAILURE() << name;
        } catch (const Error& e) {
            EXPECT_EQ(e.status(), GLIA_ERROR_FORMAT) << e.what();
        }
    }
}

TEST(ModelFileTensors, AreExactlyThoseOfTheModel) {
    HandMade missing;
    missing.model = replaced(missing.model, R"("layers":[)",
                             R"("layers":[{"kind":"dense","units":1,"activation":"relu","revision":1},)");
    missing.model = replaced(missing.model, R"("inputs":2)", R"("inputs":1)");
    missing.weight = R"({"dtype":"F32","shape":[1,1],"data_offsets":[0,4]})";
    missing.bias = R"({"dtype":"F32","shape":[1],"data_offsets":[4,8]})";
    missing.more_tensors = R"(,"layers.1.weight":{"dtype":"F32","shape":[2,1],"data_offsets":[8,16]})";
    missing.data.resize(16);
    HandMade wrong = missing;
    wrong.more_tensors += R"(,"layers.1.bias":{"dtype":"F32","shape":[1],"data_offsets":[16,20]})";
    wrong.data.resize(20);
    HandMade absent = missing;
    absent.more_tensors = replaced(absent.more_tensors, "layers.1.weight", "layers.2.weight");
    HandMade extra;
    extra.more_tensors = R"(,"layers.00.bias":{"dtype":"F32","shape":[1],"data_offsets":[12,16]})";
    extra.data.resize(16);
    expect_refused({
        {extra.bytes(), GLIA_ERROR_FORMAT, "tensor 'layers.00.bias' belongs to no layer"},
        {absent.bytes(), GLIA_ERROR_FORMAT, "tensor 'layers.1.weight' is missing"},
        {wrong.bytes(), GLIA_ERROR_FORMAT, "tensor 'layers.1.weight' has shape [2, 1]; it must be [1, 1]"},
        {changed(&HandMade::weight, "[1,2]", "[2]"), GLIA_ERROR_FORMAT,
         "tensor 'layers.0.weight' has shape [2]; it must be [1, 2]"},
        {changed(&HandMade::weight, "[1,2]", "[2,1]"), GLIA_ERROR_FORMAT,
         "tensor 'layers.0.weight' has shape [2, 1]; it must be [1, 2]"},
        {changed(&HandMade::weight, "F32", "F16"), GLIA_ERROR_FORMAT,
         "tensor 'layers.0.weight' has dtype 'F16'; it must be 'F32'"},
    });
}

// Were anything of these sizes allocated, the test would end with an exception that is no Error.
TEST(ModelFileTensors, OfHugeShapesAreRefusedBeforeTheyTakeMemory) {
    HandMade wide;
    wide.model = replaced(wide.model, R"("inputs":2)", R"("inputs":2147483647)");
    wide.model = replaced(wide.model, R"("units":1)", R"("units":2147483647)");
    HandMade many;
    many.model = R"({"inputs":1,"layers":[)";
    for (std::size_t i = 0; i <= GLIA_MAX_LAYERS; ++i) many.model += i == 0 ? "{}" : ",{}";
    many.model += "]}";
    expect_refused({
        {wide.bytes(), GLIA_ERROR_FORMAT,
         "the first 1 layers need 4611686016279904256 parameters, but the file holds 3"},
        {many.bytes(), GLIA_ERROR_FORMAT, "'glia.model' is malformed: more than 100000 layers"},
        {changed(&HandMade::weight, "[1,2]", "[1152921504606846976,1152921504606846976]"), GLIA_ERROR_FORMAT,
         "tensor 'layers.0.weight' has a shape larger than any memory"},
        {changed(&HandMade::weight, "[1,2]", "[1152921504606846976]"), GLIA_ERROR_FORMAT,
         "tensor 'layers.0.weight' needs 4611686018427387904 bytes for its shape but has 8"},
        {changed(&HandMade::bias, "[8,12]", "[8,4611686018427387912]"), GLIA_ERROR_FORMAT,
         "tensor 'layers.0.bias' needs 4 bytes for its shape but has 4611686018427387904"},
    });
}

}  // namespace
}  // namespace glia
