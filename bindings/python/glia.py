"""glia from Python: fully connected neural networks that are trained and run by libglia.

    import glia

    digits = glia.Dataset.open("digits.csv", target="digit")
    train, test = digits.split(0.2, seed=42, stratify=True)

    model = glia.Model(digits.features).add_dense(64, "relu").add_dense(10, "softmax")
    trainer = glia.Trainer(model, optimizer="adam(learning_rate=1e-3)", epochs=20)
    trainer.fit(train, test)
    model.save("digits.safetensors")

For scikit-learn's pipelines and searches there are GliaClassifier and GliaRegressor, which need scikit-learn; all else
needs numpy alone. What is chosen by name is a spec: "relu", "leaky_relu(alpha=0.1)", "adam(learning_rate=3e-4)". What a
call means in detail is said in the C header of the same name, in include/glia.

Errors are exceptions of the class Error, with the status and one line of text. Objects are released when they are
collected, or at once by close() or at the end of a `with` block. Arrays of float32 with dense rows go in without being
copied.

The library is found at first use: where load_library was given a path, there; otherwise where the environment variable
GLIA_LIBRARY_PATH says (files, or directories that hold libglia.so.1, separated by ':'); and where that is not set,
beside this file, in the installation that this file is a part of, and where the system's loader looks.
"""

import ctypes
import itertools
import json
import os
import threading

import numpy as np

__version__ = "1.0.0"

# ---- Status and errors ----------------------------------------------------------------------------------------------

OK = 0
ERROR_INVALID_ARGUMENT = 1
ERROR_OUT_OF_MEMORY = 2
ERROR_NOT_FOUND = 3
ERROR_IO = 4
ERROR_FORMAT = 5
ERROR_UNSUPPORTED = 6
ERROR_STATE = 7
ERROR_PLUGIN = 8
ERROR_NUMERIC = 9
ERROR_CANCELLED = 10
ERROR_CAPACITY = 11
ERROR_INTERNAL = 12


class Error(Exception):
    """A call that failed: status is one of the numbers ERROR_..., and the text is one line for a person."""

    def __init__(self, status, message):
        super().__init__(status, message)
        self.status = status
        self.message = message

    def __str__(self):
        return self.message


class InvalidArgument(Error, ValueError):
    """Out of range, a wrong shape, a malformed spec."""


class NotFound(Error, LookupError):
    """No such file, activation, column or name."""


class OutOfMemory(Error, MemoryError):
    """Memory could not be had."""


class Cancelled(Error):
    """A callback asked to stop."""


_ERRORS = {
    ERROR_INVALID_ARGUMENT: InvalidArgument,
    ERROR_OUT_OF_MEMORY: OutOfMemory,
    ERROR_NOT_FOUND: NotFound,
    ERROR_CANCELLED: Cancelled,
}


class LibraryError(ImportError):
    """libglia could not be found, or is of a version that this module does not know."""


# ---- The library ----------------------------------------------------------------------------------------------------

# Each function: its result, then its arguments. r: status, v: nothing, i: int32, u: uint32, U: uint64, z: size_t,
# d: double, s: text, p: pointer.
_FUNCTIONS = {
    "glia_activation_check_gradient": "rps",
    "glia_activation_gradients": "rszzpppp",
    "glia_activation_gradients_f64": "rszzpppp",
    "glia_activation_values": "rszzpp",
    "glia_activation_values_f64": "rszzpp",
    "glia_blas_info": "rpzp",
    "glia_calling_thread": "U",
    "glia_cpu_name": "s",
    "glia_cross_validate": "rpppspzsUpp",
    "glia_cross_validation_destroy": "vp",
    "glia_cross_validation_figures": "rppzp",
    "glia_cross_validation_folds": "zp",
    "glia_cross_validation_summary": "rpspp",
    "glia_cross_validation_values": "rpspzp",
    "glia_data_options_add_categorical": "rps",
    "glia_data_options_add_categories": "rpspz",
    "glia_data_options_add_ignored": "rps",
    "glia_data_options_add_metadata": "rpsi",
    "glia_data_options_add_target": "rps",
    "glia_data_options_create": "rp",
    "glia_data_options_destroy": "vp",
    "glia_data_options_set_classes": "rppz",
    "glia_data_options_set_delimiter": "rps",
    "glia_data_options_set_header": "rpi",
    "glia_data_options_set_labels": "rps",
    "glia_data_options_set_missing": "rpi",
    "glia_data_options_set_stream": "rpiz",
    "glia_data_options_set_target_kind": "rpi",
    "glia_dataset_borrow": "rppzzzpzz",
    "glia_dataset_borrow_classes": "rppzzzpz",
    "glia_dataset_category_count": "zpz",
    "glia_dataset_category_name": "rpzzpzp",
    "glia_dataset_class_count": "zp",
    "glia_dataset_class_name": "rpzpzp",
    "glia_dataset_create": "rppzzzpzz",
    "glia_dataset_create_classes": "rppzzzpz",
    "glia_dataset_create_classes_missing": "rppzzzpz",
    "glia_dataset_create_missing": "rppzzzpzz",
    "glia_dataset_describe": "rppzp",
    "glia_dataset_destroy": "vp",
    "glia_dataset_feature_name": "rpzpzp",
    "glia_dataset_features": "zp",
    "glia_dataset_fold": "rpspzUzpp",
    "glia_dataset_get_metadata": "rpzpzp",
    "glia_dataset_get_rows": "rpzzppp",
    "glia_dataset_get_weights": "rppzp",
    "glia_dataset_has_missing": "ip",
    "glia_dataset_has_weights": "ip",
    "glia_dataset_is_stream": "ip",
    "glia_dataset_open_idx": "rpss",
    "glia_dataset_open_npy": "rpssi",
    "glia_dataset_open_with": "rpsp",
    "glia_dataset_outputs": "zp",
    "glia_dataset_pick": "rpppz",
    "glia_dataset_rows": "zp",
    "glia_dataset_sort": "rpppz",
    "glia_dataset_split": "rpdiUpp",
    "glia_dataset_split_groups": "rpdpzUpp",
    "glia_dataset_split_time": "rpdpp",
    "glia_dataset_stream_callback": "rpzzzzzppp",
    "glia_dataset_with_categories": "rpzpzp",
    "glia_dataset_with_weights": "rpppz",
    "glia_fold_count": "rsp",
    "glia_gradient_report_checked": "zp",
    "glia_gradient_report_describe": "rppzp",
    "glia_gradient_report_destroy": "vp",
    "glia_gradient_report_passed": "ip",
    "glia_gradient_report_skipped": "zp",
    "glia_gradient_report_wrong": "zp",
    "glia_last_error": "s",
    "glia_log_level": "i",
    "glia_log_set_callback": "rppp",
    "glia_log_set_level": "ri",
    "glia_metric_add": "rppzpp",
    "glia_metric_add_classes": "rppzpp",
    "glia_metric_create": "rpszi",
    "glia_metric_destroy": "vp",
    "glia_metric_reset": "rp",
    "glia_metric_value": "rpp",
    "glia_metrics_accuracy": "rppzp",
    "glia_metrics_calibration_curve": "rpppzzppp",
    "glia_metrics_classify": "rpzzp",
    "glia_metrics_compute": "rspzzppp",
    "glia_metrics_compute_classes": "rspzzppp",
    "glia_metrics_confusion": "rppzzp",
    "glia_metrics_per_class": "rpppzzpppp",
    "glia_metrics_precision_recall_curve": "rpppzpppzp",
    "glia_metrics_roc_curve": "rpppzpppzp",
    "glia_model_add_activation": "rps",
    "glia_model_add_dense": "rpzs",
    "glia_model_add_layer": "rps",
    "glia_model_category_count": "zpz",
    "glia_model_category_name": "rpzzpzp",
    "glia_model_class_count": "zp",
    "glia_model_class_name": "rpzpzp",
    "glia_model_clone": "rpp",
    "glia_model_create": "rpz",
    "glia_model_describe": "rppzp",
    "glia_model_describe_json": "rppzp",
    "glia_model_destroy": "vp",
    "glia_model_fold_batch_norm": "rpp",
    "glia_model_get_parameters": "rpzspzp",
    "glia_model_initialize": "rpsU",
    "glia_model_initialize_tensor": "rpzssU",
    "glia_model_input_name": "rpzpzp",
    "glia_model_input_scale": "rpzpp",
    "glia_model_input_scaling": "rppzp",
    "glia_model_inputs": "zp",
    "glia_model_layers": "zp",
    "glia_model_load": "rps",
    "glia_model_load_memory": "rppz",
    "glia_model_loss": "rppzp",
    "glia_model_missing_policy": "rppzp",
    "glia_model_output_scale": "rpzpp",
    "glia_model_outputs": "zp",
    "glia_model_parameter_count": "zp",
    "glia_model_predict": "rppzp",
    "glia_model_predict_dataset": "rppzzp",
    "glia_model_save": "rps",
    "glia_model_save_memory": "rppzp",
    "glia_model_scale_inputs": "rppss",
    "glia_model_scale_targets": "rpps",
    "glia_model_set_classes": "rppz",
    "glia_model_set_parameters": "rpzspz",
    "glia_model_target_scaling": "rppzp",
    "glia_registry_add_directory": "rs",
    "glia_registry_count": "rp",
    "glia_registry_describe": "rspzp",
    "glia_registry_load": "rs",
    "glia_registry_name": "rzpzp",
    "glia_registry_path": "rspzp",
    "glia_registry_register_activation": "rp",
    "glia_registry_search_path": "rpzp",
    "glia_registry_set_allowed": "rppz",
    "glia_registry_unregister_activation": "rs",
    "glia_session_create": "rppz",
    "glia_session_destroy": "vp",
    "glia_session_predict": "rppzp",
    "glia_spec_check": "rss",
    "glia_spec_describe": "rsspzp",
    "glia_spec_list": "rspzp",
    "glia_status_name": "si",
    "glia_trainer_backward": "rp",
    "glia_trainer_backward_from": "rpp",
    "glia_trainer_best_epoch": "zp",
    "glia_trainer_check_gradients": "rpppzppzU",
    "glia_trainer_create": "rpp",
    "glia_trainer_destroy": "vp",
    "glia_trainer_evaluate": "rpppp",
    "glia_trainer_figures": "rppzp",
    "glia_trainer_find_learning_rate": "rppddzppzp",
    "glia_trainer_fit": "rppp",
    "glia_trainer_forward": "rppzp",
    "glia_trainer_get_activation_gradients": "rpzpzp",
    "glia_trainer_get_activations": "rpzpzp",
    "glia_trainer_get_gradients": "rpzspzp",
    "glia_trainer_history": "rpspzp",
    "glia_trainer_loss": "rppp",
    "glia_trainer_loss_classes": "rppp",
    "glia_trainer_loss_classes_weighted": "rpppp",
    "glia_trainer_loss_weighted": "rpppp",
    "glia_trainer_metric": "rpsp",
    "glia_trainer_progress": "rppppp",
    "glia_trainer_resume": "rps",
    "glia_trainer_set_accumulation": "rpz",
    "glia_trainer_set_batch_size": "rpz",
    "glia_trainer_set_callback": "rpppp",
    "glia_trainer_set_checkpoint": "rpszd",
    "glia_trainer_set_class_weight": "rps",
    "glia_trainer_set_class_weights": "rppz",
    "glia_trainer_set_clipping": "rps",
    "glia_trainer_set_constraint": "rps",
    "glia_trainer_set_early_stopping": "rpszdi",
    "glia_trainer_set_epochs": "rpz",
    "glia_trainer_set_gradients": "rpzspz",
    "glia_trainer_set_improvement": "rps",
    "glia_trainer_set_loss": "rps",
    "glia_trainer_set_metrics": "rppz",
    "glia_trainer_set_optimizer": "rps",
    "glia_trainer_set_penalty": "rps",
    "glia_trainer_set_schedule": "rps",
    "glia_trainer_set_seed": "rpU",
    "glia_trainer_set_shuffle": "rpi",
    "glia_trainer_set_target": "rpsd",
    "glia_trainer_set_threads": "rpz",
    "glia_trainer_set_time_limit": "rpd",
    "glia_trainer_stop_reason": "ip",
    "glia_trainer_update": "rp",
    "glia_version": "u",
    "glia_version_string": "s",
}

