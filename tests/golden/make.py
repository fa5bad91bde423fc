#!/usr/bin/python3
"""What was kept of a release: its model files, with what they predict.

    make.py write FOLDER     models of every kind of layer and of scaling, and one of a newer glia
    make.py predict FILE...  beside each file, as .txt: rows of columns and outputs

`write` uses the glia of GLIA_LIBRARY_PATH; its files are committed, and never made again. `predict` reads them by what
src/io/README.md says, and computes with numpy in double precision: no line of glia has a part in it.
"""

import ctypes
import json
import pathlib
import struct
import sys

import numpy

ROOT = pathlib.Path(__file__).resolve().parents[2]
CLASSES = ["grün", "\"rot\"", "blau\\schwarz"]
DTYPES = {"F32": "<f4", "F64": "<f8"}
ROWS = 6


def read(path):
    """The metadata and the tensors of a model file."""
    data = path.read_bytes()
    size = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8 : 8 + size])
    metadata = header.pop("__metadata__")
    tensors = {}
    for name, entry in header.items():
        begin, end = (8 + size + offset for offset in entry["data_offsets"])
        tensors[name] = numpy.frombuffer(data[begin:end], DTYPES[entry["dtype"]]).reshape(entry["shape"]).astype(float)
    return json.loads(metadata["glia.model"]), tensors


# ---- What a model computes -------------------------------------------------------------------------------------------


def parameter(spec, name, default):
    """Of "leaky_relu(alpha=0.25)", alpha."""
    for part in spec.partition("(")[2].rstrip(")").split(","):
        if part.strip().startswith(name + "="):
            return float(part.partition("=")[2])
    return default


def activate(spec, x, trained):
    name = spec.partition("(")[0]
    if name == "identity":
        return x
    if name == "relu":
        return numpy.maximum(x, 0)
    if name == "tanh":
        return numpy.tanh(x)
    if name == "prelu":
        return numpy.where(x > 0, x, trained("alpha") * x)
    if name == "trainable_swish":
        return x / (1 + numpy.exp(-trained("beta") * x))
    if name == "softmax":
        powers = numpy.exp(x - x.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True)
    raise ValueError(spec)


def normalize(x, mean, variance, epsilon, weight, bias):
    return weight * (x - mean) / numpy.sqrt(variance + epsilon) + bias


def run_layers(model, tensors, x):
    inputs = []  # of each layer
    for index, layer in enumerate(model["layers"]):
        inputs.append(x)

        def of(name, index=index):
            return tensors["layers.%d.%s" % (index, name)]

        kind = layer["kind"].partition("(")[0]
        if kind == "dense":
            x = x @ of("weight").T + of("bias")
        elif kind == "batch_norm":
            epsilon = parameter(layer["kind"], "epsilon", 1e-5)
            x = normalize(x, of("running_mean"), of("running_var"), epsilon, of("weight"), of("bias"))
        elif kind == "layer_norm":
            epsilon = parameter(layer["kind"], "epsilon", 1e-5)
            mean, variance = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
            x = normalize(x, mean, variance, epsilon, of("weight"), of("bias"))
        elif kind == "residual":
            x = x + inputs[index - int(parameter(layer["kind"], "span", 2))]
        elif kind not in ("activation", "dropout", "alpha_dropout"):
            raise ValueError(kind)
        if layer["activation"]:
            x = activate(layer["activation"], x, lambda name, of=of: of("activation." + name))
    return x


def to_inputs(model, tensors, x):
    if "columns" not in model:
        return x
    center, scale = tensors["inputs.center"], tensors["inputs.scale"]
    substitute = tensors.get("inputs.substitute")
    result = []
    for index, column in enumerate(model["columns"]):
        values = x[:, index]
        first = len(result)
        for category in range(len(column.get("categories", []))):
            z = (values == category).astype(float)
            result.append(numpy.where(numpy.isnan(values), 0 if substitute is None else substitute[first + category], z))
        if "categories" not in column:
            known = numpy.where(numpy.isnan(values), 0 if substitute is None else substitute[first], values)
            result.append((known - center[first]) / scale[first])
    return numpy.stack(result, axis=1)


def to_outputs(tensors, y):
    return y * tensors["targets.scale"] + tensors["targets.center"] if "targets.scale" in tensors else y


