using System;
using System.Runtime.CompilerServices;
using System.Threading;
using Xunit;

namespace Glia.Tests
{
    public class ActivationTests
    {
        private static Activation Relu(string name)
        {
            return new Activation(
                name,
                (parameters, rows, columns, x, y) =>
                {
                    for (int i = 0; i < x.Length; ++i) y[i] = x[i] > 0 ? x[i] : 0;
                },
                (parameters, rows, columns, x, y, dy, dx) =>
                {
                    for (int i = 0; i < dx.Length; ++i) dx[i] = y[i] > 0 ? dy[i] : 0;
                })
            {
                Flags = ActivationFlags.Elementwise | ActivationFlags.GradientIgnoresX,
                Initializer = "he_uniform"
            };
        }

        /// <summary>A layer wide enough for the work on a batch to be cut up for threads.</summary>
        private static float[] Train(string activation, int threads = 1)
        {
            using (Dataset digits = Dataset.OpenCsv(Fixtures.Data("digits.csv"), "digit"))
            using (Model model = new Model(64).AddDense(256, activation).AddDense(10, "softmax"))
            using (var trainer = new Trainer(model) { Epochs = 1, Seed = 3, Threads = threads, BatchSize = 512 })
            {
                model.Initialize("normal(std=0.05)", 42);
                trainer.Fit(digits);
                return model.GetParameters(0, "weight");
            }
        }

        private static void WithActivation(Activation activation, Action action)
        {
            Registry.Register(activation);
            try
            {
                action();
            }
            finally
            {
                Registry.Unregister(activation.Name);
            }
        }

        [Fact]
        public void TrainsTheBitsOfThePluginThatComputesTheSame()
        {
            WithActivation(Relu("own_relu"), () =>
            {
                Assert.Equal(Train("relu"), Train("own_relu"));
                Assert.Equal(Train("relu"), Train("own_relu", 3));
            });
        }

        [Fact]
        public void TellsWhatItIs()
        {
            var activation = new Activation(
                "own_power", (parameters, rows, columns, x, y) => { },
                (parameters, rows, columns, x, y, dy, dx) => { },
                new ActivationParameter("first", 1, -2, 3), new ActivationParameter("second", 0.5, 0, 1))
            {
                Formula = "x^first", Reference = "nobody, 2020", Initializer = "he_normal", Revision = 7
            };
            WithActivation(activation, () =>
            {
                string json = Registry.Describe("own_power");
                foreach (string part in new[]
                {
                    "\"name\":\"own_power\"", "\"first\"", "\"second\"", "\"minimum\":-2", "\"default\":0.5",
                    "\"revision\":7", "\"initializer\":\"he_normal\"", "nobody, 2020", "x^first", "\"float64\":false"
                })
                {
                    Assert.Contains(part, json);
                }
                Assert.Equal("", Registry.PathOf("own_power"));
                Assert.True(Array.IndexOf(Registry.Names(), "own_power") >= 0);
            });
            Assert.Throws<GliaException>(() => Registry.Describe("own_power"));
        }

        [Fact]
        public void ReceivesItsParametersAndShapes()
        {
            int seenRows = 0, seenColumns = 0;
            var scale = new Activation(
                "own_scale",
                (parameters, rows, columns, x, y) =>
                {
                    seenRows = rows;
                    seenColumns = columns;
                    for (int i = 0; i < x.Length; ++i) y[i] = (float)(parameters[0] * x[i]);
                },
                (parameters, rows, columns, x, y, dy, dx) =>
                {
                    for (int i = 0; i < dx.Length; ++i) dx[i] = (float)(parameters[0] * dy[i]);
                },
                new ActivationParameter("by", 2, 0, 10));
            WithActivation(scale, () =>
            {
                using (Model model = new Model(2).AddDense(3, "own_scale(by=5)").Initialize("constant(value=1)"))
                {
                    Assert.Equal(new float[] { 15, 15, 15, 5, 5, 5 }, model.Predict(new float[] { 1, 2, 0, 1 }));
                    Assert.Equal(2, seenRows);
                    Assert.Equal(3, seenColumns);
                }
                Assert.Throws<GliaException>(() => Specs.Check("activation", "own_scale(by=11)"));
            });
        }

        [Fact]
        public void ItsDerivativeCanBeChecked()
        {
            Activation right = Activation.Elementwise("own_sine", Math.Sin, (x, y) => Math.Cos(x));
            Activation wrong = Activation.Elementwise("own_wrong", Math.Sin, (x, y) => Math.Cos(x) + 0.01);
            WithActivation(right, () => WithActivation(wrong, () =>
            {
                using (GradientReport good = GradientReport.OfActivation("own_sine"),
                    bad = GradientReport.OfActivation("own_wrong"))
                {
                    Assert.True(good.Passed, good.DescribeJson());
                    Assert.True(good.Checked > 0 && good.Wrong == 0);
                    Assert.False(bad.Passed);
                    Assert.True(bad.Wrong > 0 && bad.WorstError > good.WorstError);
                }
                using (Model model = Fixtures.XorModel("own_sine"))
                using (var trainer = new Trainer(model))
                using (GradientReport report =
                    GradientReport.OfModel(trainer, Fixtures.XorRows, Fixtures.XorTargets))
                {
                    Assert.True(report.Passed, report.DescribeJson());
                }
            }));
        }

