"""The estimators in scikit-learn: its own checks, pipelines and searches."""

import contextlib
import io
import pickle
import unittest
import warnings
from pathlib import Path

import numpy as np
from sklearn.base import clone, is_classifier, is_regressor
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris
from sklearn.model_selection import GridSearchCV, cross_val_score, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures
from sklearn.utils.estimator_checks import check_estimator

import glia

SMALL = {"hidden": (16,), "epochs": 60, "optimizer": "adam(learning_rate=0.01)", "random_state": 0}


class Estimators(unittest.TestCase):
    def test_pass_the_checks_of_scikit_learn(self):
        for estimator in (glia.GliaClassifier(**SMALL), glia.GliaRegressor(**SMALL)):
            for prepared, check in check_estimator(estimator, generate_only=True):
                # Rows without weight, in another order, give the same sums but for the last bits, which this one wants
                # too (README.md).
                if check.func.__name__ == "check_sample_weights_invariance" and check.keywords["kind"] == "zeros":
                    continue
                with self.subTest(check=str(check)), warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    check(prepared)

    def test_classify(self):
        x, y = load_breast_cancer(return_X_y=True)
        names = np.array(["malignant", "benign"])[y]
        x, rest, names, expected = train_test_split(x, names, random_state=0, stratify=names)
        classifier = glia.GliaClassifier(hidden=(16,), epochs=60, random_state=1).fit(x, names)
        self.assertGreater(classifier.score(rest, expected), 0.94)
        self.assertEqual(list(classifier.classes_), ["benign", "malignant"])
        self.assertEqual(classifier.model_.class_names, ["benign", "malignant"])
        probabilities = classifier.predict_proba(rest)
        np.testing.assert_allclose(probabilities.sum(axis=1), 1, rtol=1e-5)
        np.testing.assert_array_equal(classifier.predict(rest), classifier.classes_[probabilities.argmax(axis=1)])
        self.assertTrue(is_classifier(classifier) and is_regressor(glia.GliaRegressor()))

    def test_predict_amounts(self):
        x, y = load_diabetes(return_X_y=True)
        regressor = glia.GliaRegressor(hidden=16, epochs=60, optimizer="adam(learning_rate=3e-3)",
                                       penalty="l2(factor=0.1)", random_state=0)
        scores = cross_val_score(regressor, x, y, cv=3)
        self.assertGreater(scores.mean(), 0.4)
        both = regressor.fit(x, np.stack([y, -y], axis=1)).predict(x[:5])
        self.assertEqual(both.shape, (5, 2))

    def test_give_the_same_for_a_seed_on_any_number_of_threads(self):
        x, y = load_iris(return_X_y=True)
        first = glia.GliaClassifier(**SMALL).fit(x, y).predict_proba(x)
        np.testing.assert_array_equal(glia.GliaClassifier(**SMALL, threads=2).fit(x, y).predict_proba(x), first)
        self.assertFalse(np.array_equal(
            glia.GliaClassifier(**{**SMALL, "random_state": 1}).fit(x, y).predict_proba(x), first))

    def test_stop_early(self):
        x, y = load_iris(return_X_y=True)
        classifier = glia.GliaClassifier(**{**SMALL, "epochs": 500}, patience=5).fit(x, y)
        self.assertLess(classifier.n_iter_, 500)
        self.assertEqual(len(classifier.history_["validation_loss"]), classifier.n_iter_)

    def test_stand_in_pipelines_and_searches(self):
        x, y = load_iris(return_X_y=True)
        pipeline = make_pipeline(PolynomialFeatures(2), glia.GliaClassifier(**SMALL))
        search = GridSearchCV(pipeline, {"gliaclassifier__hidden": [(4,), (16, 8)],
                                         "gliaclassifier__activation": ["relu", "tanh"]}, cv=3).fit(x, y)
        self.assertGreater(search.best_score_, 0.93)
        self.assertEqual(len(search.cv_results_["params"]), 4)

    def test_the_search_of_the_readme_works(self):
        readme = (Path(glia.__file__).parent / "README.md").read_text()
        program = readme.partition("in scikit-learn")[2].partition("```python\n")[2].partition("```")[0]
        x, y = load_iris(return_X_y=True)
        x_train, x_test, y_train, y_test = train_test_split(x, y, random_state=0, stratify=y)
        names = {"glia": glia, "x_train": x_train, "y_train": y_train, "x_test": x_test, "y_test": y_test}
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(program, names)
        search = names["search"]
        score = search.score(x_test, y_test)
        self.assertGreater(score, 0.6)  # the seeds are not fixed
        self.assertEqual(said.getvalue(), f"{search.best_params_} {score}\n")

    def test_are_cloned_and_pickled(self):
        x, y = load_iris(return_X_y=True)
        classifier = glia.GliaClassifier(**SMALL).fit(x, y)
        copy = pickle.loads(pickle.dumps(classifier))
        np.testing.assert_array_equal(copy.predict_proba(x), classifier.predict_proba(x))
        fresh = clone(classifier)
        self.assertEqual(fresh.get_params(), classifier.get_params())
        self.assertFalse(hasattr(fresh, "model_"))

    def test_refuse_what_glia_refuses(self):
        x, y = load_iris(return_X_y=True)
        self.assertRaisesRegex(ValueError, "learning_rate is -1",
                               glia.GliaClassifier(optimizer="adam(learning_rate=-1)").fit, x, y)
        self.assertRaisesRegex(LookupError, "did you mean 'relu'", glia.GliaClassifier(activation="rellu").fit, x, y)


if __name__ == "__main__":
    unittest.main()
