"""The behaviour cases of bindings/cases.md in Python.

    cases.py iris.csv
"""

import sys

import numpy as np

import glia

ADAM = "adam(learning_rate=0.01)"


def make_data():
    state, x = 1, np.empty(240, np.float32)
    for i in range(x.size):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        x[i] = (state >> 8) / 8388608 - 1
    x = x.reshape(60, 4)
    targets = np.stack([x[:, 0] * x[:, 1], x[:, 2] - x[:, 3]], axis=1)
    return x, np.argmax(x[:, :3], axis=1).astype(np.int32), targets


X, CLASSES, TARGETS = make_data()


def digest(*parts):
    value = 14695981039346656037
    for part in parts:
        if isinstance(part, float):
            part = np.float64(part)
        for byte in part if isinstance(part, bytes) else part.tobytes():
            value = (value ^ byte) * 1099511628211 & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"


def error(call, *arguments, **keywords):
    try:
        call(*arguments, **keywords)
    except glia.Error as problem:
        return f"{problem.status} {str(problem).partition('?')[0]}"
    return "0"


def status(call, *arguments):
    return error(call, *arguments).partition(" ")[0]


def data():
    return glia.Dataset.of_classes(X, CLASSES, 3)


def network():
    return glia.Model(4).add_dense(8, "relu").add_dense(3, "softmax")


def net():
    return network().initialize("auto", 7)


def parameters(model):
    return digest(*(model.parameters(layer, name) for layer in range(model.layers) for name in ("weight", "bias")))


def predictions(model):
    return digest(model.predict(X))


def trainer(model, optimizer, **settings):
    return glia.Trainer(model, optimizer=optimizer, batch_size=16, epochs=5, seed=3).set(**settings)


def shape(dataset):
    return dataset.rows, dataset.features, dataset.outputs, dataset.class_count


def show(case, *values):
    print(case, *values)


