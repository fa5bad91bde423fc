"""Whether the benchmark tells what it measures: its arithmetic, and a short run of one workload of each
kind (training, prediction, C1, S2) by one thread from beginning to end.

    self_test.py PROGRAMS FOLDER"""

import argparse
import json
import subprocess
import sys
import unittest
import xml.etree.ElementTree as xml
from pathlib import Path

import chart
import goals
import run
import streaming
from measure import Measured, spread
from workloads import Goal, workloads

HERE = Path(__file__).resolve().parent
PROGRAMS, FOLDER = (Path(argument) for argument in sys.argv[1:3])


def measured(**seconds):
    """Of contestants by one thread: seconds for a row, in each round."""
    found = Measured()
    for name, rounds in seconds.items():
        for each in rounds:
            found.add((name, 1), each)
    return found


class Arithmetic(unittest.TestCase):
    def test_a_ratio_is_the_median_of_rounds_and_the_best_is_of_the_fastest(self):
        found = measured(glia=[1, 2, 4], fann=[3, 8, 40])
        self.assertEqual(found.ratio(("glia", 1), ("fann", 1)), 4)
        self.assertEqual(found.best_ratio(("glia", 1), ("fann", 1)), 3)
        self.assertEqual(found.median(("glia", 1)), 2)

    def test_spread_is_half_of_the_middle_half(self):
        self.assertEqual(spread([1, 2, 3, 4, 5]), 1 / 3)
        self.assertEqual(spread([7]), 0)

    def test_a_goal_is_met_missed_or_not_measured(self):
        found = measured(glia=[1, 1], fann=[3, 3])
        for wanted, verdict in ((3, "met"), (3.01, "missed")):
            goal = Goal("fann", wanted, threads=1, other_threads=1)
            self.assertEqual(str(goals.judge(goal, found)), verdict)
        self.assertEqual(str(goals.judge(Goal("torch", 1, threads=1, other_threads=1), found)), "not measured")

    def test_a_stream_is_judged_by_the_dearest_row_and_by_what_stays(self):
        rows = streaming.WINDOW * 2
        found = [[1000, 1.0, 9.0], [rows, 1.1, 10.0], [rows + 2**23, 1.0, 10.0 + 2 * streaming.ROW]]
        self.assertAlmostEqual(streaming.difference(found), 0.1)
        self.assertAlmostEqual(streaming.growth(found), 0.25)
        self.assertIsNone(streaming.growth(found[:2]))

    def test_every_name_of_a_workload_is_there_once(self):
        names = [each.id for each in workloads("digits.csv")]
        self.assertEqual(len(names), len(set(names)))

    def test_a_figure_below_its_goal_meets_it(self):
        for found, verdict in ((0.1, "met"), (0.11, "missed"), (None, "not measured")):
            self.assertEqual(goals.at_most("10 %", found, 0.1)["verdict"], verdict)

    def test_s1_is_the_workloads_that_have_its_goal(self):
        def chosen(names, threads=None):
            options = argparse.Namespace(workloads=names, threads=threads)
            return [each.id for each in run.choose_workloads(options)]
        self.assertEqual(chosen("S1"), ["T2-sgd", "T2-adam", "T3"])
        self.assertEqual(chosen("S1,I1"), ["T2-sgd", "T2-adam", "T3", "I1"])
        self.assertEqual(chosen("T3"), ["T3", "T3-momentum"])
        self.assertEqual(chosen("S2"), [])

    def test_the_chart_is_an_image_with_a_bar_for_each_comparison(self):
        workload = workloads("digits.csv")[0]
        image = xml.fromstring(chart.chart([(workload, measured(glia=[1], fann=[3]))], [("C1: torch", 9, "peer")]))
        kinds = [each.get("class") for each in image.iter("{http://www.w3.org/2000/svg}rect")]
        self.assertEqual(kinds, ["peer", "peer"])


class Run(unittest.TestCase):
    def test_writes_what_it_measured(self):
        short_run = subprocess.run(
            [sys.executable, str(HERE / "run.py"), "--quick", "--threads", "1", "--workloads", "T4,I1,C1,S2",
             "--programs", str(PROGRAMS), "--folder", str(FOLDER)], capture_output=True, text=True, check=False)
        self.assertEqual(short_run.returncode, 0, short_run.stderr)
        said = short_run.stdout
        results = json.loads((FOLDER / "results.json").read_text())
        self.assertEqual([each["id"] for each in results["workloads"]], ["T4", "I1"])
        for workload in results["workloads"]:
            self.assertIn(workload["title"], said)
            seconds = {each["contestant"]: each["rounds"] for each in workload["seconds_per_row"]}
            for name in ("glia", "replay"):
                self.assertEqual(len(seconds[name]), 3)
                self.assertTrue(all(1e-10 < each < 1 for each in seconds[name]))
        self.assertTrue(all(each > 0 for each in results["C1"]["seconds"]["glia"]))
        self.assertEqual([each["rows"] for each in results["S2"]["sizes"]], [1000, 10000, 100000])
        for size in results["S2"]["sizes"]:
            self.assertTrue(1e-10 < size["seconds_per_row"] < 1)
            self.assertGreater(size["peak_mib"], 1)
        verdicts = [each["verdict"] for each in results["C1"]["goals"] + results["S2"]["goals"]]
        self.assertEqual(verdicts.pop(), "not measured")  # how memory grows, of files so small
        self.assertEqual(len(verdicts), 2)
        self.assertTrue(set(verdicts) <= {"met", "missed"})
        self.assertIn("| T4:", (FOLDER / "results.md").read_text())
        xml.parse(FOLDER / "results.svg")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
