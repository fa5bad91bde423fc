"""Objects, arrays, callbacks and what becomes of them."""

import contextlib
import copy
import ctypes
import gc
import io
import os
import pickle
import sys
import tempfile
import threading
import time
import unittest
import weakref
from pathlib import Path

import numpy as np

import glia

X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], np.float32)
CLASSES = [0, 1, 1, 0]


def data():
    return glia.Dataset.of_classes(X, CLASSES, 2)


def model(activation="tanh"):
    return glia.Model(2).add_dense(4, activation).add_dense(1, "sigmoid").initialize("auto", 1)


class Thrown(Exception):
    pass


class Once:
    """A callback that can be watched."""

    def __init__(self, action=lambda *_: None):
        self.action = action

    def __call__(self, *arguments):
        return self.action(*arguments)


def throw(*_, **__):
    raise Thrown("from within")


class Errors(unittest.TestCase):
    def test_have_status_text_and_kind(self):
        with self.assertRaises(glia.InvalidArgument) as caught:
            glia.Model(0)
        self.assertIsInstance(caught.exception, ValueError)
        self.assertEqual(caught.exception.status, glia.ERROR_INVALID_ARGUMENT)
        self.assertEqual(str(caught.exception), "inputs is 0; it must be from 1 to 2147483647")
        with self.assertRaisesRegex(LookupError, "did you mean 'relu'"):
            glia.Model(2).add_dense(2, "rellu")
        with self.assertRaises(glia.Error) as caught:
            glia.Model(2).predict(X)
        self.assertEqual(caught.exception.status, glia.ERROR_STATE)
        self.assertEqual(pickle.loads(pickle.dumps(caught.exception)).status, glia.ERROR_STATE)

    def test_refuse_other_shapes(self):
        for x in (np.zeros(3), np.zeros((2, 3)), np.zeros((1, 2, 2)), [[1, 2], [3, 4]][0][0]):
            with self.assertRaisesRegex(glia.InvalidArgument, "it must be rows of 2"):
                model().predict(x)
        with self.assertRaisesRegex(glia.InvalidArgument, "classes holds 3 numbers; it must be 4"):
            glia.Dataset.of_classes(X, [0, 1, 0])
        with self.assertRaisesRegex(glia.InvalidArgument, "targets has 3 rows; x has 4"):
            glia.Dataset.of_values(X, [0, 1, 0])
        with self.assertRaisesRegex(glia.InvalidArgument, "classes must be whole numbers, not float64"):
            glia.Dataset.of_classes(X, [0.0, 1.0, 0.0, 1.0])
        with self.assertRaisesRegex(glia.InvalidArgument, "groups holds 4294967296; it must be from -2147483648"):
            data().split_groups(0.5, [0, 1, 2**32, 3])
        with self.assertRaisesRegex(glia.InvalidArgument, "holds a NUL"):
            glia.spec_check("loss", "mse\0")
        with self.assertRaisesRegex(TypeError, "a trainer has no setting 'epoch'"):
            glia.Trainer(model(), epoch=3)
        for negative in (lambda: glia.Model(-1), lambda: model().set_parameters(-1, "bias", [1])):
            with self.assertRaises(glia.Error):
                negative()


