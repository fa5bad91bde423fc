using System;
using Xunit;

namespace Glia.Tests
{
    public class StreamTests
    {
        private const int Count = 50;

        private static float[] Train(Dataset data)
        {
            using (Model model = new Model(3).AddDense(4, "tanh").AddDense(1).Initialize(seed: 5))
            using (var trainer = new Trainer(model) { Epochs = 3, Seed = 5 })
            {
                trainer.Fit(data);
                return model.GetParameters(0, "weight");
            }
        }

        private static Dataset Stream(float[] x, float[] targets, int chunk, bool collect = false)
        {
            return Dataset.StreamValues(Count, 3, 1, (first, rows, values, classes) =>
            {
                if (collect) Fixtures.CollectGarbage();
                int count = Math.Min(chunk, Math.Min(Count - (int)first, values.Length));
                new ReadOnlySpan<float>(x, (int)first * 3, count * 3).CopyTo(rows);
                new ReadOnlySpan<float>(targets, (int)first, count).CopyTo(values);
                return count;
            }, Count);
        }

        [Fact]
        public void TrainsTheSameBitsAsMemory()
        {
            float[] x = Fixtures.Noise(Count * 3), targets = Fixtures.Noise(Count, 2);
            using (Dataset memory = Dataset.FromValues(x, 3, targets, 1))
            using (Dataset stream = Stream(x, targets, 17))
            {
                Assert.True(stream.IsStream);
                Assert.Equal(Train(memory), Train(stream));
            }
        }

        [Fact]
        public void SurvivesTheCollector()
        {
            float[] x = Fixtures.Noise(Count * 3), targets = Fixtures.Noise(Count, 2);
            using (Dataset memory = Dataset.FromValues(x, 3, targets, 1))
            using (Dataset stream = Stream(x, targets, 9, collect: true))
            {
                Fixtures.CollectGarbage();
                Assert.Equal(Train(memory), Train(stream));
            }
        }

        [Fact]
        public void ThrowsOnWhatTheReaderThrew()
        {
            using (Dataset stream = Dataset.StreamValues(Count, 3, 1, (first, x, targets, classes) =>
            {
                throw new TimeoutException("the database is asleep");
            }))
            {
                var exception = Assert.Throws<TimeoutException>(() => Train(stream));
                Assert.Equal("the database is asleep", exception.Message);
                Assert.Contains("ThrowsOnWhatTheReaderThrew", exception.StackTrace);
                using (var model = new Model(3)) // also where scaling is what reads
                {
                    Assert.Throws<TimeoutException>(() => model.ScaleInputs(stream));
                }
            }
        }

        [Fact]
        public void EndsWhereTheReaderSaysSoOrMiscounts()
        {
            using (Dataset stops = Dataset.StreamValues(Count, 3, 1, (first, x, targets, classes) => -1))
            {
                Assert.Equal(Status.Cancelled, Assert.Throws<GliaException>(() => Train(stops)).Status);
            }
            using (Dataset ends = Dataset.StreamValues(Count, 3, 1, (first, x, targets, classes) => 0))
            {
                Assert.Equal(Status.Format, Assert.Throws<GliaException>(() => Train(ends)).Status);
            }
            using (Dataset boasts = Dataset.StreamValues(Count, 3, 1, (first, x, targets, classes) => int.MaxValue))
            {
                Assert.Throws<InvalidOperationException>(() => Train(boasts));
            }
            Assert.Throws<GliaException>(() => Dataset.StreamValues(0, 3, 1, (first, x, targets, classes) => 0));
            Assert.Throws<ArgumentNullException>(() => Dataset.StreamClasses(1, 3, 1, null));
        }
    }
}
