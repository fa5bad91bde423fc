using System;
using System.IO;
using System.Runtime.CompilerServices;
using Xunit;

namespace Glia.Tests
{
    public class OwnershipTests
    {
        private const int Cycles = 100000;

        // A leak grows in every round. A runtime may take memory in one of them, and keep it.
        private const int Rounds = 5;
        private const long AllowedKilobytes = 1024;

        private static long ResidentKilobytes()
        {
            foreach (string line in File.ReadAllLines("/proc/self/status"))
            {
                if (line.StartsWith("VmRSS:", StringComparison.Ordinal))
                {
                    return long.Parse(line.Substring(6).Replace("kB", "").Trim());
                }
            }
            throw new InvalidOperationException("/proc/self/status has no VmRSS");
        }

        private static void ExpectFlatMemory(int cycles, Action cycle)
        {
            long least = long.MaxValue, before = 0;
            for (int round = 0; round <= Rounds; ++round) // the first is for what is made once
            {
                for (int i = 0; i < cycles / Rounds; ++i) cycle();
                Fixtures.CollectGarbage();
                long now = ResidentKilobytes();
                if (round > 0) least = Math.Min(least, now - before);
                before = now;
            }
            Assert.True(least <= AllowedKilobytes, "each of " + Rounds + " rounds took " + least + " kB or more");
        }

        [Fact]
        public void AHundredThousandModelsAndSessionsLeaveMemoryFlat()
        {
            float[] x = { 1, 2 }, y = new float[1];
            ExpectFlatMemory(Cycles, () =>
            {
                using (Model model = new Model(2).AddDense(1, "tanh").Initialize())
                using (Session session = model.CreateSession()) session.Predict(x, y);
            });
        }

        [Fact]
        public void TrainersAndDataLeaveMemoryFlat()
        {
            ExpectFlatMemory(5000, () =>
            {
                using (Dataset data = Fixtures.Xor())
                using (DatasetSplit parts = data.Split(0.5))
                using (Model model = new Model(2).AddDense(1, "tanh"))
                using (var trainer = new Trainer(model) { Epochs = 1 })
                {
                    trainer.Fit(data, data, where => true);
                }
            });
        }

        [Fact]
        public void FailuresLeaveMemoryFlat()
        {
            ExpectFlatMemory(20000, () =>
            {
                try
                {
                    new Model(0).Dispose();
                }
                catch (GliaException)
                {
                }
            });
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Drop()
        {
            Model model = Fixtures.XorModel();
            model.CreateSession();
            Dataset data = Fixtures.Xor();
            data.Split(0.5);
            new Trainer(model) { Epochs = 1 }.Fit(data);
            new Metric("accuracy", 1, true);
            new DataOptions();
            Dataset.StreamValues(4, 2, 1, (first, x, targets, classes) => 0);
            Dataset.Borrow(new float[8], 2, new float[4], 1).Split(0.5);
        }

        [Fact]
        public void ObjectsThatAreForgottenAreGivenBackByTheCollector()
        {
            ExpectFlatMemory(500 * Rounds, Drop);
        }

        [Fact]
        public void DisposingTwiceIsHarmless()
        {
            Model model = Fixtures.XorModel();
            Session session = model.CreateSession();
            Dataset data = Fixtures.Xor();
            DatasetSplit parts = data.Split(0.5);
            var trainer = new Trainer(model);
            var metric = new Metric("accuracy", 1, true);
            var options = new DataOptions();
            foreach (IDisposable thing in new IDisposable[] { model, session, data, parts, trainer, metric, options })
            {
                thing.Dispose();
                thing.Dispose();
            }
            Assert.True(model.IsDisposed);
        }

        [Fact]
        public void UseAfterDisposeIsAnException()
        {
            Model model = Fixtures.XorModel();
            Session session = model.CreateSession();
            Dataset data = Fixtures.Xor();
            var trainer = new Trainer(model);
            var metric = new Metric("accuracy", 1, true);
            var options = new DataOptions();
            foreach (IDisposable thing in new IDisposable[] { model, session, data, trainer, metric, options })
            {
                thing.Dispose();
            }
            Assert.Contains("Glia.Model",
                Assert.Throws<ObjectDisposedException>(() => model.Predict(new float[2])).Message);
            Assert.Throws<ObjectDisposedException>(() => model.AddDense(1));
            Assert.Throws<ObjectDisposedException>(() => session.Predict(new float[2], new float[1]));
            Assert.Throws<ObjectDisposedException>(() => { long rows = data.Rows; });
            Assert.Throws<ObjectDisposedException>(() => trainer.Epochs = 3);
            Assert.Throws<ObjectDisposedException>(() => metric.Reset());
            Assert.Throws<ObjectDisposedException>(() => options.AddTarget("x"));
            using (Model living = Fixtures.XorModel())
            using (var other = new Trainer(living))
            {
                Assert.Throws<ObjectDisposedException>(() => other.Fit(data));
                Assert.Throws<ObjectDisposedException>(() => new Session(model));
            }
        }

        [Fact]
        public void DisposingInACallbackWaitsForTheCall()
        {
            using (Model model = Fixtures.XorModel())
            {
                Trainer trainer = Fixtures.XorTrainer(model, 5);
                Dataset data = Fixtures.Xor();
                int epochs = 0;
                trainer.Fit(data, null, where =>
                {
                    trainer.Dispose();
                    data.Dispose();
                    return ++epochs > 0;
                });
                Assert.Equal(5, epochs);
            }
        }

        [Fact]
        public void BorrowedArraysStayWhereTheyAre()
        {
            float[] x = Fixtures.Noise(2000), targets = Fixtures.Noise(1000, 2);
            Dataset part;
            using (Dataset data = Dataset.Borrow(x, 2, targets, 1))
            using (DatasetSplit parts = data.Split(0.5))
            {
                part = parts.Second.Pick(0, 1, 2);
            }
            float[] before = part.GetFeatures();
            for (int i = 0; i < 100; ++i) Fixtures.Noise(10000); // make the collector move things
            Fixtures.CollectGarbage();
            Assert.Equal(before, part.GetFeatures());
            part.Dispose();
        }
    }
}