class Ownership(unittest.TestCase):
    def test_closing_twice_is_harmless(self):
        for make in (model, data, lambda: model().session(), lambda: glia.Trainer(model()),
                     lambda: glia.Metric("mse", 1, False)):
            thing = make()
            thing.close()
            thing.close()
            self.assertRaisesRegex(ValueError, "is closed", lambda: thing.handle)

    def test_what_is_closed_cannot_be_used(self):
        network, dataset = model(), data()
        session, trainer = network.session(), glia.Trainer(network)
        for thing in (network, dataset, session, trainer):
            thing.close()
        uses = (lambda: network.predict(X), lambda: network.inputs, lambda: str(network), lambda: session.predict(X[0]),
                lambda: trainer.fit(data()), lambda: dataset.rows, lambda: glia.Trainer(network),
                lambda: glia.Trainer(model()).fit(dataset), lambda: network.__enter__())
        for use in uses:
            self.assertRaisesRegex(ValueError, "is closed", use)

    def test_with_closes(self):
        with model() as network, network.session() as session:
            session.predict(X[0])
        self.assertRaises(ValueError, session.predict, X[0])

    def test_what_is_dropped_is_released(self):
        destroyed = []
        network = model()
        network._destroy = "glia_test_destroy"
        glia._lib.glia_test_destroy = lambda pointer: (destroyed.append(pointer), glia._lib.glia_model_destroy(pointer))
        del network
        gc.collect()
        self.assertEqual(len(destroyed), 1)

    def test_parts_outlive_what_they_were_made_from(self):
        network = model()
        expected = network.predict(X)
        session, trainer = network.session(4), glia.Trainer(network)
        whole = data()
        train, test = whole.split(0.5)
        for thing in (network, whole):
            thing.close()
        np.testing.assert_array_equal(session.predict(X), expected)
        trainer.fit(train, test)
        self.assertEqual(len(train) + len(test), 4)

    def test_memory_stays_flat(self):
        class MallocState(ctypes.Structure):
            _fields_ = [(name, ctypes.c_size_t) for name in (
                "arena", "free_chunks", "fast_chunks", "mapped", "mapped_bytes", "unused", "fast_bytes", "used_bytes",
                "free_bytes", "top_bytes")]

        malloc_state = ctypes.CDLL(None).mallinfo2
        malloc_state.restype = MallocState

        def used():
            """Bytes that malloc has given, which native code has, and blocks of Python's own, which its objects are."""
            gc.collect()
            state = malloc_state()
            return state.used_bytes + state.mapped_bytes, sys.getallocatedblocks()

        def resident():
            with open("/proc/self/statm") as statm:
                return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

        follow, y = Once(), np.empty((4, 3), np.float32)

        def cycles(count):
            for i in range(count):
                network = glia.Model(2).add_dense(3, "tanh").initialize("auto", 1)
                with network.session(4) as session:
                    session.predict(X, y)
                trainer = glia.Trainer(network, epochs=1, callback=follow)
                if i % 10 == 0:
                    network.predict(X, y)
                    trainer.fit(data().split(0.5)[0])
                network.close()  # the others are dropped

        cycles(10000)
        kept, (bytes_before, blocks_before), resident_before = len(glia._kept), used(), resident()
        cycles(90000)
        bytes_now, blocks_now = used()
        self.assertEqual(len(glia._kept), kept)
        self.assertLess(bytes_now - bytes_before, 9000 * 16)  # malloc takes 32 bytes for the smallest block
        self.assertLess(blocks_now - blocks_before, 4500)
        self.assertLess(resident() - resident_before, 2**20)


class Arrays(unittest.TestCase):
    def test_are_used_where_they_lie(self):
        x = np.zeros((4, 6), np.float32)
        part, stride = glia._strided(x[:, 1:3])
        self.assertTrue(np.shares_memory(part, x))
        self.assertEqual(stride, 6)
        self.assertIs(glia._rows(X, 2), X)
        for copied in (x[:, ::2], x.T, x[::-1], x.astype(np.float64)):
            part, stride = glia._strided(copied)
            np.testing.assert_array_equal(part, copied)
            self.assertFalse(np.shares_memory(part, x))
        out = np.empty((4, 1), np.float32)
        network = model()
        self.assertIs(network.predict(X, out), out)
        np.testing.assert_array_equal(out, network.predict(X))

    def test_that_results_do_not_fit_in_are_refused(self):
        locked = np.empty((4, 1), np.float32)
        locked.flags.writeable = False
        for out in (np.empty((4, 1)), np.empty((3, 1), np.float32), np.empty((4, 2), np.float32)[:, :1], locked, [0]):
            with self.assertRaisesRegex(glia.InvalidArgument, "out must be a dense, writable array of float32"):
                model().predict(X, out)

    def test_with_strides_give_the_same_rows(self):
        wide = np.arange(20, dtype=np.float32).reshape(4, 5)
        for x in (wide[:, 1:3], wide[:, ::3], wide[::-1, :2], np.asfortranarray(wide), wide[2:3, 1:2]):
            np.testing.assert_array_equal(glia.Dataset.of_values(x).get_rows()[0], x)
            targets = glia.Dataset.of_values(x, x).get_rows()[1]
            np.testing.assert_array_equal(targets, x)

    def test_that_are_borrowed_live_as_long_as_they_are_needed(self):
        x = np.random.default_rng(0).normal(size=(50, 3)).astype(np.float32)
        reference = weakref.ref(x)
        dataset = glia.Dataset.of_values(x, borrow=True)
        expected = x.copy()
        first, second = dataset.split(0.5, seed=1)
        del x, dataset
        gc.collect()
        self.assertIsNotNone(reference())
        self.assertTrue(np.isin(second.get_rows()[0], expected).all())
        del first, second
        gc.collect()
        self.assertIsNone(reference())
        with self.assertRaisesRegex(glia.InvalidArgument, "can be borrowed"):
            glia.Dataset.of_values(expected.astype(np.float64), borrow=True)

    def test_empty_ones(self):
        self.assertEqual(model().predict(np.empty((0, 2))).shape, (0, 1))
        self.assertEqual(len(glia.Dataset.of_values(np.empty((0, 2)))), 0)


