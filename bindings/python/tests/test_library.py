"""Finding the library, and that its functions are declared here as they are in the headers."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import glia

INCLUDE = Path(__file__).parents[3] / "include" / "glia"


def code_of(declared, result=False):
    declared = declared.strip()
    if result:
        simple = {"glia_status": "r", "void": "v", "const char*": "s"}
        if declared in simple:
            return simple[declared]
    if re.match(r"const char\* \w+$", declared):
        return "s"
    if "*" in declared or re.match(r"glia_\w+_callback \w+$", declared):
        return "p"
    numbers = {"int32_t": "i", "glia_status": "i", "uint32_t": "u", "uint64_t": "U", "size_t": "z", "double": "d"}
    return numbers[declared.split()[0]]


def declarations():
    found = {}
    for header in INCLUDE.glob("*.h"):
        text = re.sub(r"/\*.*?\*/", "", header.read_text(), flags=re.S)
        for result, name, arguments in re.findall(r"GLIA_API ([\w ]+\*?) ?(glia_\w+)\(([^;]*)\);", text):
            arguments = re.sub(r"\(\*(\w+)\)\([^)]*\)", r"* \1", " ".join(arguments.split()))
            codes = "" if arguments == "void" else "".join(code_of(one) for one in arguments.split(","))
            found[name] = code_of(result, result=True) + codes
    return found


def run(code, **environment):
    """What a new process says that cannot load the library."""
    done = subprocess.run([sys.executable, "-c", "import glia, sys\n" + code], capture_output=True, text=True,
                          env={**os.environ, "PYTHONPATH": str(Path(glia.__file__).parent), **environment})
    return done.stdout + done.stderr.strip().rpartition("glia.LibraryError: ")[2]


class Declarations(unittest.TestCase):
    def test_are_those_of_the_headers(self):
        declared = declarations()
        self.assertGreater(len(declared), 150)
        for name, code in glia._FUNCTIONS.items():
            self.assertEqual(code, declared.get(name), name)

    def test_have_the_version_of_the_header(self):
        numbers = re.findall(r"GLIA_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", (INCLUDE / "version.h").read_text())
        self.assertEqual(".".join(numbers), glia.__version__)


class Finding(unittest.TestCase):
    def test_says_what_it_looked_for_and_where(self):
        said = run("glia._SONAME = 'libglia_none.so.1'; glia.version()", GLIA_LIBRARY_PATH="")
        for part in ("Looked for:", "libglia_none.so.1 (beside glia.py)", "libglia_none.so.1 (the system's loader)",
                     "Set GLIA_LIBRARY_PATH to the directory that holds"):
            self.assertIn(part, said)

    def test_takes_what_the_variable_says_alone(self):
        said = run("glia._SONAME = 'libglia_none.so.1'; glia.version()", GLIA_LIBRARY_PATH="/tmp:/no/such/file.so")
        for part in ("/tmp/libglia_none.so.1 (GLIA_LIBRARY_PATH)", "/no/such/file.so (GLIA_LIBRARY_PATH)"):
            self.assertIn(part, said)
        self.assertNotIn("loader)", said)

    def test_finds_what_it_was_installed_with(self):
        """No loader knows such a prefix."""
        library = os.path.realpath(glia.library_path())
        for libraries in (f"lib/{os.uname().machine}-linux-gnu", "lib", "lib64"):
            with tempfile.TemporaryDirectory() as prefix:
                for folder in (libraries, "share/glia/bindings/python"):
                    os.makedirs(os.path.join(prefix, folder))
                os.symlink(library, os.path.join(prefix, libraries, "libglia.so.1"))
                shutil.copy(glia.__file__, os.path.join(prefix, "share/glia/bindings/python"))
                said = run("print(glia.library_path())", GLIA_LIBRARY_PATH="",
                           PYTHONPATH=os.path.join(prefix, "share/glia/bindings/python"))
                self.assertEqual(said, os.path.join(os.path.realpath(prefix), libraries, "libglia.so.1") + "\n")

    def test_takes_an_explicit_path_alone(self):
        said = run("glia.load_library('/no/such/libglia.so.1')")
        self.assertIn("/no/such/libglia.so.1 (load_library)", said)
        self.assertNotIn("loader)", said)
        path = os.path.abspath(glia.library_path())
        self.assertEqual(run(f"glia.load_library({path!r}); print(glia.library_path())", GLIA_LIBRARY_PATH="/none"),
                         path + "\n")

    def test_takes_a_directory(self):
        with tempfile.TemporaryDirectory() as folder:
            os.symlink(os.path.realpath(glia.library_path()), os.path.join(folder, "libglia.so.1"))
            said = run("print(glia.library_path())", GLIA_LIBRARY_PATH="/none:" + folder)
            self.assertEqual(said, os.path.join(folder, "libglia.so.1") + "\n")

    def test_refuses_another_version(self):
        for version in ("2.0.0", "1.999.0", "0.1.0"):
            said = run(f"glia.__version__ = {version!r}; glia.version()")
            self.assertIn(f"is glia {glia.__version__}; this module needs {version} or a later {version[0]}", said)
        with tempfile.TemporaryDirectory() as folder:  # which the loader finds
            os.symlink(os.path.realpath(glia.library_path()), os.path.join(folder, "libglia.so.1"))
            said = run("glia.__version__ = '2.0.0'; glia.version()", GLIA_LIBRARY_PATH="", LD_LIBRARY_PATH=folder)
            self.assertIn(f"'{folder}/libglia.so.1' is glia {glia.__version__}; this module needs 2.0.0", said)

    def test_refuses_another_library(self):
        self.assertIn("'libm.so.6' is not glia: it has no function glia_version",
                      run("glia.load_library('libm.so.6')"))

    @unittest.skipIf("GLIA_TEST_INSIDE" in os.environ, "libglia has its activations inside")
    def test_says_where_it_looked_for_a_plugin(self):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(os.path.realpath(glia.library_path()), os.path.join(folder, "libglia.so.1"))
            said = run("try:\n    glia.Model(2).add_dense(2, 'relu')\nexcept glia.NotFound as error:\n    print(error)",
                       GLIA_LIBRARY_PATH=folder)
            self.assertIn(f"unknown activation 'relu'; searched: {os.path.realpath(folder)}/glia/1", said)

    def test_loads_one_library(self):
        glia.load_library()
        with self.assertRaisesRegex(glia.LibraryError, "would be a second glia"):
            glia.load_library("/no/such/libglia.so.1")
        glia.load_library(glia.library_path())

    def test_needs_no_scikit_learn(self):
        said = run("sys.modules['sklearn'] = None\n"
                   "print(glia.Model(2).inputs)\n"
                   "try:\n    glia.GliaClassifier\nexcept ImportError as error:\n    print(error)")
        self.assertRegex(said, r"^2\n.*sklearn")


if __name__ == "__main__":
    unittest.main()