def rows_for(model):
    """Rows that the model takes, with missing values where it has a policy for them."""
    columns = model.get("columns", [{}] * model["inputs"])
    x = numpy.empty((ROWS, len(columns)))
    for j, column in enumerate(columns):
        count = len(column.get("categories", []))
        x[:, j] = [(i + j) % count if count else ((i * 5 + j * 3) % 11 - 5) / 4 for i in range(ROWS)]
    if model.get("missing") == "mean":
        for j in range(len(columns)):
            x[j % ROWS, j] = numpy.nan
    return x


def predict(path):
    model, tensors = read(path)
    x = rows_for(model)
    y = to_outputs(tensors, run_layers(model, tensors, to_inputs(model, tensors, x)))
    lines = ["%d %d %d" % (ROWS, x.shape[1], y.shape[1])]
    lines += [" ".join("%.9g" % value for value in [*row, *outputs]) for row, outputs in zip(x, y)]
    path.with_suffix(".txt").write_text("\n".join(lines) + "\n")


# ---- Files to be kept ------------------------------------------------------------------------------------------------


def trained(glia, model, data, loss):
    glia.Trainer(model, loss=loss, epochs=3).fit(data)
    return model


def write_layers(glia, path):
    generator = numpy.random.default_rng(1)
    x = generator.normal(1, 2, (60, 4)).astype("f4")
    model = glia.Model(4)
    model.add_dense(5, "identity")
    model.add_layer("batch_norm(epsilon=0.001)")
    model.add_activation("prelu(alpha=0.3)")
    model.add_layer("dropout(rate=0.25)")
    model.add_dense(5, "trainable_swish")
    model.add_layer("residual(span=1)")
    model.add_layer("alpha_dropout(rate=0.1)")
    model.add_layer("layer_norm")
    model.add_dense(5, "tanh")
    model.add_dense(3, "softmax")
    model.initialize("auto", 1)
    trained(glia, model, glia.Dataset.of_classes(x, numpy.argmax(x[:, :3], axis=1)), "categorical_crossentropy")
    model.set_classes(CLASSES)
    model.save(path)


def write_scaled(glia, path, scaling, missing, target_scaling):
    generator = numpy.random.default_rng(2)
    x = generator.normal(3, 2, (60, 3)).astype("f4")
    x[:, 2] = generator.integers(0, 3, 60)
    y = (x @ [0.5, -1, 2] + 10).astype("f4").reshape(-1, 1)
    data = glia.Dataset.of_values(x, y)
    model = glia.Model(3)
    if scaling:
        data = data.with_categories(2, CLASSES)
        model.scale_inputs(data, scaling, missing)
    model.add_dense(4, "relu")
    model.add_dense(1, "identity")
    if target_scaling:
        model.scale_targets(data, target_scaling)
    model.initialize("auto", 1)
    trained(glia, model, data, "mse").save(path)


def write_newer(path):
    """A model of a format that is to come, of which nothing is known but where it says so, and its checksum."""
    metadata = {"glia.format_version": "9", "glia.version": "9.8.7", "glia.layers": "unheard of"}
    header = json.dumps({"__metadata__": {**metadata, "glia.checksum": "0" * 16}}, separators=(",", ":")).encode()
    header += b" " * (-(8 + len(header)) % 64)
    data = struct.pack("<Q", len(header)) + header
    checksum = ctypes.CDLL("libxxhash.so.0").XXH3_64bits
    checksum.argtypes, checksum.restype = [ctypes.c_char_p, ctypes.c_size_t], ctypes.c_uint64
    path.write_bytes(data.replace(b"0" * 16, b"%016x" % checksum(data, len(data))))


def write(folder):
    sys.path.insert(0, str(ROOT / "bindings" / "python"))
    import glia

    folder = pathlib.Path(folder)
    write_layers(glia, folder / "v1_every_layer.safetensors")
    write_newer(folder / "v9_newer.safetensors")
    for name, *specs in [
        ("min_max", "min_max(low=-1, high=1)", "refuse", "robust"),
        ("robust", "robust", "mean", "standardize"),
        ("categories", "none", "mean", "none"),
        ("targets", None, None, "min_max"),
    ]:
        write_scaled(glia, folder / ("v2_" + name + ".safetensors"), *specs)


def main():
    command, *arguments = sys.argv[1:]
    if command == "write":
        write(*arguments)
    else:
        for path in arguments:
            predict(pathlib.Path(path))


if __name__ == "__main__":
    main()