class Callbacks(unittest.TestCase):
    def test_exceptions_arrive_from_fit(self):
        trainer = glia.Trainer(model(), callback=throw)
        with self.assertRaisesRegex(Thrown, "from within"):
            trainer.fit(data())
        self.assertEqual(trainer.stop_reason, "callback")
        trainer.set(callback=None).fit(data())
        self.assertEqual(len(trainer.history()), 10)

    def test_interrupts_arrive_too(self):
        def interrupt(_):
            raise KeyboardInterrupt

        with self.assertRaises(KeyboardInterrupt):
            glia.Trainer(model(), callback=interrupt).fit(data())

    def test_false_cancels(self):
        trainer = glia.Trainer(model(), callback=lambda progress: progress.epoch < 3)
        with self.assertRaises(glia.Cancelled):
            trainer.fit(data())
        self.assertEqual(len(trainer.history()), 2)

    def test_see_the_figures_while_they_run(self):
        seen = []

        def follow(progress):
            if progress.is_epoch:
                seen.append((progress, progress.metric("loss")))

        trainer = glia.Trainer(model(), epochs=3, callback=follow).fit(data())
        np.testing.assert_array_equal([loss for _, loss in seen], trainer.history())
        self.assertEqual([(one.epoch, one.epochs, one.batches) for one, _ in seen], [(1, 3, 1), (2, 3, 1), (3, 3, 1)])
        self.assertRaises(ValueError, seen[0][0].metric, "loss")

    def test_survive_collections_and_go_with_their_owner(self):
        calls = []
        callback = Once(lambda progress: (gc.collect(), calls.append(progress.epoch)) and None)
        reference = weakref.ref(callback)
        trainer = glia.Trainer(model(), epochs=3, callback=callback)
        del callback
        gc.collect()
        trainer.fit(data())
        self.assertEqual(calls, [1, 1, 2, 2, 3, 3])
        trainer.close()
        gc.collect()
        self.assertIsNone(reference())

    def test_of_streams(self):
        dataset = glia.Dataset.stream(throw, 4, 2, class_count=2)
        trainer = glia.Trainer(model())
        self.assertRaises(Thrown, trainer.fit, dataset)
        self.assertRaises(Thrown, trainer.evaluate, dataset)
        many = glia.Dataset.stream(lambda first, capacity: (np.zeros((capacity + 1, 2)), CLASSES), 4, 2, class_count=2)
        self.assertRaisesRegex(glia.InvalidArgument, "read returned .* rows", trainer.fit, many)
        values = glia.Dataset.stream(lambda first, capacity: None if first else (X, [[0], [1], [1], [0]]), 4, 2, 1)
        trainer.fit(values)
        self.assertTrue(values.is_stream)

    def test_of_folds(self):
        trainer = glia.Trainer(model())
        dataset = glia.Dataset.of_classes(np.tile(X, (5, 1)), np.tile(CLASSES, 5))
        self.assertRaises(Thrown, trainer.cross_validate, dataset, callback=throw)
        seen = set()
        result = trainer.cross_validate(dataset, "plain(folds=4)",
                                        callback=lambda fold, folds, progress: seen.add((fold, folds)))
        self.assertEqual(seen, {(fold, 4) for fold in range(4)})
        self.assertEqual(result.values("loss").shape, (4,))

    def test_of_the_log(self):
        rare = glia.Dataset.of_classes(X, [0, 0, 0, 1])
        glia.set_log_callback(throw)
        try:
            self.assertRaises(Thrown, rare.fold, "stratified(folds=3)", 0)
        finally:
            glia.set_log_callback(None)

    def test_on_threads_of_their_own(self):
        """Each thread gets its own exception, and the others go on."""
        results = {}

        def work(number):
            def follow(progress):
                if number % 2 and progress.epoch == 5:
                    raise Thrown(str(number))

            try:
                glia.Trainer(model(), epochs=20, callback=follow).fit(data())
            except Thrown as error:
                results[number] = str(error)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(results, {1: "1", 3: "3", 5: "5"})