        [Fact]
        public void AreFunctionsOfTheirOwn()
        {
            float[] x = { -2, 3 };
            Assert.Equal(new float[] { -1, 3 }, Functions.Values("leaky_relu(alpha=0.5)", x, 1));
            float[] dy = { 1, 2 };
            Assert.Equal(new float[] { 0.5f, 2 }, Functions.Gradients("leaky_relu(alpha=0.5)", x, 2, dy));
            Assert.Equal(1.0, Functions.Values("softmax", x, 2)[0] + Functions.Values("softmax", x, 2)[1], 6);
            Assert.Equal(Status.NotFound, Assert.Throws<GliaException>(() => Functions.Values("reluu", x, 1)).Status);
            Assert.Throws<ArgumentException>(() => Functions.Gradients("relu", x, 1, new float[1]));
            WithActivation(Activation.Elementwise("own_double", v => 2 * v, (v, y) => 2), () =>
                Assert.Equal(new float[] { -4, 6 }, Functions.Values("own_double", x, 1)));
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void RegisterAndForget()
        {
            float one = 1; // a closure of its own, which nothing else holds
            Registry.Register(Activation.Elementwise("own_forgotten", x => x * one, (x, y) => one));
        }

        [Fact]
        public void SurvivesTheCollectorAndLivesAsLongAsAModel()
        {
            RegisterAndForget();
            Fixtures.CollectGarbage();
            using (Model model = new Model(1).AddDense(1, "own_forgotten").Initialize("constant(value=3)"))
            {
                Registry.Unregister("own_forgotten");
                Fixtures.CollectGarbage();
                Assert.Equal(new float[] { 6 }, model.Predict(new float[] { 2 }));
            }
        }

        private sealed class Tracked
        {
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static WeakReference RegisterTracked()
        {
            var tracked = new Tracked();
            Registry.Register(Activation.Elementwise("own_tracked", x => tracked == null ? 0 : x, (x, y) => 1));
            new Model(1).AddDense(1, "own_tracked").Dispose();
            Registry.Unregister("own_tracked");
            return new WeakReference(tracked);
        }

        [Fact]
        public void IsGivenBackWithTheLastModel()
        {
            var references = new WeakReference[20];
            for (int i = 0; i < references.Length; ++i) references[i] = RegisterTracked();
            Fixtures.CollectGarbage();
            int alive = 0; // a conservative collector may hold on to one or two by chance
            foreach (WeakReference reference in references) if (reference.IsAlive) ++alive;
            Assert.InRange(alive, 0, 10);
        }

        [Fact]
        public void WhatItThrowsArrivesInTheCaller()
        {
            bool failsForward = false, failsBackward = false;
            var activation = new Activation(
                "own_thrower",
                (parameters, rows, columns, x, y) =>
                {
                    if (failsForward) throw new TimeoutException("forward is late");
                    x.CopyTo(y);
                },
                (parameters, rows, columns, x, y, dy, dx) =>
                {
                    if (failsBackward) throw new TimeoutException("backward is late");
                    dy.CopyTo(dx);
                });
            WithActivation(activation, () =>
            {
                using (Dataset data = Fixtures.Xor())
                using (Model model = Fixtures.XorModel("own_thrower"))
                using (Session session = model.CreateSession())
                {
                    failsForward = true;
                    Assert.Equal("forward is late",
                        Assert.Throws<TimeoutException>(() => model.Predict(new float[2])).Message);
                    Assert.Throws<TimeoutException>(() => session.Predict(new float[2], new float[1]));
                    Assert.Throws<TimeoutException>(() => GradientReport.OfActivation("own_thrower"));
                    foreach (int threads in new[] { 1, 2 })
                    {
                        failsForward = true;
                        ThrowsInAFit(model, data, threads, "forward is late");
                        failsForward = false;
                        failsBackward = true;
                        ThrowsInAFit(model, data, threads, "backward is late");
                        failsBackward = false;
                    }
                    session.Predict(new float[2], new float[1]); // all is well again
                }
            });
        }

        [Fact]
        public void WhatItThrowsOnAThreadOfTheLibraryArrivesToo()
        {
            int caller = Thread.CurrentThread.ManagedThreadId;
            bool waited = false;
            var thrown = new ManualResetEvent(false);
            var activation = new Activation(
                "own_worker",
                (parameters, rows, columns, x, y) =>
                {
                    if (Thread.CurrentThread.ManagedThreadId != caller)
                    {
                        thrown.Set();
                        throw new TimeoutException("the worker is late");
                    }
                    if (!waited) thrown.WaitOne(TimeSpan.FromSeconds(20)); // leaves the other pieces to the workers
                    waited = true;
                    x.CopyTo(y);
                },
                (parameters, rows, columns, x, y, dy, dx) => dy.CopyTo(dx));
            WithActivation(activation, () =>
                Assert.Equal("the worker is late",
                    Assert.Throws<TimeoutException>(() => Train("own_worker", 3)).Message));
        }

        [Fact]
        public void WhatItThrowsThereArrivesFromItsOwnCallAlone()
        {
            int caller = Thread.CurrentThread.ManagedThreadId;
            int thrown = 0, othersCalls = 0;
            bool waited = false, done = false;
            Exception atOthers = null;
            DateTime deadline = DateTime.UtcNow.AddSeconds(60);
            var activation = new Activation(
                "own_guilty",
                (parameters, rows, columns, x, y) =>
                {
                    if (Thread.CurrentThread.ManagedThreadId != caller)
                    {
                        Interlocked.Increment(ref thrown);
                        throw new TimeoutException("the worker is late");
                    }
                    // Leaves the other pieces to the workers; and then, another thread makes a whole call.
                    while (!waited && Volatile.Read(ref thrown) == 0 && DateTime.UtcNow < deadline) Thread.Sleep(1);
                    int calls = Volatile.Read(ref othersCalls);
                    while (!waited && Volatile.Read(ref othersCalls) < calls + 2 && DateTime.UtcNow < deadline)
                    {
                        Thread.Sleep(1);
                    }
                    waited = true;
                    x.CopyTo(y);
                },
                (parameters, rows, columns, x, y, dy, dx) => dy.CopyTo(dx));
            var innocent = new Thread(() =>
            {
                while (!Volatile.Read(ref done))
                {
                    try
                    {
                        Train("tanh", 1);
                        using (Model model = Fixtures.XorModel()) model.Predict(new float[2]);
                    }
                    catch (Exception exception)
                    {
                        atOthers = exception;
                    }
                    Interlocked.Increment(ref othersCalls);
                }
            });
            WithActivation(activation, () =>
            {
                innocent.Start();
                try
                {
                    for (int round = 0; round < 20; ++round)
                    {
                        waited = false;
                        Volatile.Write(ref thrown, 0);
                        Assert.Equal("the worker is late",
                            Assert.Throws<TimeoutException>(() => Train("own_guilty", 4)).Message);
                    }
                }
                finally
                {
                    Volatile.Write(ref done, true);
                    innocent.Join();
                }
            });
            Assert.Null(atOthers);
        }

        private static void ThrowsInAFit(Model model, Dataset data, int threads, string message)
        {
            using (Trainer trainer = Fixtures.XorTrainer(model))
            {
                float[] before = model.GetParameters(0, "weight");
                trainer.Threads = threads;
                Assert.Equal(message, Assert.Throws<TimeoutException>(() => trainer.Fit(data)).Message);
                Assert.Equal(before, model.GetParameters(0, "weight"));
            }
        }

        [Fact]
        public void IsRefusedWhereItCannotBe()
        {
            var taken = Assert.Throws<GliaException>(() => Registry.Register(Relu("relu")));
            Assert.Equal(Status.Plugin, taken.Status);
            Assert.Throws<GliaException>(() => Registry.Register(Relu("Not A Name")));
            Assert.Throws<ArgumentNullException>(() => new Activation(null, Relu("a").Forward, Relu("a").Backward));
            Assert.Throws<ArgumentNullException>(() => new Activation("a", null, Relu("a").Backward));
            Activation half = Relu("own_half");
            half.ForwardDouble = (parameters, rows, columns, x, y) => { };
            Assert.Throws<ArgumentException>(() => Registry.Register(half));
            Assert.Throws<GliaException>(() => Registry.Unregister("relu"));
            Assert.Throws<GliaException>(() => Registry.LoadPlugin("relative.so"));
            Assert.True(Registry.SearchPath().Length > 0);
        }

        [Fact]
        public void ComesFromAFile()
        {
            string file = Environment.GetEnvironmentVariable("GLIA_TEST_PLUGIN"); // of an activation called good
            if (string.IsNullOrEmpty(file)) throw new InvalidOperationException("GLIA_TEST_PLUGIN is not set");
            Registry.LoadPlugin(file);
            Assert.Contains("/good.so", Registry.PathOf("good"));
            Assert.True(Array.IndexOf(Registry.Names(), "good") >= 0);
        }
    }
}
