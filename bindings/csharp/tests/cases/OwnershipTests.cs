using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xunit;

namespace Glia.Tests
{
    public class OwnershipTests
    {
        private const int Cycles = 100000;

        // A leak grows in every round. A runtime may take memory in some of them, and keep it.
        private const int Rounds = 5;
        private const long AllowedBytes = 20; // a cycle; malloc takes 32 for the smallest block, .NET 24 for an object
        private const long AllowedResidentBytes = 1 << 20;

        [StructLayout(LayoutKind.Sequential)]
        private struct MallocState // mallinfo2
        {
            internal UIntPtr Arena, FreeChunks, FastChunks, Mapped, MappedBytes, Unused, FastBytes, UsedBytes,
                FreeBytes, Trimmable;
        }

        [DllImport("libc.so.6", ExactSpelling = true)]
        private static extern MallocState mallinfo2();

        /// <summary>What native code has asked for and not given back, and what living objects take.</summary>
        private static long UsedBytes()
        {
            MallocState state = mallinfo2();
            return (long)state.UsedBytes + (long)state.MappedBytes + GC.GetTotalMemory(false);
        }

        private static long ResidentBytes()
        {
            string pages = File.ReadAllText("/proc/self/statm").Split(' ')[1];
            return long.Parse(pages) * Environment.SystemPageSize;
        }

        /// <summary>Expects that cycles keep nothing: neither a block of native memory nor an object each; and of any
        /// other kind of memory no more than a runtime may.</summary>
        private static void ExpectFlatMemory(int cycles, Action cycle)
        {
            cycles /= Rounds;
            long[] used = new long[Rounds], resident = new long[Rounds];
            long usedBefore = 0, residentBefore = 0;
            for (int round = -1; round < Rounds; ++round) // the first is for what is made once
            {
                for (int i = 0; i < cycles; ++i) cycle();
                Fixtures.CollectGarbage();
                long usedNow = UsedBytes(), residentNow = ResidentBytes();
                if (round >= 0)
                {
                    used[round] = usedNow - usedBefore;
                    resident[round] = residentNow - residentBefore;
                }
                usedBefore = usedNow;
                residentBefore = residentNow;
            }
            Assert.True(used.Min() <= cycles * AllowedBytes,
                cycles + " cycles keep " + used.Min() + " bytes in each round, or more");
            Assert.True(resident.Min() <= AllowedResidentBytes,
                "each of " + Rounds + " rounds took " + resident.Min() + " bytes or more");
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
            ExpectFlatMemory(15000, () =>
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
            ExpectFlatMemory(3000 * Rounds, Drop);
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
