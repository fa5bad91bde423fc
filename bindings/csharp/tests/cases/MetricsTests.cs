using System;
using Xunit;

namespace Glia.Tests
{
    public class MetricsTests
    {
        private static readonly float[] Scores = { 0.1f, 0.4f, 0.35f, 0.8f };
        private static readonly int[] Truth = { 0, 0, 1, 1 };

        [Fact]
        public void CountsClasses()
        {
            Assert.Equal(new[] { 1, 0 }, Metrics.Classify(new float[] { 1, 2, 4, 3 }, 2));
            Assert.Equal(new[] { 0, 0, 0, 1 }, Metrics.Classify(Scores, 1));
            Assert.Equal(0.75, Metrics.Accuracy(Truth, new[] { 0, 0, 0, 1 }));
            long[,] matrix = Metrics.Confusion(Truth, new[] { 0, 0, 0, 1 }, 2);
            Assert.Equal(new long[] { 2, 0, 1, 1 }, new[] { matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1] });
            ClassFigures[] figures = Metrics.PerClass(Truth, new[] { 0, 0, 0, 1 }, 2);
            Assert.Equal(1.0, figures[1].Precision);
            Assert.Equal(0.5, figures[1].Recall);
            Assert.Equal(2.0 / 3, figures[1].F1, 12);
            Assert.Equal(2.0, figures[1].Support);
            Assert.True(double.IsNaN(Metrics.Accuracy(new int[0], new int[0])));
            Assert.Empty(Metrics.Classify(new float[0], 3));
        }

        [Fact]
        public void AreKnownFigures()
        {
            // The example of scikit-learn's roc_auc_score.
            Assert.Equal(0.75, Metrics.Compute("roc_auc", Scores, 1, Truth));
            Assert.Equal(0.25, Metrics.Compute("mse", new[] { 0.5f, 0.5f }, 1, new float[] { 0, 1 }));
            float[] weights = { 3, 1 };
            Assert.Equal(1.0, Metrics.Compute("mae", new float[] { 1, 5 }, 1, new float[] { 1, 1 }, weights));
        }

        [Fact]
        public void GatherBatchByBatch()
        {
            using (var metric = new Metric("roc_auc", 1, classes: true))
            {
                Assert.True(double.IsNaN(metric.Value));
                for (int i = 0; i < 4; ++i)
                {
                    metric.Add(new ReadOnlySpan<float>(Scores, i, 1), new ReadOnlySpan<int>(Truth, i, 1));
                }
                Assert.Equal(0.75, metric.Value);
                metric.Reset();
                Assert.True(double.IsNaN(metric.Value));
                Assert.Throws<ArgumentException>(() => metric.Add(Scores, new int[3]));
            }
            using (var metric = new Metric("mse", 2, classes: false))
            {
                metric.Add(new float[] { 1, 2 }, new float[] { 1, 4 });
                Assert.Equal(2.0, metric.Value);
            }
        }

        [Fact]
        public void DrawCurves()
        {
            CurvePoint[] roc = Metrics.RocCurve(Scores, Truth);
            Assert.Equal(5, roc.Length);
            Assert.True(double.IsPositiveInfinity(roc[0].Threshold));
            Assert.Equal(0.5, roc[1].Y);
            Assert.Equal(0.5, roc[2].X);
            Assert.Equal(1.0, roc[4].X);
            CurvePoint[] precision = Metrics.PrecisionRecallCurve(Scores, Truth);
            Assert.Equal(1.0, precision[0].Y);
            Assert.Equal(2.0 / 3, precision[3].Y, 12);
            CalibrationBin[] bins = Metrics.CalibrationCurve(Scores, Truth, 2);
            Assert.Equal(3.0, bins[0].Weight);
            Assert.Equal(1.0 / 3, bins[0].PositiveShare, 12);
            Assert.Equal(0.8, bins[1].MeanProbability, 6);
        }

        [Fact]
        public void SayWhatWasWrong()
        {
            Assert.Equal(Status.NotFound,
                Assert.Throws<GliaException>(() => Metrics.Compute("acuracy", Scores, 1, Truth)).Status);
            Assert.Throws<ArgumentException>(() => Metrics.Compute("mse", Scores, 1, new float[3]));
            Assert.Throws<ArgumentException>(() => Metrics.Accuracy(new int[2], new int[3]));
            Assert.Throws<ArgumentException>(() => Metrics.Classify(new float[3], 2));
            Assert.Throws<GliaException>(() => Metrics.Confusion(new[] { 5 }, new[] { 0 }, 2));
            Assert.Throws<GliaException>(() => Metrics.Confusion(new[] { 0 }, new[] { 0 }, 0));
            Assert.Throws<GliaException>(() => new Metric("mse", 0, false));
        }
    }
}
