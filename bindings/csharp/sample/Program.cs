using System;
using System.Diagnostics;
using System.IO;
using Glia;

namespace Digits
{
    /// <summary>Learns to read handwritten digits, and shows how well: Digits DIGITS.csv [MODEL].</summary>
    internal static class Program
    {
        private const ulong Seed = 42; // where every random number comes from

        private static int Main(string[] arguments)
        {
            if (arguments.Length < 1 || arguments.Length > 2)
            {
                Console.Error.WriteLine("usage: Digits DIGITS.csv [MODEL]");
                return 2;
            }
            try
            {
                Run(arguments[0], arguments.Length > 1 ? arguments[1] : "digits.safetensors");
                return 0;
            }
            catch (Exception exception) when (exception is GliaException || exception is GliaLoadException)
            {
                Console.Error.WriteLine("Digits: " + exception.Message);
                return 1;
            }
        }

        private static void Run(string csv, string file)
        {
            Registry.Register(BentIdentity.Activation);
            using (Dataset digits = Dataset.OpenCsv(csv, "digit", TargetKind.Classes))
            using (DatasetSplit parts = digits.Split(0.2, stratify: true, seed: Seed))
            using (var model = new Model(digits.Features))
            {
                Dataset train = parts.First, test = parts.Second;
                model.ScaleInputs(train, "min_max").AddDense(64, "bent_identity").AddDense(32, "relu")
                    .AddDense(digits.ClassCount, "softmax").Initialize("auto", Seed);

                Screen.Title("glia " + GliaLibrary.Version + " from C#");
                Screen.Fact("library", GliaLibrary.File + ", " + GliaLibrary.CpuName);
                Screen.Fact("data", digits.Rows + " digits of 8 x 8 pixels: " + train.Rows + " to learn from, " +
                    test.Rows + " to test with");
                Screen.Fact("network", "64 > 64 bent_identity > 32 relu > 10 softmax, " + model.ParameterCount +
                    " parameters");
                Screen.Fact("in C#", BentIdentity.Activation.Formula + ", and its derivative");

                Train(model, train, test);
                float[] y = model.Predict(test);
                int[] truth = test.GetClasses(), said = Metrics.Classify(y, model.Outputs);
                ConfusionTable.Show(truth, said, model.Classes);
                DigitGallery.Show(test.GetFeatures(), truth, said, y, model.Outputs);
                SaveAndReload(model, test, y, file);
                Latency.Show(model, test.GetFeatures(0, 1));
            }
        }

        private static void Train(Model model, Dataset train, Dataset test)
        {
            Screen.Title("training");
            using (var trainer = new Trainer(model)
            {
                Optimizer = "adam(learning_rate=2e-3)", Schedule = "cosine", Epochs = 30, Seed = Seed
            })
            {
                var bar = new ProgressBar();
                Stopwatch time = Stopwatch.StartNew();
                trainer.Fit(train, test, where =>
                {
                    bar.Show(where);
                    return true; // false would stop here
                });
                bar.End();
                Screen.Line("{0} epochs in {1:0.00} s", trainer.History("loss").Length, time.Elapsed.TotalSeconds);
                LossCurve.Show(trainer.History("loss"), trainer.History("validation_loss"));
                Screen.Title("{0:0.0} % of {1} digits that it has never seen are right",
                    100 * trainer.Evaluate(test).Accuracy, test.Rows);
            }
        }

        private static void SaveAndReload(Model model, Dataset test, float[] expected, string file)
        {
            model.Save(file);
            using (Model loaded = Model.Load(file))
            {
                float[] y = loaded.Predict(test);
                int same = 0;
                for (int row = 0; row < test.Rows; ++row) same += RowsEqual(y, expected, row, loaded.Outputs) ? 1 : 0;
                Screen.Title("saved and read again");
                Screen.Line("{0} ({1:0.0} kB): {2} of {3} predictions are the same, to the bit",
                    Path.GetFileName(file), new FileInfo(file).Length / 1000.0, same, test.Rows);
            }
        }

        private static bool RowsEqual(float[] a, float[] b, int row, int width)
        {
            for (int i = row * width; i < (row + 1) * width; ++i)
            {
                if (!a[i].Equals(b[i])) return false;
            }
            return true;
        }
    }
}
