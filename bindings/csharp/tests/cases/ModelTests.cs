using System;
using Xunit;

namespace Glia.Tests
{
    public class ModelTests
    {
        [Fact]
        public void ComputesWhatItsParametersSay()
        {
            using (Model model = new Model(2).AddDense(2, "identity"))
            {
                model.SetParameters(0, "weight", new float[] { 1, 2, 3, 4 });
                model.SetParameters(0, "bias", new float[] { 10, 20 });
                Assert.Equal(new float[] { 15, 31, 10, 20 }, model.Predict(new float[] { 1, 2, 0, 0 }));
            }
        }

        [Fact]
        public void TellsItsShape()
        {
            using (Model model = Fixtures.DigitModel())
            {
                Assert.Equal(64, model.Inputs);
                Assert.Equal(10, model.Outputs);
                Assert.Equal(2, model.Layers);
                Assert.Equal(64L * 32 + 32 + 32 * 10 + 10, model.ParameterCount);
                Assert.Equal(32 * 64, model.GetParameters(0, "weight").Length);
                Assert.Contains("softmax", model.Describe());
                Assert.Contains("\"inputs\":64", model.DescribeJson());
                Assert.Equal("", model.Loss);
            }
        }

        [Fact]
        public void TheSameSeedGivesTheSameBits()
        {
            using (Model first = Fixtures.DigitModel(), second = Fixtures.DigitModel())
            {
                Assert.Equal(first.GetParameters(0, "weight"), second.GetParameters(0, "weight"));
                second.Initialize("normal(std=0.05)", 43);
                Assert.NotEqual(first.GetParameters(0, "weight"), second.GetParameters(0, "weight"));
            }
        }

        [Fact]
        public void KeepsItsBitsInFilesAndMemory()
        {
            float[] x = Fixtures.Noise(64 * 3);
            Fixtures.WithFile(".safetensors", path =>
            {
                using (Model model = Fixtures.DigitModel())
                {
                    model.Classes = new[] { "null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "7", "8", "九" };
                    float[] y = model.Predict(x);
                    model.Save(path);
                    using (Model loaded = Model.Load(path), copied = Model.FromBytes(model.ToBytes()),
                        cloned = model.Clone())
                    {
                        Assert.Equal(y, loaded.Predict(x));
                        Assert.Equal(y, copied.Predict(x));
                        Assert.Equal(y, cloned.Predict(x));
                        Assert.Equal(model.Classes, loaded.Classes);
                        Assert.Equal("九", copied.Classes[9]);
                    }
                }
            });
        }

        [Fact]
        public void FoldsBatchNormalization()
        {
            float[] x = Fixtures.Noise(8);
            using (Model model = new Model(4).AddDense(5).AddLayer("batch_norm").AddActivation("relu")
                .AddLayer("dropout(rate=0.2)").AddDense(1).Initialize(seed: 3))
            using (Model folded = model.FoldBatchNorm())
            {
                Assert.True(folded.Layers < model.Layers);
                float[] before = model.Predict(x), after = folded.Predict(x);
                for (int i = 0; i < 2; ++i) Assert.Equal(before[i], after[i], 5);
            }
        }

        [Fact]
        public void ScalesRowsItself()
        {
            float[] x = { 1, 100, 3, 300 };
            using (Dataset rows = Dataset.FromValues(x, 2, new float[] { 10, 30 }, 1))
            using (Model model = new Model(2))
            {
                model.ScaleInputs(rows, "standardize", "mean").AddDense(1).ScaleTargets(rows);
                model.Initialize("zeros");
                Assert.Equal("standardize", model.InputScaling);
                Assert.Equal("standardize", model.TargetScaling);
                Assert.Equal("mean", model.MissingPolicy);
                Assert.Equal(200.0, model.InputScale(1).Center);
                Assert.Equal(100.0, model.InputScale(1).Scale);
                Assert.Equal(20.0, model.OutputScale(0).Center);
                Assert.Equal("1", model.InputName(1));
                Assert.Equal(new float[] { 20, 20 }, model.Predict(new[] { 1, float.NaN, 7, 7 }));
                Assert.Equal(new float[] { 20 }, model.Predict(rows, 1, 1));
                Assert.Empty(model.Categories(0));
            }
        }

        [Fact]
        public void SaysWhatWasWrong()
        {
            using (var model = new Model(2))
            {
                var unknown = Assert.Throws<GliaException>(() => model.AddDense(4, "rellu"));
                Assert.Equal(Status.NotFound, unknown.Status);
                Assert.Contains("did you mean 'relu'", unknown.Message);
                Assert.Equal(Status.InvalidArgument,
                    Assert.Throws<GliaException>(() => model.AddDense(4, "leaky_relu(alpha=two)")).Status);
                Assert.Equal(Status.State, Assert.Throws<GliaException>(() => model.Initialize()).Status);
                Assert.Equal(0, model.Layers);
            }
            Assert.Equal(Status.NotFound, Assert.Throws<GliaException>(() => Model.Load("/no/such/file")).Status);
            Assert.Equal(Status.Format, Assert.Throws<GliaException>(() => Model.FromBytes(new byte[100])).Status);
            Assert.Equal(Status.InvalidArgument, Assert.Throws<GliaException>(() => new Model(0)).Status);
        }

        [Fact]
        public void RefusesArraysThatDoNotFitBeforeNativeCodeSeesThem()
        {
            using (Model model = Fixtures.XorModel())
            {
                Assert.Throws<ArgumentException>(() => model.Predict(new float[3]));
                Assert.Throws<ArgumentException>(() => model.Predict(new float[4], new float[1]));
                Assert.Throws<ArgumentNullException>(() => model.AddDense(1, null));
                Assert.Throws<ArgumentNullException>(() => model.Save(null));
                Assert.Throws<ArgumentException>(() => model.AddDense(1, "relu\0tanh"));
                Assert.Throws<ArgumentOutOfRangeException>(() => model.AddDense(-1));
                Assert.Throws<GliaException>(() => model.SetParameters(0, "weight", new float[1]));
                Assert.Empty(model.Predict(new float[0]));
            }
        }
    }
}