_TYPES = {
    "r": ctypes.c_int32,
    "v": None,
    "i": ctypes.c_int32,
    "u": ctypes.c_uint32,
    "U": ctypes.c_uint64,
    "z": ctypes.c_size_t,
    "d": ctypes.c_double,
    "s": ctypes.c_char_p,
    "p": ctypes.c_void_p,
}

_SONAME = "libglia.so.1"
_INSTALLED_IN = "/share/glia/bindings/python"


def _installed():
    """Where the library of an installation lies, if this file is a part of one, in share/glia/bindings/python."""
    folder = os.path.dirname(os.path.realpath(__file__))
    prefix = folder[:-len(_INSTALLED_IN)]
    if folder == prefix + _INSTALLED_IN:
        for libraries in (f"lib/{os.uname().machine}-linux-gnu", "lib", "lib64"):
            yield os.path.join(prefix, libraries, _SONAME)


def _candidates():
    """Where the library may be, each with what it comes from. What the variable says is not passed over."""
    entries = [entry for entry in os.environ.get("GLIA_LIBRARY_PATH", "").split(":") if entry]
    for entry in entries:
        yield os.path.join(entry, _SONAME) if os.path.isdir(entry) else entry, "GLIA_LIBRARY_PATH"
    if not entries:
        yield os.path.join(os.path.dirname(os.path.abspath(__file__)), _SONAME), "beside glia.py"
        for path in _installed():
            yield path, "installed with glia.py"
        yield _SONAME, "the system's loader"


class _Place(ctypes.Structure):  # Dl_info
    _fields_ = [("file", ctypes.c_char_p), ("base", ctypes.c_void_p), ("symbol", ctypes.c_char_p),
                ("address", ctypes.c_void_p)]


def _file_of(function):
    """The file that a function of a library was loaded from."""
    place = _Place()
    ctypes.CDLL(None).dladdr(ctypes.cast(function, ctypes.c_void_p), ctypes.byref(place))
    return os.fsdecode(place.file)


