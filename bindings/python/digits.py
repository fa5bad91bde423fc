"""Learns to read handwritten digits: once with glia's own calls, and once as a part of scikit-learn.

    digits.py digits.csv digits.safetensors
"""

import sys

import numpy as np
from sklearn.model_selection import GridSearchCV

import glia


def show_epoch(progress):
    """Called after each mini-batch and each epoch; returning False would stop the training."""
    if progress.is_epoch and progress.epoch % 5 == 0:
        print(f"epoch {progress.epoch:2}/{progress.epochs}   loss {progress.metric('loss'):.4f}   "
              f"validation accuracy {100 * progress.metric('validation_accuracy'):.2f} %")


def train(path, model_path):
    digits = glia.Dataset.open(path, target="digit", kind="classes")
    training, test = digits.split(0.2, seed=42, stratify=True)
    model = glia.Model(digits.features).scale_inputs(training, "min_max")
    model.add_dense(64, "my_swish").add_layer("dropout(rate=0.2)").add_dense(digits.class_count, "softmax")
    trainer = glia.Trainer(model, optimizer="adam(learning_rate=2e-3)", epochs=25, seed=1, callback=show_epoch)
    trainer.fit(training, test)
    print(f"test accuracy: {100 * trainer.evaluate(test)[1]:.2f} %")

    x, classes = test.get_rows()
    predicted = glia.classify(model.predict(x))
    print("true digit, and what it was taken for:")
    print(glia.confusion(classes, predicted, digits.class_count))
    model.save(model_path)
    same = np.array_equal(glia.Model.load(model_path).predict(x), model.predict(x))
    print("loaded again:", "the same predictions" if same else "other predictions")
    return training


def search(training):
    x, classes = training.get_rows()
    grid = {"hidden": [(16,), (32,)], "optimizer": ["adam", "adam(learning_rate=0.01)"]}
    found = GridSearchCV(glia.GliaClassifier(epochs=10, scaling="min_max", random_state=0), grid, cv=3)
    found.fit(x, classes)
    print(f"the best of a grid: {found.best_params_}, {100 * found.best_score_:.2f} %")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: digits.py DIGITS.csv MODEL")
    # An activation made of numpy's operations; a program that loads the model must register it again.
    glia.register_activation("my_swish", lambda x: x / (1 + np.exp(-x)),
                             lambda x, y, dy: dy * (y + (1 - y) / (1 + np.exp(-x))),
                             flags=glia.ACTIVATION_ELEMENTWISE)
    search(train(sys.argv[1], sys.argv[2]))