class Activations(unittest.TestCase):
    def test_of_numpy_have_both_precisions(self):
        glia.register_activation("my_softsign", lambda x, a: x / (a + np.abs(x)),
                                 lambda x, y, dy, a: dy * a / (a + np.abs(x))**2, parameters={"a": (1, 0.5, 2)})
        report = glia.GradientReport("my_softsign(a=1.5)")
        self.assertTrue(report.passed, report.describe())
        self.assertTrue(glia.describe_activation("my_softsign")["float64"])
        np.testing.assert_allclose(model("my_softsign").predict(X), model("softsign").predict(X), atol=1e-6)
        glia.unregister_activation("my_softsign")

    def test_with_a_wrong_derivative_are_found(self):
        glia.register_activation("wrong", lambda x: x * x, lambda x, y, dy: dy * x)
        self.assertFalse(glia.GradientReport("wrong").passed)
        glia.unregister_activation("wrong")

    def test_live_as_long_as_their_last_model(self):
        forward = Once(lambda x: 3 * x)
        reference = weakref.ref(forward)
        glia.register_activation("triple", forward, lambda x, y, dy: 3 * dy)
        network = model("triple")
        glia.unregister_activation("triple")
        del forward
        gc.collect()
        self.assertIsNotNone(reference())
        network.predict(X)
        network.close()
        gc.collect()
        self.assertIsNone(reference())

    def test_that_are_refused_leave_nothing(self):
        kept = len(glia._kept)
        model("relu")  # loads it, and so the name is taken
        self.assertRaises(glia.Error, glia.register_activation, "relu", abs, abs)
        self.assertRaises(glia.Error, glia.register_activation, "Bad Name", abs, abs)
        self.assertEqual(len(glia._kept), kept)

    def test_exceptions_arrive_on_any_number_of_threads(self):
        faulty = []

        def forward(x):
            if faulty:
                throw()
            return x

        glia.register_activation("faulty", forward, lambda x, y, dy: dy, flags=glia.ACTIVATION_ELEMENTWISE)
        dataset = glia.Dataset.of_classes(np.random.default_rng(1).normal(size=(512, 2)), np.arange(512) % 2)
        for threads in (1, 3):
            network = model("faulty")
            trainer = glia.Trainer(network, threads=threads, batch_size=256, epochs=2)
            faulty.append(True)
            self.assertRaises(Thrown, trainer.fit, dataset)
            self.assertRaises(Thrown, network.predict, X)
            faulty.clear()
            network.predict(X)
            trainer.fit(dataset)
        glia.unregister_activation("faulty")

    def test_exceptions_on_a_trainers_thread_arrive_from_its_own_call_alone(self):
        caller = threading.get_ident()
        raised, done = threading.Event(), threading.Event()
        calls, at_others = [], []
        rows = np.full((1024, 2), 0.5, np.float32)  # as many as are worth parts for four threads
        dataset = glia.Dataset.of_values(rows, np.ones(1024))

        def forward(x):
            if threading.get_ident() != caller:
                raised.set()
                raise Thrown("the worker is late")
            if waits:
                waits.clear()
                raised.wait(60)  # leaves the other parts to the trainer's threads
                before, deadline = len(calls), time.monotonic() + 60
                while len(calls) < before + 2 and time.monotonic() < deadline:  # the other thread makes a whole call
                    time.sleep(0.001)
            return x

        def fit(activation, threads):
            network = glia.Model(2).add_dense(64, activation).add_dense(1, "identity")
            glia.Trainer(network, threads=threads, batch_size=1024, epochs=1).fit(dataset)

        def innocent():
            network = model()
            while not done.is_set():
                try:
                    network.predict(X)
                    fit("tanh", 1)
                except BaseException as error:
                    at_others.append(error)
                calls.append(True)

        glia.register_activation("guilty", forward, lambda x, y, dy: dy, flags=glia.ACTIVATION_ELEMENTWISE)
        other = threading.Thread(target=innocent)
        other.start()
        try:
            for _ in range(20):
                raised.clear()
                waits = [True]
                self.assertRaisesRegex(Thrown, "^the worker is late$", fit, "guilty", 4)
        finally:
            done.set()
            other.join()
        self.assertEqual(at_others, [])
        glia.unregister_activation("guilty")

    def test_of_the_wrong_shape_are_an_error(self):
        glia.register_activation("flat", lambda x: np.zeros(99), lambda x, y, dy: dy)
        self.assertRaisesRegex(ValueError, "broadcast", model("flat").predict, X)
        glia.unregister_activation("flat")


