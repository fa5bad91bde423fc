namespace Glia.Tests
{
    /// <summary>An activation of the program's own.</summary>
    internal static class ActivationCases
    {
        /// <summary>y = scale x^3: nothing but products, each rounded to float, so that all languages agree.</summary>
        private static Activation Cube(string name)
        {
            return new Activation(
                name,
                (parameters, rows, columns, x, y) =>
                {
                    var scale = (float)parameters[0];
                    for (int i = 0; i < x.Length; ++i)
                    {
                        var square = (float)(x[i] * x[i]);
                        var cube = (float)(square * x[i]);
                        y[i] = (float)(scale * cube);
                    }
                },
                (parameters, rows, columns, x, y, dy, dx) =>
                {
                    var scale = (float)parameters[0];
                    for (int i = 0; i < x.Length; ++i)
                    {
                        var square = (float)(x[i] * x[i]);
                        var slope = (float)(3 * square);
                        var product = (float)(dy[i] * slope);
                        dx[i] = (float)(scale * product);
                    }
                },
                new ActivationParameter("scale", 1, 0.125, 8))
            {
                Flags = ActivationFlags.Elementwise
            };
        }

        internal static void Run()
        {
            Cases.Print("activation_taken", Cases.StatusOf(() => Registry.Register(Cube("relu"))));
            Registry.Register(Cube("own_cube"));
            using (GradientReport report = GradientReport.OfActivation("own_cube(scale=0.5)"))
            {
                Cases.Print("activation_gradient", report.Passed ? 1 : 0);
            }
            using (Dataset data = Cases.Data())
            using (Model model = new Model(Cases.Features).AddDense(8, "own_cube(scale=0.5)").AddDense(3, "softmax")
                .Initialize("auto", 7))
            {
                Cases.PrintHash("activation_predict", Cases.Predictions(model));
                using (Trainer trainer = Cases.TrainerOf(model, "adam(learning_rate=0.01)")) trainer.Fit(data);
                Cases.PrintHash("activation_train", Cases.Predictions(model));
                Cases.PrintError("activation_range", () => Specs.Check("activation", "own_cube(scale=9)"));
                Registry.Unregister("own_cube");
                Cases.Print("activation_gone", Cases.StatusOf(() => Specs.Check("activation", "own_cube")));
                Cases.PrintHash("activation_kept", Cases.Predictions(model));
            }
        }
    }
}