def _open(path):
    """The library at `path`, with the types of its functions; raises OSError or LibraryError."""
    library = ctypes.CDLL(path)
    try:
        library.glia_version.restype = ctypes.c_uint32
        version = library.glia_version()
    except AttributeError:
        raise LibraryError(f"'{path}' is not glia: it has no function glia_version") from None
    wanted = [int(part) for part in __version__.split(".")]
    found = [version // 10000, version // 100 % 100, version % 100]
    if found[0] != wanted[0] or found < wanted:
        found = ".".join(map(str, found))
        raise LibraryError(f"'{_file_of(library.glia_version)}' is glia {found}; this module needs {__version__} or a "
                           f"later {wanted[0]}")
    for name, code in _FUNCTIONS.items():
        function = getattr(library, name, None)
        if function is None:
            raise LibraryError(f"'{path}' has no function {name}")
        function.restype = _TYPES[code[0]]
        function.argtypes = [_TYPES[letter] for letter in code[1:]]
    return library


class _Library:
    """Opens the library when the first of its functions is asked for."""

    def __init__(self):
        self.path = None
        self.lock = threading.Lock()

    def load(self, path=None):
        with self.lock:
            if self.path is not None:
                if path is not None and os.path.realpath(path) != os.path.realpath(self.path):
                    raise LibraryError(f"'{self.path}' is loaded already; '{path}' would be a second glia")
                return
            tried = []
            for candidate, source in [(path, "load_library")] if path is not None else _candidates():
                try:
                    library = _open(candidate)
                except OSError as error:
                    tried.append(f"  {candidate} ({source}): {error}")
                    continue
                for name in _FUNCTIONS:
                    setattr(self, name, getattr(library, name))
                self.path = candidate
                return
            raise LibraryError("libglia was not found. Looked for:\n" + "\n".join(tried) +
                               "\nSet GLIA_LIBRARY_PATH to the directory that holds " + _SONAME)

    def __getattr__(self, name):  # is called for what load has not set yet
        if not name.startswith("glia_"):
            raise AttributeError(name)
        self.load()
        return self.__dict__[name]


_lib = _Library()


def load_library(path=None):
    """Loads the library now, from `path` or from where it is found, rather than at first use."""
    _lib.load(None if path is None else os.fspath(path))


def library_path():
    """The file that was loaded, as it was named."""
    _lib.load()
    return _lib.path


# ---- Calls ----------------------------------------------------------------------------------------------------------


class _Thrown:
    """Exceptions of callbacks on their way past the C functions to the caller.

    Callbacks run on the thread that made the call, but activations may run on a thread of a trainer: what these raise
    is left under the number of the thread whose call they work for.
    """

    def __init__(self):
        self.here = threading.local()
        self.on_workers = {}

    def keep(self, error):
        if getattr(self.here, "depth", 0) > 0:
            if getattr(self.here, "error", None) is None:
                self.here.error = error
        else:
            self.on_workers.setdefault(_lib.glia_calling_thread(), error)  # the first counts

    def take(self):
        error = getattr(self.here, "error", None)
        if error is not None:
            self.here.error = None
        if self.on_workers:  # hardly ever
            on_worker = self.on_workers.pop(_lib.glia_calling_thread(), None)
            error = on_worker if error is None else error
        return error


_thrown = _Thrown()


def _status(function, *arguments):
    here = _thrown.here
    here.depth = getattr(here, "depth", 0) + 1
    try:
        return function(*arguments)
    finally:
        here.depth -= 1


def _check(status):
    error = _thrown.take()
    if error is not None:
        raise error
    if status != OK:
        text = _lib.glia_last_error().decode("utf-8", "replace")
        raise _ERRORS.get(status, Error)(status, text)


def _call(function, *arguments):
    _check(_status(function, *arguments))


def _make(destroy, function, *arguments, last=0):
    """The pointers that a C function puts where its first argument points, or its `last` ones. destroy: the name of the
    function that they go to where a callback has raised although they were made."""
    made = [ctypes.c_void_p() for _ in range(last or 1)]
    places = list(map(ctypes.byref, made))
    status = _status(function, *arguments, *places) if last else _status(function, *places, *arguments)
    try:
        _check(status)
    except BaseException:
        for pointer in made:
            getattr(_lib, destroy)(pointer)  # NULL is fine
        raise
    return tuple(pointer.value for pointer in made) if last > 1 else made[0].value


def _text(function, *arguments):
    """The text of a C function, whose last three arguments are buffer, capacity and needed."""
    needed = ctypes.c_size_t(256)
    while True:
        buffer = ctypes.create_string_buffer(needed.value)
        status = _status(function, *arguments, buffer, len(buffer), ctypes.byref(needed))
        if status != ERROR_CAPACITY:
            _check(status)
            return buffer.value.decode("utf-8")


def _numbers(dtype, function, *arguments):
    """The array of a C function, whose last three arguments are values, capacity and needed."""
    needed = ctypes.c_size_t()
    _call(function, *arguments, None, 0, ctypes.byref(needed))
    values = np.empty(needed.value, dtype)
    _call(function, *arguments, values.ctypes.data, values.size, ctypes.byref(needed))
    return values


def _figures(function, *arguments, count=1, kind=ctypes.c_double):
    """Numbers that a C function puts where its last `count` arguments point."""
    values = [kind() for _ in range(count)]
    _call(function, *arguments, *map(ctypes.byref, values))
    return values[0].value if count == 1 else tuple(value.value for value in values)


def _encode(text):
    """UTF-8, or None for None."""
    if text is None:
        return None
    result = os.fsencode(text) if isinstance(text, os.PathLike) else str(text).encode("utf-8")
    if b"\0" in result:
        raise InvalidArgument(ERROR_INVALID_ARGUMENT, f"{text!r} holds a NUL")
    return result


def _texts(texts):
    """An array of texts and its size."""
    encoded = [_encode(text) for text in texts]
    return (ctypes.c_char_p * len(encoded))(*encoded), len(encoded)


def _refuse(message):
    raise InvalidArgument(ERROR_INVALID_ARGUMENT, message)


def _rows(x, columns, name="x"):
    """A dense float32 matrix of so many columns; a single row may be a vector."""
    array = np.ascontiguousarray(x, np.float32)
    if array.ndim == 1 and array.size == columns:
        array = array.reshape(1, columns)
    if array.ndim != 2 or array.shape[1] != columns:
        _refuse(f"{name} has the shape {np.shape(x)}; it must be rows of {columns}")
    return array


def _vector(values, dtype, size=None, name="values"):
    array = np.ascontiguousarray(values, dtype).reshape(-1)
    if size is not None and array.size != size:
        _refuse(f"{name} holds {array.size} numbers; it must be {size}")
    return array


def _classes(values, size=None, name="classes"):
    """Class indices: whole numbers."""
    array = np.asarray(values)
    if array.dtype.kind not in "iub" and array.size > 0:
        _refuse(f"{name} must be whole numbers, not {array.dtype}")
    if array.size > 0 and not np.can_cast(array.dtype, np.int32):
        for extreme in (array.min(), array.max()):
            if not -2**31 <= extreme < 2**31:
                _refuse(f"{name} holds {extreme}; it must be from {-2**31} to {2**31 - 1}")
    return _vector(array, np.int32, size, name)


def _weights(values, size):
    """An array and its address, both None for no weights."""
    if values is None:
        return None, None
    array = _vector(values, np.float32, size, "weights")
    return array, array.ctypes.data


# What C functions keep: callables with all they need, by the number that is their `user`.
_kept = {}
_next_key = itertools.count(1)


def _drop(key):
    _kept.pop(key, None)


_DROP = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(_drop)


def _keep(what):
    key = next(_next_key)
    _kept[key] = what
    return key


def _hand_over(key, status):
    """After the call of a C function that keeps `key`, which it does where it has succeeded."""
    if status != OK:
        _drop(key)
    _check(status)


def _goes_on(callback, *arguments):
    """Runs a callback of the user; 0 to go on and 1 to stop, as C callbacks return it."""
    try:
        return 1 if callback(*arguments) is False else 0
    except BaseException as error:  # KeyboardInterrupt too: it ends the call
        _thrown.keep(error)
        return 1


class _Object:
    """Owns a C object. Closing twice is fine; using what is closed is a ValueError."""

    _destroy = None  # the name of the C function
    _pointer = None

    def __init__(self, pointer):
        self._pointer = pointer

    @property
    def handle(self):
        """The C pointer, as a number, for calls of your own; it belongs to this object."""
        if self._pointer is None:
            raise ValueError(f"this {type(self).__name__} is closed")
        return self._pointer

    def close(self):
        pointer, self._pointer = self._pointer, None
        if pointer is not None:
            getattr(_lib, self._destroy)(pointer)

    def __enter__(self):
        self.handle  # raises where it is closed
        return self

    def __exit__(self, *_):
        self.close()

    def __del__(self):
        try:
            self.close()
        except Exception:  # the interpreter is ending
            pass


# ---- Library, specs, messages ---------------------------------------------------------------------------------------


def version():
    """The loaded library's: major * 10000 + minor * 100 + patch."""
    return _lib.glia_version()


def status_name(status):
    return _lib.glia_status_name(status).decode()


def blas_info():
    return json.loads(_text(_lib.glia_blas_info))


def cpu_name():
    return _lib.glia_cpu_name().decode()


def spec_list(family):
    """The names of a family: "activation", "optimizer", "loss", ..."""
    return json.loads(_text(_lib.glia_spec_list, _encode(family)))


def spec_describe(family, name):
    return json.loads(_text(_lib.glia_spec_describe, _encode(family), _encode(name)))


def spec_check(family, spec):
    """Raises where the spec is wrong."""
    _call(_lib.glia_spec_check, _encode(family), _encode(spec))


LOG_TRACE, LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR, LOG_OFF = range(6)

_LOG_CALLBACK = ctypes.CFUNCTYPE(None, ctypes.c_int32, ctypes.c_char_p, ctypes.c_void_p)


def set_log_callback(callback):
    """Sends messages to callback(level, text) instead of stderr; None goes back to stderr."""
    if callback is None:
        _call(_lib.glia_log_set_callback, None, None, None)
        return

    def receive(level, message, _):
        _goes_on(callback, level, message.decode("utf-8", "replace"))

    receive = _LOG_CALLBACK(receive)
    key = _keep(receive)
    _hand_over(key, _status(_lib.glia_log_set_callback, receive, key, _DROP))


def set_log_level(level):
    _call(_lib.glia_log_set_level, level)


def log_level():
    return _lib.glia_log_level()


# ---- Activations ----------------------------------------------------------------------------------------------------

ACTIVATION_ELEMENTWISE = 1 << 0
ACTIVATION_INPLACE = 1 << 1
ACTIVATION_GRAD_IGNORES_X = 1 << 2
ACTIVATION_GRAD_IGNORES_Y = 1 << 3
ACTIVATION_LOGISTIC = 1 << 4
ACTIVATION_SOFTMAX = 1 << 5
ACTIVATION_IDENTITY = 1 << 6

_FORWARD = ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 2, *[ctypes.c_size_t] * 2, *[ctypes.c_void_p] * 2)
_BACKWARD = ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 2, *[ctypes.c_size_t] * 2, *[ctypes.c_void_p] * 4)


class _Parameter(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char_p), ("default_value", ctypes.c_double), ("minimum", ctypes.c_double),
                ("maximum", ctypes.c_double)]


class _Activation(ctypes.Structure):
    _fields_ = [("struct_size", ctypes.c_uint32), ("flags", ctypes.c_uint32), ("name", ctypes.c_char_p),
                ("revision", ctypes.c_uint32), ("parameter_count", ctypes.c_uint32),
                ("parameters", ctypes.POINTER(_Parameter)), ("variant", ctypes.c_char_p),
                ("formula", ctypes.c_char_p), ("reference", ctypes.c_char_p), ("initializer", ctypes.c_char_p),
                ("max_error_ulp", ctypes.c_double), ("user", ctypes.c_void_p), ("destroy", ctypes.c_void_p),
                ("forward", _FORWARD), ("backward", _BACKWARD), ("forward_f64", _FORWARD),
                ("backward_f64", _BACKWARD)]


def _kernels(function, derivative, names, dtype):
    """C kernels of two functions of arrays."""
    number = np.ctypeslib.as_ctypes_type(dtype)

    def view(address, rows, columns):
        if not address:
            return None  # flags have promised that it is not read
        array = np.frombuffer((number * (rows * columns)).from_address(address), dtype)
        return array.reshape(rows, columns)

    def keywords(address):
        return dict(zip(names, (ctypes.c_double * len(names)).from_address(address))) if names else {}

    def run(result, kernel):
        try:
            result[...] = kernel()
        except BaseException as error:
            _thrown.keep(error)
            result[...] = np.nan

    def forward(_, parameters, rows, columns, x, y):
        if rows * columns > 0:
            run(view(y, rows, columns), lambda: function(view(x, rows, columns), **keywords(parameters)))

    def backward(_, parameters, rows, columns, x, y, dy, dx):
        if rows * columns > 0:
            x, y, dy, dx = (view(address, rows, columns) for address in (x, y, dy, dx))
            run(dx, lambda: derivative(x, y, dy, **keywords(parameters)))

    return _FORWARD(forward), _BACKWARD(backward)


