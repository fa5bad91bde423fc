using System;
using Glia;

/// <summary>A program that has nothing but the package: trains, and says where the library and a plugin came from.
/// </summary>
internal static class Consumer
{
    private static int Main()
    {
        float[] x = { 0, 0, 0, 1, 1, 0, 1, 1 }, targets = { 0, 1, 1, 0 };
        Registry.Register(Activation.Elementwise("own_sine", Math.Sin, (input, output) => Math.Cos(input)));
        using (Dataset data = Dataset.FromValues(x, 2, targets, 1))
        using (Model model = new Model(2).AddDense(8, "own_sine").AddDense(1, "sigmoid").Initialize("auto", 1))
        using (var trainer = new Trainer(model) { Optimizer = "adam(learning_rate=0.05)", Epochs = 300, Seed = 1 })
        {
            trainer.Fit(data);
            Console.WriteLine("library " + GliaLibrary.File);
            Console.WriteLine("plugin " + Registry.PathOf("sigmoid"));
            Console.WriteLine("accuracy " + trainer.Evaluate(data).Accuracy);
            return 0;
        }
    }
}
