using System;

namespace Glia.Tests
{
    /// <summary>Single steps, and that they are what a fit does.</summary>
    internal static class StepCases
    {
        internal static void Run()
        {
            OneStep();
            ManySteps();
        }

        private static ReadOnlySpan<float> RowsOf(int first, int count)
        {
            return new ReadOnlySpan<float>(Cases.X60, first * Cases.Features, count * Cases.Features);
        }

        private static void OneStep()
        {
            using (Model model = Cases.Net())
            using (Trainer trainer = Cases.TrainerOf(model, "adam(learning_rate=0.01)"))
            {
                trainer.Forward(RowsOf(0, 16));
                double loss = trainer.LossOf(new ReadOnlySpan<int>(Cases.C60, 0, 16));
                Cases.PrintHash("step_loss", Cases.Hash(Cases.HashStart, new[] { loss }));
                trainer.Backward();
                Cases.PrintHash("step_gradient", Cases.Hash(Cases.HashStart, trainer.GetGradients(0, "weight")));
                trainer.Update();
                Cases.PrintHash("step_update", Cases.Parameters(model));
            }
        }

        private static void ManySteps()
        {
            const string Momentum = "sgd(learning_rate=0.1, momentum=0.9)";
            using (Dataset data = Cases.Data())
            using (Model fitted = Cases.Net(), stepped = Cases.Net())
            using (Trainer fit = Cases.TrainerOf(fitted, Momentum), steps = Cases.TrainerOf(stepped, Momentum))
            {
                fit.Shuffle = false;
                fit.Epochs = 1;
                fit.Fit(data);
                Cases.PrintHash("fit_in_order", Cases.Parameters(fitted));
                for (int first = 0, count; first < Cases.Rows; first += count)
                {
                    count = Math.Min(16, Cases.Rows - first);
                    steps.Forward(RowsOf(first, count));
                    steps.LossOf(new ReadOnlySpan<int>(Cases.C60, first, count));
                    steps.Backward();
                    steps.Update();
                }
                Cases.PrintHash("steps_in_order", Cases.Parameters(stepped));
            }
        }
    }
}