def register_activation(name, forward, backward, parameters=None, flags=0, revision=1, formula=None, reference=None,
                        initializer=None, float64=True):
    """Registers an activation made of two functions of matrices (rows x columns).

    forward(x) returns y = f(x); backward(x, y, dy) returns dx = dy * df/dx. They must not change what they are given or
    keep it. parameters: {name: (default, minimum, maximum)}; each is handed to both functions as a keyword argument.
    flags: promises, the ACTIVATION_... above. float64: whether the functions serve for double precision too, as those
    made of numpy's operations do. An exception in one arrives from the call that needed the activation.
    """
    parameters = parameters or {}
    table = _Activation()
    table.struct_size = ctypes.sizeof(table)
    table.flags = flags
    table.name = _encode(name)
    table.revision = revision
    table.parameter_count = len(parameters)
    described = [_Parameter(_encode(key), *values) for key, values in parameters.items()]
    table.parameters = (_Parameter * len(described))(*described) if described else None
    table.variant = b"host"
    table.formula = _encode(formula)
    table.reference = _encode(reference)
    table.initializer = _encode(initializer)
    names = list(parameters)
    table.forward, table.backward = kernels = _kernels(forward, backward, names, np.dtype(np.float32))
    if float64:
        table.forward_f64, table.backward_f64 = kernels_f64 = _kernels(forward, backward, names, np.dtype(np.float64))
        kernels += kernels_f64
    table.user = key = _keep(kernels)
    table.destroy = ctypes.cast(_DROP, ctypes.c_void_p)
    _hand_over(key, _status(_lib.glia_registry_register_activation, ctypes.byref(table)))


def unregister_activation(name):
    """Forgets an activation that was registered; models that use it keep it."""
    _call(_lib.glia_registry_unregister_activation, _encode(name))


def load_plugin(path):
    _call(_lib.glia_registry_load, _encode(path))


def add_plugin_directory(path):
    _call(_lib.glia_registry_add_directory, _encode(path))


def allow_plugins(names, sha256=None):
    """Allows only these activations to come from plugin files; None: all. sha256: for each name the hash of the one
    file that may define it, or None for any file."""
    if names is None:
        _call(_lib.glia_registry_set_allowed, None, None, 0)
        return
    if sha256 is not None and len(sha256) != len(names):
        _refuse(f"sha256 holds {len(sha256)} hashes; there are {len(names)} names")
    allowed = _texts(names)[0] if names else (ctypes.c_char_p * 1)()
    _call(_lib.glia_registry_set_allowed, allowed, None if sha256 is None else _texts(sha256)[0], len(names))


def plugin_search_path():
    return _text(_lib.glia_registry_search_path).splitlines()


def activations():
    """The names of all activations, for which every plugin is opened."""
    count = _figures(_lib.glia_registry_count, kind=ctypes.c_size_t)
    return [_text(_lib.glia_registry_name, index) for index in range(count)]


def describe_activation(name):
    return json.loads(_text(_lib.glia_registry_describe, _encode(name)))


def activation_path(name):
    """The file that an activation was loaded from; "" for one of this program."""
    return _text(_lib.glia_registry_path, _encode(name))


def activation_values(spec, x, dtype=np.float32):
    """f(x), an array like x, where spec says f. Functions of a row, such as softmax, take the last axis for it. In
    float64 it is slower, and right within some units in the last place; not every activation has that."""
    x = np.ascontiguousarray(x, dtype)
    y = np.empty_like(x)
    _call(_of_type("glia_activation_values", x), _encode(spec), *_shape_of(x), x.ctypes.data, y.ctypes.data)
    return y


def activation_gradients(spec, x, dy=1, dtype=np.float32):
    """dy times the derivative of f at x: with dy = 1 and a function of each number, its derivative."""
    x = np.ascontiguousarray(x, dtype)
    dy = np.ascontiguousarray(np.broadcast_to(np.asarray(dy, dtype), x.shape))
    dx = np.empty_like(x)
    _call(_of_type("glia_activation_gradients", x), _encode(spec), *_shape_of(x), x.ctypes.data, None, dy.ctypes.data,
          dx.ctypes.data)
    return dx


def _of_type(function, array):
    """The function for the numbers of an array."""
    suffixes = {np.dtype(np.float32): "", np.dtype(np.float64): "_f64"}
    if array.dtype not in suffixes:
        _refuse(f"dtype is {array.dtype}; it must be float32 or float64")
    return getattr(_lib, function + suffixes[array.dtype])


def _shape_of(array):
    """Rows and columns."""
    columns = array.shape[-1]
    return array.size // max(columns, 1), columns


# ---- Data -----------------------------------------------------------------------------------------------------------

TARGET_AUTO, TARGET_CLASSES, TARGET_VALUES, TARGET_NONE = range(4)

_TARGET_KINDS = {"auto": TARGET_AUTO, "classes": TARGET_CLASSES, "values": TARGET_VALUES, "none": TARGET_NONE}
_METADATA_KINDS = {"numbers": 0, "names": 1}

_ROWS_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_size_t, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_void_p,
                                  ctypes.c_void_p, ctypes.POINTER(ctypes.c_size_t), ctypes.c_void_p)


def _strided(x, name="x"):
    """A float32 matrix whose rows are dense, and the distance of its rows in elements; copied only where it must be."""
    array = np.asarray(x, np.float32)
    if array.ndim != 2:
        _refuse(f"{name} has the shape {np.shape(x)}; it must be rows x columns")
    step, inner = array.strides
    if inner != 4 or step % 4 != 0 or step < 4 * array.shape[1]:
        array = np.ascontiguousarray(array)
        step = array.strides[0]
    return array, step // 4 if array.shape[0] > 1 else 0


def _lookup(table, value, name):
    if value in table:
        return table[value]
    _refuse(f"{name} is {value!r}; it must be one of {', '.join(table)}")


def fold_count(folds):
    """How many folds a spec such as "stratified(folds=5)" asks for."""
    return _figures(_lib.glia_fold_count, _encode(folds), kind=ctypes.c_size_t)