class Everything(unittest.TestCase):
    def test_the_readme_works(self):
        readme = (Path(glia.__file__).parent / "README.md").read_text()
        program = readme.partition("```python\n")[2].partition("```")[0]
        said = io.StringIO()
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(said):
            exec(program.replace("xor.safetensors", folder + "/xor.safetensors"), {})
            self.assertEqual(os.listdir(folder), ["xor.safetensors"])
        self.assertEqual(said.getvalue(), "[0 1 1 0]\n")

    @unittest.skipUnless("GLIA_TEST_PLUGIN" in os.environ, "GLIA_TEST_PLUGIN names no file, of an activation good")
    def test_plugins_are_allowed_by_name(self):
        file = os.environ["GLIA_TEST_PLUGIN"]
        try:
            glia.allow_plugins([])
            self.assertRaisesRegex(glia.Error, "not among the plugins", glia.load_plugin, file)
            glia.allow_plugins(["good"], ["0" * 64])
            self.assertRaisesRegex(glia.Error, "SHA-256", glia.load_plugin, file)
            glia.allow_plugins(["good"], [None])
            glia.load_plugin(file)
            glia.Model(2).add_dense(2, "good")
            self.assertEqual(glia.activation_path("good"), os.path.realpath(file))
        finally:
            glia.allow_plugins(None)

    def test_activations_are_functions_by_themselves(self):
        x = [[-2, 0.5]]
        for dtype in (np.float32, np.float64):
            y = glia.activation_values("leaky_relu(alpha=0.25)", x, dtype)
            dx = glia.activation_gradients("leaky_relu(alpha=0.25)", x, [[1, 3]], dtype)
            np.testing.assert_array_equal((y, dx), [[[-0.5, 0.5]], [[0.25, 3]]])
            self.assertEqual((y.dtype, dx.dtype), (dtype, dtype))
        np.testing.assert_array_equal(glia.activation_values("softmax", np.ones((3, 2))), np.full((3, 2), 0.5))
        np.testing.assert_array_equal(glia.activation_gradients("relu", [-1, 1]), [0, 1])
        self.assertEqual(glia.activation_values("relu", []).size, 0)
        self.assertRaises(ValueError, glia.activation_gradients, "relu", [1, 2], [1, 2, 3])
        self.assertRaisesRegex(ValueError, "it must be float32 or float64", glia.activation_values, "relu", [1], int)

    def test_models_are_pickled_and_copied(self):
        network = model().set_classes(["no", "yes"])
        for other in (pickle.loads(pickle.dumps(network)), copy.deepcopy(network), network.clone()):
            np.testing.assert_array_equal(other.predict(X), network.predict(X))
            self.assertEqual(other.class_names, ["no", "yes"])

    def test_threads_share_a_model(self):
        network, results = model(), []
        expected = network.predict(X)
        threads = [threading.Thread(target=lambda: results.append(network.session(4).predict(X))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertTrue(all(np.array_equal(result, expected) for result in results) and len(results) == 4)

    def test_files_are_opened_as_options_say(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "größe.csv")
            with open(path, "w") as file:
                file.write("id;size;colour;price;when\n1;2;red;10;5\n2;;blue;20;4\n3;6;red;30;6\n")
            houses = glia.Dataset.open(path, target="price", kind="values", ignored=["id"], delimiter=";", missing=True,
                                       metadata={"when": "numbers"})
        self.assertEqual(houses.feature_names, ["size", "colour"])
        self.assertTrue(houses.has_missing)
        self.assertEqual(houses.categories(1), ["blue", "red"])
        ordered = houses.sort(houses.metadata(0))
        np.testing.assert_array_equal(ordered.get_rows()[1], [[20], [10], [30]])
        np.testing.assert_array_equal(houses.pick([2, 2]).get_rows()[1], [[30], [30]])
        np.testing.assert_array_equal(houses.with_weights([1, 2, 3]).weights, [1, 2, 3])
        self.assertRaises(glia.Error, houses.get_rows, 2, 2)
        network = glia.Model(2).scale_inputs(houses, "standardize", "mean").add_dense(1, "identity")
        network.scale_targets(houses).initialize("zeros")
        self.assertEqual((network.input_scaling, network.target_scaling, network.missing_policy),
                         ("standardize", "standardize", "mean"))
        self.assertEqual((network.input_scale(0)[0], network.output_scale(0)[0]), (4, 20))
        self.assertEqual((network.categories(1), network.input_names), (["blue", "red"], ["size", "colour"]))
        np.testing.assert_array_equal(network.predict(houses), [[20]] * 3)

    def test_single_steps(self):
        network = model()
        trainer = glia.Trainer(network)
        self.assertRaisesRegex(glia.Error, "no forward yet", trainer.loss, CLASSES)
        np.testing.assert_array_equal(trainer.forward(X), network.predict(X))
        loss = trainer.loss(CLASSES)
        self.assertAlmostEqual(trainer.loss_classes(CLASSES, weights=[2] * 4), 2 * loss)
        self.assertRaises(glia.Error, trainer.loss, CLASSES[:3])
        trainer.loss(CLASSES)
        trainer.backward()
        self.assertEqual((trainer.activations(1).shape, trainer.activation_gradients(1).shape), ((4, 4), (4, 4)))
        trainer.set_gradients(1, "bias", -trainer.gradients(1, "bias"))
        trainer.update()
        self.assertTrue(glia.GradientReport(trainer, X, classes=CLASSES).passed)
        rates, losses = trainer.find_learning_rate(data(), 1e-4, 1, 10)
        self.assertEqual(rates.shape, losses.shape)

    def test_metrics(self):
        self.assertEqual(glia.fold_count("stratified(folds=7)"), 7)
        scores, truth = [0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]
        self.assertEqual(glia.compute_metric("roc_auc", scores, classes=truth), 0.75)
        false_positive, true_positive, _ = glia.roc_curve(scores, truth)
        np.testing.assert_array_equal(false_positive, [0, 0, 0.5, 0.5, 1])
        np.testing.assert_array_equal(true_positive, [0, 0.5, 0.5, 1, 1])
        np.testing.assert_array_equal(glia.calibration_curve(scores, truth, 2)[2], [3, 1])
        np.testing.assert_array_equal(glia.per_class(truth, truth, 2)["support"], [2, 2])
        np.testing.assert_array_equal(glia.confusion(truth, glia.classify(scores), 2), [[2, 0], [1, 1]])
        metric = glia.Metric("mse", 1, has_classes=False)
        self.assertEqual(metric.add([1, 2], [1, 4]).value, 2)
        metric.reset()
        self.assertTrue(np.isnan(metric.value))


if __name__ == "__main__":
    unittest.main()
