using System;

namespace Glia.Tests
{
    /// <summary>Building, initializing and predicting.</summary>
    internal static class ModelCases
    {
        internal static void Run()
        {
            using (Model model = Cases.Network())
            {
                Cases.Print("create", model.Inputs, model.Outputs, model.Layers, model.ParameterCount);
                Refused(model);
            }
            using (Model model = Cases.Net())
            {
                Cases.PrintHash("initialize", Cases.Parameters(model));
                model.Initialize("he_normal", 8);
                Cases.PrintHash("initialize_he", Cases.Parameters(model));
                model.SetParameters(1, "bias", new[] { 0.5f, -0.25f, 1f });
                Cases.PrintHash("parameters", Cases.Hash(Cases.HashStart, model.GetParameters(1, "bias")));
            }
            using (Model model = Cases.Net()) Predicted(model);
            using (Model model = Cases.Net()) Named(model);
        }

        private static void Refused(Model model)
        {
            Cases.PrintError("error_activation", () => model.AddDense(8, "rellu"));
            Cases.PrintError("error_units", () => model.AddDense(0, "relu"));
            Cases.PrintError("error_layer", () => model.AddLayer("dropuot"));
            Cases.PrintError("error_initializer", () => model.Initialize("he_norml", 7));
            Cases.PrintError("error_state", () => model.Predict(new ReadOnlySpan<float>(Cases.X60, 0, Cases.Features)));
            Cases.PrintError("error_size", () => model.SetParameters(1, "bias", new float[2]));
            Cases.PrintError("error_tensor", () => model.SetParameters(1, "wieght", new float[2]));
        }

        private static void Predicted(Model model)
        {
            Cases.PrintHash("predict", Cases.Predictions(model));
            var y = new float[Cases.Rows * Cases.Classes];
            using (Session session = model.CreateSession(Cases.Rows))
            {
                session.Predict(Cases.X60, y);
                Cases.PrintHash("session", Cases.Hash(Cases.HashStart, y));
            }
            using (Session session = model.CreateSession())
            {
                int equal = 0;
                var one = new float[Cases.Classes];
                for (int i = 0; i < Cases.Rows; ++i)
                {
                    var row = new ReadOnlySpan<float>(Cases.X60, i * Cases.Features, Cases.Features);
                    session.Predict(row, one);
                    ulong expected = Cases.Hash(Cases.HashStart, model.Predict(row));
                    if (Cases.Hash(Cases.HashStart, one) == expected) ++equal;
                }
                Cases.Print("session_rows", equal);
                Cases.PrintError("session_limit", () =>
                    session.Predict(new ReadOnlySpan<float>(Cases.X60, 0, 2 * Cases.Features), y));
            }
            using (Model clone = model.Clone())
            {
                model.Initialize("auto", 8);
                Cases.PrintHash("clone", Cases.Predictions(clone));
            }
        }

        private static void Named(Model model)
        {
            model.Classes = new[] { "gr\u00fcn", "\u732b", "red" };
            ulong hash = Cases.HashStart;
            foreach (string name in model.Classes) hash = Cases.Hash(hash, name);
            Cases.PrintHash("class_names", hash);
            Cases.PrintHash("describe", Cases.Hash(Cases.HashStart, model.DescribeJson()));
        }
    }
}