class Dataset(_Object):
    """Rows of features, each with a class index, with target values, or with neither."""

    _destroy = "glia_dataset_destroy"
    _borrowed = ()  # arrays that must outlive it

    def _part(self, function, *arguments, **where):
        """A data set that a C function makes of this one's rows."""
        return self._sharing(_make(self._destroy, function, *arguments, **where))

    def _parts(self, function, *arguments):
        return tuple(map(self._sharing, _make(self._destroy, function, *arguments, last=2)))

    def _sharing(self, pointer):
        part = Dataset(pointer)
        part._borrowed = self._borrowed
        return part

    @classmethod
    def of_values(cls, x, targets=None, borrow=False, missing=False):
        """Rows with target values (one a row, or rows x outputs); None: rows to be predicted.

        borrow: the arrays are used where they lie, and must not change; that is refused where they would have to be
        copied first. missing: NaN in x stands for a value that is missing.
        """
        array, stride = _strided(x)
        values, outputs, values_stride = None, 0, 0
        if targets is not None:
            shaped = np.asarray(targets)
            values, values_stride = _strided(shaped.reshape(-1, 1) if shaped.ndim == 1 else shaped, "targets")
            outputs = values.shape[1]
            if len(values) != len(array):
                _refuse(f"targets has {len(values)} rows; x has {len(array)}")
        create = _creator("", borrow, missing, (x, array), (targets, values))
        dataset = cls(_make(cls._destroy, create, array.ctypes.data, array.shape[0], array.shape[1], stride,
                            None if values is None else values.ctypes.data, outputs, values_stride))
        dataset._borrowed = (array, values) if borrow else ()
        return dataset

    @classmethod
    def of_classes(cls, x, classes, class_count=None, borrow=False, missing=False):
        """Rows with class indices from 0; class_count None: up to the largest. borrow, missing: as of_values."""
        array, stride = _strided(x)
        indices = _classes(classes, len(array))
        if class_count is None:
            class_count = int(indices.max(initial=0)) + 1
        create = _creator("_classes", borrow, missing, (x, array), (classes, indices))
        dataset = cls(_make(cls._destroy, create, array.ctypes.data, array.shape[0], array.shape[1], stride,
                            indices.ctypes.data, class_count))
        dataset._borrowed = (array, indices) if borrow else ()
        return dataset

    @classmethod
    def open(cls, path, target=None, kind="auto", labels=None, classes=None, ignored=(), categorical=(),
             categories=None, metadata=None, delimiter=None, header=None, missing=False, stream=False, window=0):
        """A CSV, IDX or NPY file, by what it holds.

        target: a column's name or index, or a list of several; None: the last. kind: "auto", "classes", "values" or
        "none". labels: a file of targets beside an IDX or NPY file. classes: their names, where they are known.
        categorical: columns of numbers that stand for categories; categories: {column: names} where these are known.
        metadata: {column: "numbers" or "names"}. header: whether the first line is one; None: as it looks. stream: rows
        are read anew in each pass, `window` of them in memory at once (0: as many as 64 MiB hold).
        """
        options = _make("glia_data_options_destroy", _lib.glia_data_options_create)
        try:
            def add(name, *arguments):
                _call(getattr(_lib, "glia_data_options_" + name), options, *arguments)

            add("set_target_kind", _lookup(_TARGET_KINDS, kind, "kind"))
            for column in [target] if isinstance(target, (str, int)) else target or ():
                add("add_target", _encode(column))
            if labels is not None:
                add("set_labels", _encode(labels))
            if classes is not None:
                add("set_classes", *_texts(classes))
            for column in ignored:
                add("add_ignored", _encode(column))
            for column in categorical:
                add("add_categorical", _encode(column))
            for column, names in (categories or {}).items():
                add("add_categories", _encode(column), *_texts(names))
            for column, entries in (metadata or {}).items():
                add("add_metadata", _encode(column), _lookup(_METADATA_KINDS, entries, "metadata"))
            if delimiter is not None:
                add("set_delimiter", _encode(delimiter))
            if header is not None:
                add("set_header", 1 if header else 2)
            add("set_missing", int(missing))
            add("set_stream", int(stream), window)
            return cls(_make(cls._destroy, _lib.glia_dataset_open_with, _encode(path), options))
        finally:
            _lib.glia_data_options_destroy(options)

    @classmethod
    def stream(cls, read, rows, features, outputs=0, class_count=0, window=0):
        """Rows that read(first, capacity) delivers, as (x, targets or classes): at most `capacity` rows, the first of
        them row `first` of this pass; None ends a pass. Each pass must deliver the same rows. What it raises ends the
        fit. One of outputs and class_count is 0, or both, and then it returns x alone."""

        def deliver(first, capacity, x, targets, classes, delivered, _):
            def put(address, values, dtype, columns):
                number = np.ctypeslib.as_ctypes_type(dtype)
                room = np.frombuffer((number * (capacity * columns)).from_address(address), dtype)
                room = room.reshape(capacity, columns)
                values = np.asarray(values).reshape(-1, columns)
                if len(values) > capacity:
                    _refuse(f"read returned {len(values)} rows; it was asked for {capacity} at most")
                room[:len(values)] = values
                return len(values)

            def run():
                part = read(first, capacity)
                delivered[0] = 0
                if part is None:
                    return
                if targets or classes:
                    part, answers = part
                    count = put(classes, answers, np.dtype(np.int32), 1) if classes else put(
                        targets, answers, np.dtype(np.float32), outputs)
                    if count != len(part):
                        _refuse(f"read returned {len(part)} rows and {count} targets")
                delivered[0] = put(x, part, np.dtype(np.float32), features)

            return _goes_on(run)

        deliver = _ROWS_CALLBACK(deliver)
        key = _keep(deliver)
        pointer = ctypes.c_void_p()
        status = _status(_lib.glia_dataset_stream_callback, ctypes.byref(pointer), rows, features, outputs,
                         class_count, window, deliver, key, _DROP)
        _hand_over(key, status)
        return cls(pointer.value)

    def split(self, fraction, seed=0, stratify=False):
        """Two data sets, of which the second has that fraction of the rows, drawn at random."""
        return self._parts(_lib.glia_dataset_split, self.handle, fraction, int(stratify), seed)

    def split_groups(self, fraction, groups, seed=0):
        groups = _classes(groups, name="groups")
        return self._parts(_lib.glia_dataset_split_groups, self.handle, fraction, groups.ctypes.data, groups.size, seed)

    def split_time(self, fraction):
        return self._parts(_lib.glia_dataset_split_time, self.handle, fraction)

    def fold(self, folds, index, seed=0, groups=None):
        """Fold `index` of a spec such as "stratified(folds=5)": rows to train on, and rows to validate with."""
        groups = None if groups is None else _classes(groups, name="groups")
        address, size = (None, 0) if groups is None else (groups.ctypes.data, groups.size)
        return self._parts(_lib.glia_dataset_fold, self.handle, _encode(folds), address, size, seed, index)

    def sort(self, keys):
        keys = _vector(keys, np.float64)
        return self._part(_lib.glia_dataset_sort, self.handle, keys.ctypes.data, keys.size)

    def pick(self, rows):
        rows = np.asarray(rows)
        if rows.size > 0 and (rows.dtype.kind not in "iu" or rows.min() < 0):
            _refuse("rows must be whole numbers from 0")
        rows = _vector(rows, np.uintp)
        return self._part(_lib.glia_dataset_pick, self.handle, rows.ctypes.data, rows.size)

    def with_weights(self, weights):
        weights = _vector(weights, np.float32)
        return self._part(_lib.glia_dataset_with_weights, self.handle, weights.ctypes.data, weights.size)

    def with_categories(self, feature, names):
        return self._part(_lib.glia_dataset_with_categories, self.handle, feature, *_texts(names), last=1)

    @property
    def rows(self):
        return _lib.glia_dataset_rows(self.handle)

    def __len__(self):
        return self.rows

    @property
    def features(self):
        return _lib.glia_dataset_features(self.handle)

    @property
    def outputs(self):
        """Target values of a row; 0 where there are classes or no targets."""
        return _lib.glia_dataset_outputs(self.handle)

    @property
    def class_count(self):
        return _lib.glia_dataset_class_count(self.handle)

    @property
    def class_names(self):
        return [_text(_lib.glia_dataset_class_name, self.handle, index) for index in range(self.class_count)]

    @property
    def feature_names(self):
        return [_text(_lib.glia_dataset_feature_name, self.handle, index) for index in range(self.features)]

    def categories(self, feature):
        """The names of a feature's categories; empty for one of numbers."""
        count = _lib.glia_dataset_category_count(self.handle, feature)
        return [_text(_lib.glia_dataset_category_name, self.handle, feature, index) for index in range(count)]

    @property
    def has_missing(self):
        return _lib.glia_dataset_has_missing(self.handle) != 0

    @property
    def has_weights(self):
        return _lib.glia_dataset_has_weights(self.handle) != 0

    @property
    def is_stream(self):
        return _lib.glia_dataset_is_stream(self.handle) != 0

    @property
    def weights(self):
        return _numbers(np.float32, _lib.glia_dataset_get_weights, self.handle)

    def metadata(self, index):
        return _numbers(np.float64, _lib.glia_dataset_get_metadata, self.handle, index)

    def get_rows(self, first=0, count=None):
        """Copies of rows: (x, classes), (x, targets) or (x, None)."""
        count = self.rows - first if count is None else count
        _call(_lib.glia_dataset_get_rows, self.handle, first, count, None, None, None)  # whether there are such rows
        x = np.empty((count, self.features), np.float32)
        targets = np.empty((count, self.outputs), np.float32) if self.outputs > 0 else None
        classes = np.empty(count, np.int32) if self.class_count > 0 else None
        _call(_lib.glia_dataset_get_rows, self.handle, first, count, x.ctypes.data,
              None if targets is None else targets.ctypes.data, None if classes is None else classes.ctypes.data)
        return x, targets if classes is None else classes

    def describe(self):
        return json.loads(_text(_lib.glia_dataset_describe, self.handle))


def _creator(kind, borrow, missing, *arrays):
    """The C function that makes a data set; refuses to borrow what had to be copied."""
    if not borrow:
        return getattr(_lib, "glia_dataset_create" + kind + ("_missing" if missing else ""))
    if missing:
        _refuse("missing values cannot be in arrays that are borrowed")
    for given, used in arrays:
        if given is not None and not (isinstance(given, np.ndarray) and np.shares_memory(given, used)):
            _refuse("only arrays of float32 with dense rows, and classes of int32, can be borrowed")
    return getattr(_lib, "glia_dataset_borrow" + kind)


# ---- Models ---------------------------------------------------------------------------------------------------------


def _output(out, rows, outputs):
    """The array that outputs go to."""
    if out is None:
        return np.empty((rows, outputs), np.float32)
    if not isinstance(out, np.ndarray) or out.dtype != np.float32 or not out.flags.c_contiguous \
            or not out.flags.writeable or out.shape != (rows, outputs):
        _refuse(f"out must be a dense, writable array of float32 of the shape {(rows, outputs)}")
    return out