def library_cases():
    show("version", glia.version() // 10000)
    show("status_names", *map(glia.status_name, (0, 3, 99)))
    show("spec_list", str(glia.spec_list("scaling")).replace("'", '"').replace(" ", ""))
    show("spec_check", error(glia.spec_check, "optimizer", "adam(learning_rate=0.1)"))
    show("spec_range", error(glia.spec_check, "optimizer", "adam(learning_rate=-1)"))
    show("spec_parameter", error(glia.spec_check, "optimizer", "sgd(momentun=0.9)"))
    show("spec_syntax", error(glia.spec_check, "optimizer", "sgd(momentum=0.9"))
    show("spec_name", error(glia.spec_check, "loss", "hubert"))
    glia.set_log_callback(lambda level, text: show("log", level, text))
    glia.Dataset.of_classes(X, np.arange(60) < 2, 2).fold("stratified(folds=3)", 0, seed=1)
    glia.set_log_callback(None)
    show("error_inputs", error(glia.Model, 0))
    show("error_missing", error(glia.Model.load, "missing.safetensors"))
    show("error_format", error(glia.Model.load_memory, b"not glia"))


def model_cases():
    model = network()
    show("create", model.inputs, model.outputs, model.layers, model.parameter_count)
    show("error_activation", error(model.add_dense, 8, "rellu"))
    show("error_units", error(model.add_dense, 0, "relu"))
    show("error_layer", error(model.add_layer, "dropuot"))
    show("error_initializer", error(model.initialize, "he_norml", 7))
    show("error_state", error(model.predict, X[:1]))
    show("error_size", error(model.set_parameters, 1, "bias", [1, 2]))
    show("error_tensor", error(model.set_parameters, 1, "wieght", [1, 2]))

    model = net()
    show("initialize", parameters(model))
    show("initialize_he", parameters(model.initialize("he_normal", 8)))
    show("parameters", digest(model.set_parameters(1, "bias", [0.5, -0.25, 1]).parameters(1, "bias")))

    model = net()
    show("predict", predictions(model))
    session = model.session(60)
    show("session", digest(session.predict(X)))
    show("session_rows", sum(np.array_equal(session.predict(row), model.predict(row)) for row in X))
    show("session_limit", error(model.session(1).predict, X[:2]))
    clone = model.clone()
    model.initialize("auto", 8)
    show("clone", predictions(clone))

    model = net().set_classes(["grün", "猫", "red"])
    show("class_names", digest(*(name.encode() for name in model.class_names)))
    show("describe", digest(model.describe_json().encode()))


def file_cases():
    model = net()
    saved = model.save_memory()
    show("save_memory", digest(saved))
    show("load_memory", predictions(glia.Model.load_memory(saved)))
    show("load_damaged", error(glia.Model.load_memory, saved[:-1] + bytes([saved[-1] ^ 1])))
    model.save("cases.safetensors")
    with open("cases.safetensors", "rb") as file:
        show("save_file", digest(file.read()))
    show("load_file", predictions(glia.Model.load("cases.safetensors")))


def open_iris(path):
    return glia.Dataset.open(path, "species", "classes")


def dataset_cases(iris_path):
    show("classes", *shape(data()))
    show("rows", digest(*data().get_rows(10, 10)))
    show("values", *shape(glia.Dataset.of_values(X, TARGETS)))
    rows = np.arange(1, 9, dtype=np.float32).reshape(2, 4)
    show("error_class", error(glia.Dataset.of_classes, rows, [0, 3], 3))
    rows[1, 2] = np.inf
    show("error_infinite", error(glia.Dataset.of_values, rows))
    show("error_column", error(glia.Dataset.open, iris_path, "specie"))
    show("error_csv", error(glia.Dataset.open, "missing.csv"))
    iris = open_iris(iris_path)
    show("csv", *shape(iris))
    show("csv_names", *iris.class_names, *iris.feature_names)
    show("csv_rows", digest(*iris.get_rows()))
    test = iris.split(0.2, 42, stratify=True)[1]
    show("split", *shape(test))
    show("split_rows", digest(*test.get_rows()))


def train(case, optimizer, dataset, **settings):
    model = net()
    trainer(model, optimizer, **settings).fit(dataset)
    show(case, parameters(model))


def read(first, capacity):
    last = min(60, first + capacity, first + 25)
    return None if first == last else (X[first:last], CLASSES[first:last])


def read_once(first, capacity):
    if first > 0:
        raise glia.Cancelled(glia.ERROR_CANCELLED, "no more rows")
    return read(first, capacity)


def training_cases(iris_path):
    train("train_sgd", "sgd(learning_rate=0.1)", data())
    train("train_momentum", "sgd(learning_rate=0.05, momentum=0.9, nesterov=1)", data())
    train("train_adam", ADAM, data())
    train("train_threads", ADAM, data(), threads=3)
    train("train_settings", "adamw(learning_rate=0.01)", data(), loss="categorical_crossentropy(label_smoothing=0.1)",
          schedule="cosine(warmup=1)", penalty="l2(factor=0.01)", clipping="norm(limit=1)")
    model = glia.Model(4).add_dense(6, "tanh").add_dense(2, "identity").initialize("auto", 7)
    trainer(model, "rmsprop").fit(glia.Dataset.of_values(X, TARGETS))
    show("train_values", parameters(model))
    train("train_weights", ADAM, data().with_weights(np.where(CLASSES == 2, 2, 0.5)))
    train("stream", ADAM, glia.Dataset.stream(read, 60, 4, class_count=3, window=60))
    stopping = glia.Dataset.stream(read_once, 60, 4, class_count=3, window=60)
    show("stream_stop", status(trainer(net(), ADAM).fit, stopping))

    events = []
    followed = trainer(net(), ADAM, callback=lambda progress: events.append(progress.is_epoch)).fit(data())
    show("callback", events.count(False), events.count(True))
    show("history", digest(followed.history("loss")))
    followed.set(callback=lambda progress: not (progress.is_epoch and progress.epoch == 2))
    stopped = status(followed.fit, data())
    show("callback_stop", stopped, len(followed.history("loss")), ["none", "epochs", "early", "target", "time",
                                                                   "callback"].index(followed.stop_reason))

    trainer(net(), ADAM, epochs=2, checkpoint=("cases.checkpoint", 1)).fit(data())
    model = network()
    trainer(model, ADAM).resume("cases.checkpoint").fit(data())
    show("resume", parameters(model))

    training, test = open_iris(iris_path).split(0.2, 42, stratify=True)
    model = glia.Model(4).scale_inputs(training).add_dense(8, "relu").add_dense(3, "softmax")
    fitted = trainer(model, "adam(learning_rate=0.1)", epochs=100, metrics=["f1_macro"], early_stopping=3)
    fitted.fit(training, test)
    show("evaluate", digest(*fitted.evaluate(test)))
    show("trainer_metric", digest(fitted.metric("validation_f1_macro")))
    show("early_stopping", 2 if fitted.stop_reason == "early" else fitted.stop_reason, fitted.best_epoch)

    refusing = trainer(net(), "adam")
    show("error_optimizer", error(refusing.set, optimizer="addam"))
    show("error_loss", error(refusing.set, loss="hinge"))
    show("error_features", error(refusing.fit, glia.Dataset.of_classes(X[:, :3], CLASSES, 3)))
    show("error_backward", error(refusing.backward))
    show("error_batch", error(refusing.set, accumulation=0))


def step_cases():
    model = net()
    steps = trainer(model, ADAM)
    steps.forward(X[:16])
    show("step_loss", digest(steps.loss_classes(CLASSES[:16])))
    steps.backward()
    show("step_gradient", digest(steps.gradients(0, "weight")))
    steps.update()
    show("step_update", parameters(model))

    momentum = "sgd(learning_rate=0.1, momentum=0.9)"
    train("fit_in_order", momentum, data(), epochs=1, shuffle=False)
    model = net()
    steps = trainer(model, momentum)
    for first in range(0, 60, 16):
        steps.forward(X[first:first + 16])
        steps.loss_classes(CLASSES[first:first + 16])
        steps.backward()
        steps.update()
    show("steps_in_order", parameters(model))


def register_cube(name):
    glia.register_activation(
        name, lambda x, scale: np.float32(scale) * (x * x * x),
        lambda x, y, dy, scale: np.float32(scale) * (dy * (np.float32(3) * (x * x))),
        parameters={"scale": (1, 0.125, 8)}, flags=glia.ACTIVATION_ELEMENTWISE, float64=False)


def activation_cases():
    show("activation_taken", status(register_cube, "relu"))
    register_cube("own_cube")
    show("activation_gradient", int(glia.GradientReport("own_cube(scale=0.5)").passed))
    model = glia.Model(4).add_dense(8, "own_cube(scale=0.5)").add_dense(3, "softmax").initialize("auto", 7)
    show("activation_predict", predictions(model))
    trainer(model, ADAM).fit(data())
    show("activation_train", predictions(model))
    show("activation_range", error(glia.spec_check, "activation", "own_cube(scale=9)"))
    glia.unregister_activation("own_cube")
    show("activation_gone", status(glia.spec_check, "activation", "own_cube"))
    show("activation_kept", predictions(model))


def metric_cases():
    y = net().predict(X)
    predicted = glia.classify(y)
    show("classify", digest(predicted))
    show("accuracy", digest(glia.accuracy(CLASSES, predicted)))
    show("confusion", digest(glia.confusion(CLASSES, predicted, 3)))
    figures = [glia.compute_metric(name, y, classes=CLASSES) for name in ("f1_macro", "log_loss", "roc_auc")]
    show("metrics", digest(*figures))
    show("metric_whole", digest(figures[1]))
    metric = glia.Metric("log_loss", 3, has_classes=True)
    for first in range(0, 60, 15):
        metric.add_classes(y[first:first + 15], CLASSES[first:first + 15])
    show("metric_parts", digest(metric.value))
    show("error_metric", error(glia.compute_metric, "f2", y, classes=CLASSES))
    folds = trainer(network(), ADAM).cross_validate(data(), "stratified(folds=3)", seed=5)
    show("folds", folds.folds)
    show("folds_loss", digest(*folds.summary("loss")))


if __name__ == "__main__":
    library_cases()
    model_cases()
    file_cases()
    dataset_cases(sys.argv[1])
    training_cases(sys.argv[1])
    step_cases()
    activation_cases()
    metric_cases()