class Model(_Object):
    """A network and what is needed to use it. Building calls return the model, so that they can be chained.

    Methods that only read may be called by any number of threads at once, which then run side by side; others need the
    model to themselves.
    """

    _destroy = "glia_model_destroy"

    def __init__(self, inputs):
        super().__init__(_make(self._destroy, _lib.glia_model_create, inputs))

    @classmethod
    def _of(cls, pointer):
        model = cls.__new__(cls)
        _Object.__init__(model, pointer)
        return model

    @classmethod
    def load(cls, path):
        return cls._of(_make(cls._destroy, _lib.glia_model_load, _encode(path)))

    @classmethod
    def load_memory(cls, data):
        data = np.frombuffer(data, np.uint8)
        return cls._of(_make(cls._destroy, _lib.glia_model_load_memory, data.ctypes.data, data.size))

    def save(self, path):
        _call(_lib.glia_model_save, self.handle, _encode(path))

    def save_memory(self):
        """The bytes of a model file."""
        return _numbers(np.uint8, _lib.glia_model_save_memory, self.handle).tobytes()

    def __reduce__(self):  # for pickle and copy
        return _load_memory, (self.save_memory(),)

    def clone(self):
        return self._of(_make(self._destroy, _lib.glia_model_clone, self.handle, last=1))

    def fold_batch_norm(self):
        """A copy for prediction alone, in which batch normalization is merged with dense layers."""
        return self._of(_make(self._destroy, _lib.glia_model_fold_batch_norm, self.handle, last=1))

    def _set(self, function, *arguments):
        _call(function, self.handle, *arguments)
        return self

    def add_dense(self, units, activation):
        return self._set(_lib.glia_model_add_dense, units, _encode(activation))

    def add_activation(self, activation):
        return self._set(_lib.glia_model_add_activation, _encode(activation))

    def add_layer(self, layer):
        """A spec: "dropout(rate=0.5)", "batch_norm", "layer_norm", "residual(span=2)", ..."""
        return self._set(_lib.glia_model_add_layer, _encode(layer))

    def scale_inputs(self, train, scaling="standardize", missing="refuse"):
        """Fits how columns become inputs to the rows of a data set. Call it before layers are added."""
        return self._set(_lib.glia_model_scale_inputs, train.handle, _encode(scaling), _encode(missing))

    def scale_targets(self, train, scaling="standardize"):
        """The same of target values, when all layers are added."""
        return self._set(_lib.glia_model_scale_targets, train.handle, _encode(scaling))

    def set_classes(self, names):
        return self._set(_lib.glia_model_set_classes, *_texts(names))

    def initialize(self, initializer="auto", seed=0):
        return self._set(_lib.glia_model_initialize, _encode(initializer), seed)

    def initialize_tensor(self, layer, tensor, initializer, seed=0):
        return self._set(_lib.glia_model_initialize_tensor, layer, _encode(tensor), _encode(initializer), seed)

    def parameters(self, layer, tensor):
        """A copy of a tensor: "weight" (units x inputs) or "bias", say."""
        values = _numbers(np.float32, _lib.glia_model_get_parameters, self.handle, layer, _encode(tensor))
        return values.reshape(self._shape(layer, tensor))

    def _shape(self, layer, tensor):
        for entry in self.describe()["layers"][layer]["tensors"]:
            if entry["name"] == tensor:
                return entry["shape"]
        return [-1]

    def set_parameters(self, layer, tensor, values):
        values = _vector(values, np.float32)
        return self._set(_lib.glia_model_set_parameters, layer, _encode(tensor), values.ctypes.data, values.size)

    def predict(self, x, out=None):
        """The outputs for rows of x, an array or a Dataset, in `out` or in a new array."""
        if isinstance(x, Dataset):
            y = _output(out, x.rows, self.outputs)
            _call(_lib.glia_model_predict_dataset, self.handle, x.handle, 0, x.rows, y.ctypes.data)
            return y
        x = _rows(x, self.inputs)
        y = _output(out, len(x), self.outputs)
        _call(_lib.glia_model_predict, self.handle, x.ctypes.data, len(x), y.ctypes.data)
        return y

    def session(self, max_rows=1):
        return Session(self, max_rows)

    @property
    def inputs(self):
        return _lib.glia_model_inputs(self.handle)

    @property
    def outputs(self):
        return _lib.glia_model_outputs(self.handle)

    @property
    def layers(self):
        return _lib.glia_model_layers(self.handle)

    @property
    def parameter_count(self):
        return _lib.glia_model_parameter_count(self.handle)

    @property
    def class_names(self):
        count = _lib.glia_model_class_count(self.handle)
        return [_text(_lib.glia_model_class_name, self.handle, index) for index in range(count)]

    @property
    def input_names(self):
        return [_text(_lib.glia_model_input_name, self.handle, index) for index in range(self.inputs)]

    def categories(self, column):
        """The names of a column's categories; empty for one of numbers."""
        count = _lib.glia_model_category_count(self.handle, column)
        return [_text(_lib.glia_model_category_name, self.handle, column, index) for index in range(count)]

    @property
    def input_scaling(self):
        """The spec of what is done with input columns, "none" for nothing; target_scaling the same of targets."""
        return _text(_lib.glia_model_input_scaling, self.handle)

    @property
    def target_scaling(self):
        return _text(_lib.glia_model_target_scaling, self.handle)

    @property
    def missing_policy(self):
        """What becomes of missing values, "refuse" or "mean"; "" where inputs have not been fitted."""
        return _text(_lib.glia_model_missing_policy, self.handle)

    def input_scale(self, column):
        """(center, scale) of a column of numbers."""
        return _figures(_lib.glia_model_input_scale, self.handle, column, count=2)

    def output_scale(self, output):
        return _figures(_lib.glia_model_output_scale, self.handle, output, count=2)

    @property
    def loss(self):
        """The loss that it was last trained with; "" if none."""
        return _text(_lib.glia_model_loss, self.handle)

    def describe_json(self):
        return _text(_lib.glia_model_describe_json, self.handle)

    def describe(self):
        return json.loads(self.describe_json())

    def __str__(self):
        return _text(_lib.glia_model_describe, self.handle)


def _load_memory(data):
    return Model.load_memory(data)


class Session(_Object):
    """One thread's workspace for one model, which may be closed first: predicting again and again at low latency."""

    _destroy = "glia_session_destroy"

    def __init__(self, model, max_rows=1):
        super().__init__(_make(self._destroy, _lib.glia_session_create, model.handle, max_rows))
        self.inputs, self.outputs = model.inputs, model.outputs

    def predict(self, x, out=None):
        x = _rows(x, self.inputs)
        y = _output(out, len(x), self.outputs)
        _call(_lib.glia_session_predict, self.handle, x.ctypes.data, len(x), y.ctypes.data)
        return y


# ---- Training -------------------------------------------------------------------------------------------------------

EVENT_BATCH, EVENT_EPOCH = 1, 2

_STOP_REASONS = ("none", "epochs", "early", "target", "time", "callback", "numeric", "converged", "error")

_TRAINER_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_int32, ctypes.c_void_p)
_FOLD_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_size_t, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_int32,
                                  ctypes.c_void_p)


class Progress:
    """Where a fit is; what a callback is given. is_epoch: whether an epoch has ended, or else a mini-batch."""

    def __init__(self, trainer, event):
        self._trainer = trainer
        self.is_epoch = event == EVENT_EPOCH
        self.epoch, self.epochs, self.batch, self.batches = _figures(
            _lib.glia_trainer_progress, trainer, count=4, kind=ctypes.c_size_t)

    def metric(self, name):
        """"loss", "accuracy", "validation_loss", ...; only while the callback runs."""
        if self._trainer is None:
            raise ValueError("figures of the progress can be read while the callback runs")
        return _figures(_lib.glia_trainer_metric, self._trainer, _encode(name))


def _follow(callback, trainer, event, *places):
    progress = Progress(trainer, event)
    try:
        return callback(*places, progress)
    finally:
        progress._trainer = None


class Trainer(_Object):
    """Training of a model; may outlive the object Model, but changes that network all the same.

    Settings are keyword arguments here and of set():
        loss, optimizer, schedule, penalty, constraint, clipping, improvement: specs
        class_weight: a spec, or a weight for each class; metrics: a list of specs
        epochs, batch_size, accumulation, threads, seed: whole numbers; shuffle: whether rows are
        early_stopping: epochs of patience, or a dict of patience, figure, min_change, restore_best
        target: (figure, value); time_limit: seconds; checkpoint: (path, epochs, seconds)
        callback: called with a Progress after each mini-batch and each epoch; where it returns False, fit raises
            Cancelled; what it raises arrives from fit; None removes it
    """

    _destroy = "glia_trainer_destroy"

    def __init__(self, model, **settings):
        super().__init__(_make(self._destroy, _lib.glia_trainer_create, model.handle))
        self._inputs, self._outputs, self._forward_rows = model.inputs, model.outputs, 0
        self.set(**settings)

    def set(self, **settings):
        for name, value in settings.items():
            setter = getattr(self, "_set_" + name, None)
            if setter is not None:
                setter(value)
            elif name in ("loss", "optimizer", "schedule", "penalty", "constraint", "clipping", "improvement"):
                self._set(name, _encode(value))
            elif name in ("epochs", "batch_size", "accumulation", "threads", "seed"):
                self._set(name, value)
            else:
                raise TypeError(f"a trainer has no setting {name!r}")
        return self

    def _set(self, name, *arguments):
        _call(getattr(_lib, "glia_trainer_set_" + name), self.handle, *arguments)

    def _set_shuffle(self, shuffle):
        self._set("shuffle", int(shuffle))

    def _set_class_weight(self, weights):
        if isinstance(weights, str):
            self._set("class_weight", _encode(weights))
        else:
            weights = _vector([] if weights is None else weights, np.float64)
            self._set("class_weights", weights.ctypes.data, weights.size)

    def _set_metrics(self, metrics):
        self._set("metrics", *_texts(metrics))

    def _set_early_stopping(self, rule):
        rule = rule if isinstance(rule, dict) else {"patience": rule or 0}
        unknown = set(rule) - {"patience", "figure", "min_change", "restore_best"}
        if unknown:
            raise TypeError(f"early stopping has no setting {unknown.pop()!r}")
        self._set("early_stopping", _encode(rule.get("figure")), rule.get("patience", 0), rule.get("min_change", 0),
                  int(rule.get("restore_best", True)))

    def _set_target(self, rule):
        figure, value = rule or (None, 0)
        self._set("target", _encode(figure), value)

    def _set_time_limit(self, seconds):
        self._set("time_limit", seconds or 0)

    def _set_checkpoint(self, rule):
        path, epochs, seconds = (*(rule or (None,)), 0, 0)[:3]
        self._set("checkpoint", _encode(path), epochs, seconds)

    def _set_callback(self, callback):
        if callback is None:
            self._set("callback", None, None, None)
            return
        follow = _TRAINER_CALLBACK(lambda trainer, event, _: _goes_on(_follow, callback, trainer, event))
        key = _keep(follow)
        _hand_over(key, _status(_lib.glia_trainer_set_callback, self.handle, follow, key, _DROP))

    def resume(self, path):
        """Takes up a fit where a checkpoint left it."""
        _call(_lib.glia_trainer_resume, self.handle, _encode(path))
        return self

    def fit(self, train, validation=None):
        _call(_lib.glia_trainer_fit, self.handle, train.handle, None if validation is None else validation.handle)
        return self

    def evaluate(self, dataset):
        """(loss, accuracy)"""
        return _figures(_lib.glia_trainer_evaluate, self.handle, dataset.handle, count=2)

    def find_learning_rate(self, train, lowest=1e-7, highest=10, steps=100):
        """The learning-rate range test: (rates, losses)."""
        rates, losses = np.empty(steps), np.empty(steps)
        points = _figures(_lib.glia_trainer_find_learning_rate, self.handle, train.handle, lowest, highest, steps,
                          rates.ctypes.data, losses.ctypes.data, steps, kind=ctypes.c_size_t)
        return rates[:points], losses[:points]

    def metric(self, name):
        return _figures(_lib.glia_trainer_metric, self.handle, _encode(name))

    def history(self, figure="loss"):
        """A figure of every finished epoch."""
        return _numbers(np.float64, _lib.glia_trainer_history, self.handle, _encode(figure))

    @property
    def figures(self):
        """The names of all figures that history knows."""
        return json.loads(_text(_lib.glia_trainer_figures, self.handle))

    @property
    def stop_reason(self):
        """"none", "epochs", "early", "target", "time", "callback", "numeric", "converged" or "error"."""
        return _STOP_REASONS[_lib.glia_trainer_stop_reason(self.handle)]

    @property
    def best_epoch(self):
        return _lib.glia_trainer_best_epoch(self.handle)

    def cross_validate(self, dataset, folds="plain", seed=0, groups=None, initializer=None, callback=None):
        return CrossValidation(self, dataset, folds, seed, groups, initializer, callback)

    # Single steps: what a fit does with each mini-batch, for loops of your own.

    def forward(self, x):
        x = _rows(x, self._inputs)
        y = np.empty((len(x), self._outputs), np.float32)
        _call(_lib.glia_trainer_forward, self.handle, x.ctypes.data, len(x), y.ctypes.data)
        self._forward_rows = len(x)
        return y

    def _expect(self, array, width, name):
        if self._forward_rows > 0 and array.size != self._forward_rows * width:
            _refuse(f"{name} holds {array.size} numbers; it must be {self._forward_rows * width}")

    def _loss(self, name, targets, weights):
        if weights is None:
            return _figures(getattr(_lib, name), self.handle, targets.ctypes.data)
        weights = _vector(weights, np.float32)
        self._expect(weights, 1, "weights")
        return _figures(getattr(_lib, name + "_weighted"), self.handle, targets.ctypes.data, weights.ctypes.data)

    def loss(self, targets, weights=None):
        targets = _vector(targets, np.float32)
        self._expect(targets, self._outputs, "targets")
        return self._loss("glia_trainer_loss", targets, weights)

    def loss_classes(self, classes, weights=None):
        classes = _classes(classes)
        self._expect(classes, 1, "classes")
        return self._loss("glia_trainer_loss_classes", classes, weights)

    def backward(self, output_gradient=None):
        """The gradients of the last loss, or those that follow from a gradient of the outputs."""
        if output_gradient is None:
            _call(_lib.glia_trainer_backward, self.handle)
            return
        gradient = _vector(output_gradient, np.float32)
        self._expect(gradient, self._outputs, "output_gradient")
        _call(_lib.glia_trainer_backward_from, self.handle, gradient.ctypes.data)

    def update(self):
        _call(_lib.glia_trainer_update, self.handle)

    def gradients(self, layer, tensor):
        return _numbers(np.float32, _lib.glia_trainer_get_gradients, self.handle, layer, _encode(tensor))

    def set_gradients(self, layer, tensor, values):
        values = _vector(values, np.float32)
        self._set("gradients", layer, _encode(tensor), values.ctypes.data, values.size)

    def activations(self, position):
        """What layer `position` - 1 gave for each row; 0 is the input."""
        values = _numbers(np.float32, _lib.glia_trainer_get_activations, self.handle, position)
        return values.reshape(self._forward_rows, -1)

    def activation_gradients(self, position):
        values = _numbers(np.float32, _lib.glia_trainer_get_activation_gradients, self.handle, position)
        return values.reshape(self._forward_rows, -1)


class CrossValidation(_Object):
    """The figures of a recipe, a Trainer and its model, on rows that it has not seen, fold by fold.

    callback(fold, folds, progress) follows it, as that of a trainer does.
    """

    _destroy = "glia_cross_validation_destroy"

    def __init__(self, trainer, dataset, folds="plain", seed=0, groups=None, initializer=None, callback=None):
        groups = None if groups is None else _classes(groups, name="groups")
        address, size = (None, 0) if groups is None else (groups.ctypes.data, groups.size)
        follow = callback and _FOLD_CALLBACK(
            lambda fold, of, trainer, event, _: _goes_on(_follow, callback, trainer, event, fold, of))
        pointer = ctypes.c_void_p()
        status = _status(_lib.glia_cross_validate, ctypes.byref(pointer), trainer.handle, dataset.handle,
                         _encode(folds), address, size, _encode(initializer), seed, follow, None)
        super().__init__(pointer.value)
        _check(status)

    @property
    def folds(self):
        return _lib.glia_cross_validation_folds(self.handle)

    @property
    def figures(self):
        return json.loads(_text(_lib.glia_cross_validation_figures, self.handle))

    def values(self, figure):
        return _numbers(np.float64, _lib.glia_cross_validation_values, self.handle, _encode(figure))

    def summary(self, figure):
        """(mean, standard deviation)"""
        return _figures(_lib.glia_cross_validation_summary, self.handle, _encode(figure), count=2)


class GradientReport(_Object):
    """Whether derivatives are what differences say: of an activation, a spec, or of a trainer's loss for rows of x with
    targets or classes, of which `limit` elements of each tensor are checked (0: all)."""

    _destroy = "glia_gradient_report_destroy"

    def __init__(self, what, x=None, targets=None, classes=None, limit=0, seed=0):
        if isinstance(what, str):
            super().__init__(_make(self._destroy, _lib.glia_activation_check_gradient, _encode(what)))
            return
        x = _rows(x, what._inputs)
        if targets is not None:
            targets = _vector(targets, np.float32, len(x) * what._outputs, "targets")
        if classes is not None:
            classes = _classes(classes, len(x))
        super().__init__(_make(self._destroy, _lib.glia_trainer_check_gradients, what.handle, x.ctypes.data, len(x),
                               None if targets is None else targets.ctypes.data,
                               None if classes is None else classes.ctypes.data, limit, seed))

    @property
    def passed(self):
        return _lib.glia_gradient_report_passed(self.handle) != 0

    @property
    def checked(self):
        return _lib.glia_gradient_report_checked(self.handle)

    @property
    def wrong(self):
        return _lib.glia_gradient_report_wrong(self.handle)

    @property
    def skipped(self):
        return _lib.glia_gradient_report_skipped(self.handle)

    def describe(self):
        return json.loads(_text(_lib.glia_gradient_report_describe, self.handle))


# ---- Metrics --------------------------------------------------------------------------------------------------------


def _outputs_of(y):
    """Dense outputs, rows x outputs; a vector is one output a row."""
    array = np.ascontiguousarray(y, np.float32)
    return array.reshape(-1, 1) if array.ndim == 1 else array.reshape(len(array), -1)


def classify(y):
    """The class of each row of outputs."""
    y = _outputs_of(y)
    classes = np.empty(len(y), np.int32)
    _call(_lib.glia_metrics_classify, y.ctypes.data, len(y), y.shape[1], classes.ctypes.data)
    return classes


def accuracy(truth, predicted):
    truth = _classes(truth)
    predicted = _classes(predicted, truth.size, "predicted")
    return _figures(_lib.glia_metrics_accuracy, truth.ctypes.data, predicted.ctypes.data, truth.size)


def confusion(truth, predicted, class_count):
    """In row t and column p, the rows of true class t predicted as p."""
    truth = _classes(truth)
    predicted = _classes(predicted, truth.size, "predicted")
    matrix = np.empty((class_count, class_count), np.uint64)
    _call(_lib.glia_metrics_confusion, truth.ctypes.data, predicted.ctypes.data, truth.size, class_count,
          matrix.ctypes.data)
    return matrix


def per_class(truth, predicted, class_count, weights=None):
    """A dict of arrays, one number for each class: "precision", "recall", "f1" and "support"."""
    truth = _classes(truth)
    predicted = _classes(predicted, truth.size, "predicted")
    kept, weights = _weights(weights, truth.size)
    result = {name: np.empty(class_count) for name in ("precision", "recall", "f1", "support")}
    _call(_lib.glia_metrics_per_class, truth.ctypes.data, predicted.ctypes.data, weights, truth.size, class_count,
          *(array.ctypes.data for array in result.values()))
    return result


def compute_metric(metric, y, targets=None, classes=None, weights=None):
    """A metric, a spec, of outputs against targets or classes."""
    y = _outputs_of(y)
    kept, weights = _weights(weights, len(y))
    if (targets is None) == (classes is None):
        _refuse("a metric needs either targets or classes")
    if classes is not None:
        truth = _classes(classes, len(y))
        return _figures(_lib.glia_metrics_compute_classes, _encode(metric), y.ctypes.data, len(y), y.shape[1],
                        truth.ctypes.data, weights)
    truth = _vector(targets, np.float32, y.size, "targets")
    return _figures(_lib.glia_metrics_compute, _encode(metric), y.ctypes.data, len(y), y.shape[1], truth.ctypes.data,
                    weights)


def _curve(function, scores, truth, weights):
    scores = _vector(scores, np.float32)
    truth = _classes(truth, scores.size, "truth")
    kept, weights = _weights(weights, scores.size)
    curve = np.empty((3, scores.size + 1))
    points = _figures(function, scores.ctypes.data, truth.ctypes.data, weights, scores.size,
                      *(axis.ctypes.data for axis in curve), scores.size + 1, kind=ctypes.c_size_t)
    return tuple(axis[:points] for axis in curve)


def roc_curve(scores, truth, weights=None):
    """(false positive rates, true positive rates, thresholds)"""
    return _curve(_lib.glia_metrics_roc_curve, scores, truth, weights)


def precision_recall_curve(scores, truth, weights=None):
    """(recalls, precisions, thresholds)"""
    return _curve(_lib.glia_metrics_precision_recall_curve, scores, truth, weights)


def calibration_curve(probabilities, truth, bins=10, weights=None):
    """(mean probabilities, shares that are positive, weights), one of each for each bin"""
    probabilities = _vector(probabilities, np.float32)
    truth = _classes(truth, probabilities.size, "truth")
    kept, weights = _weights(weights, probabilities.size)
    curve = np.empty((3, bins))
    _call(_lib.glia_metrics_calibration_curve, probabilities.ctypes.data, truth.ctypes.data, weights,
          probabilities.size, bins, *(axis.ctypes.data for axis in curve))
    return tuple(curve)


class Metric(_Object):
    """A metric of rows that come in batches, of so many outputs; has_classes: whether each row has one class."""

    _destroy = "glia_metric_destroy"

    def __init__(self, metric, outputs, has_classes):
        super().__init__(_make(self._destroy, _lib.glia_metric_create, _encode(metric), outputs, int(has_classes)))
        self._outputs = outputs

    def _add(self, function, y, truth, weights):
        kept, weights = _weights(weights, len(y))
        _call(function, self.handle, y.ctypes.data, len(y), truth.ctypes.data, weights)
        return self

    def add(self, y, targets, weights=None):
        y = _rows(_outputs_of(y), self._outputs, "y")
        return self._add(_lib.glia_metric_add, y, _vector(targets, np.float32, y.size, "targets"), weights)

    def add_classes(self, y, classes, weights=None):
        y = _rows(_outputs_of(y), self._outputs, "y")
        return self._add(_lib.glia_metric_add_classes, y, _classes(classes, len(y)), weights)

    @property
    def value(self):
        return _figures(_lib.glia_metric_value, self.handle)

    def reset(self):
        _call(_lib.glia_metric_reset, self.handle)


# ---- Estimators for scikit-learn ------------------------------------------------------------------------------------


def _make_estimators():
    """The classes, which are made when first asked for, so that only they need scikit-learn."""
    from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
    from sklearn.utils import check_random_state
    from sklearn.utils.multiclass import check_classification_targets
    from sklearn.utils.validation import _check_sample_weight, check_is_fitted
    try:
        from sklearn.utils.validation import validate_data
    except ImportError:  # before 1.6 it was a method

        def validate_data(estimator, *arguments, **options):
            return estimator._validate_data(*arguments, **options)

    class Estimator(BaseEstimator):
        """What both have in common; see GliaClassifier."""

        def __init__(self, hidden=(100,), activation="relu", *, dropout=0.0, scaling="standardize", loss=None,
                     optimizer="adam", schedule="constant", penalty="none", clipping="none", epochs=200,
                     batch_size=32, patience=0, validation_fraction=0.1, threads=1, random_state=None):
            self.hidden = hidden
            self.activation = activation
            self.dropout = dropout
            self.scaling = scaling
            self.loss = loss
            self.optimizer = optimizer
            self.schedule = schedule
            self.penalty = penalty
            self.clipping = clipping
            self.epochs = epochs
            self.batch_size = batch_size
            self.patience = patience
            self.validation_fraction = validation_fraction
            self.threads = threads
            self.random_state = random_state

        def _train(self, data, outputs, activation, stratify, scale_targets=None):
            seed = self.random_state
            if not isinstance(seed, (int, np.integer)):
                seed = check_random_state(seed).randint(np.iinfo(np.int32).max)
            seed = int(seed)
            validation = None
            if self.patience > 0:
                data, validation = data.split(self.validation_fraction, seed, stratify)
            self.model_ = Model(data.features).scale_inputs(data, self.scaling)
            for units in (self.hidden,) if isinstance(self.hidden, (int, np.integer)) else self.hidden:
                self.model_.add_dense(units, self.activation)
                if self.dropout > 0:
                    self.model_.add_layer(f"dropout(rate={self.dropout})")
            self.model_.add_dense(outputs, activation)
            if scale_targets is not None:
                self.model_.scale_targets(data, scale_targets)
            settings = {name: getattr(self, name) for name in ("optimizer", "schedule", "penalty", "clipping", "epochs",
                                                               "batch_size", "threads")}
            if self.loss is not None:
                settings["loss"] = self.loss
            with Trainer(self.model_, seed=seed, early_stopping=self.patience, **settings) as trainer:
                trainer.fit(data, validation)
                self.history_ = {name: trainer.history(name) for name in trainer.figures}
            self.n_iter_ = len(self.history_["loss"])
            return self

        def _check_fit(self, X, y, sample_weight, **options):
            X, y = validate_data(self, X, y, dtype=np.float32, order="C", **options)
            if sample_weight is not None:
                sample_weight = _check_sample_weight(sample_weight, X, dtype=np.float32)
                counted = sample_weight != 0  # a row of weight 0 is as if it were not there, in scaling too
                X, y, sample_weight = X[counted], y[counted], sample_weight[counted]
            return X, y, sample_weight

        def _outputs(self, X):
            check_is_fitted(self)
            X = validate_data(self, X, dtype=np.float32, order="C", reset=False)
            return self.model_.predict(X)

    class GliaClassifier(ClassifierMixin, Estimator):
        """A network that tells classes apart.

        hidden: units of the hidden layers. activation: theirs, a spec. dropout: the rate after each of them. scaling:
        of the inputs, a spec. loss None: categorical_crossentropy. optimizer, schedule, penalty, clipping: specs.
        patience: epochs without a better loss of validation_fraction of the rows, which are held back, until the fit
        ends with the best parameters; 0: all epochs with all rows. threads: the same results for any number.
        random_state: where every random number comes from.

        After fit: classes_, model_ (a glia.Model), history_ (figures of the epochs), n_iter_, n_features_in_.
        """

        def fit(self, X, y, sample_weight=None):
            X, y, sample_weight = self._check_fit(X, y, sample_weight)
            check_classification_targets(y)
            self.classes_, indices = np.unique(y, return_inverse=True)
            with Dataset.of_classes(X, indices, len(self.classes_)) as data:
                weighted = data if sample_weight is None else data.with_weights(sample_weight)
                self._train(weighted, len(self.classes_), "softmax", stratify=True)
            self.model_.set_classes([str(name) for name in self.classes_])
            return self

        def predict_proba(self, X):
            return self._outputs(X)

        def predict(self, X):
            probabilities = self._outputs(X)
            return self.classes_[classify(probabilities)]

    class GliaRegressor(RegressorMixin, Estimator):
        """A network that predicts one amount or several; as GliaClassifier, but loss None is mse, and target_scaling is
        a spec for the targets."""

        def __init__(self, hidden=(100,), activation="relu", *, dropout=0.0, scaling="standardize",
                     target_scaling="standardize", loss=None, optimizer="adam", schedule="constant", penalty="none",
                     clipping="none", epochs=200, batch_size=32, patience=0, validation_fraction=0.1, threads=1,
                     random_state=None):
            super().__init__(hidden, activation, dropout=dropout, scaling=scaling, loss=loss, optimizer=optimizer,
                             schedule=schedule, penalty=penalty, clipping=clipping, epochs=epochs,
                             batch_size=batch_size, patience=patience, validation_fraction=validation_fraction,
                             threads=threads, random_state=random_state)
            self.target_scaling = target_scaling

        def fit(self, X, y, sample_weight=None):
            X, y, sample_weight = self._check_fit(X, y, sample_weight, multi_output=True, y_numeric=True)
            self._one_target = y.ndim == 1
            with Dataset.of_values(X, y) as data:
                weighted = data if sample_weight is None else data.with_weights(sample_weight)
                return self._train(weighted, data.outputs, "identity", False, self.target_scaling)

        def predict(self, X):
            y = self._outputs(X).astype(np.float64)  # as regressors of scikit-learn do
            return y[:, 0] if self._one_target else y

        def _more_tags(self):  # before 1.6
            return {"multioutput": True}

        def __sklearn_tags__(self):
            tags = super().__sklearn_tags__()
            tags.target_tags.multi_output = True
            return tags

    for estimator in (GliaClassifier, GliaRegressor):
        estimator.__qualname__ = estimator.__name__  # as pickle looks for them
        globals()[estimator.__name__] = estimator


def __getattr__(name):
    if name in ("GliaClassifier", "GliaRegressor"):
        _make_estimators()
        return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
