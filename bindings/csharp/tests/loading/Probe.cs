using System;
using System.Collections.Generic;

namespace Glia.Tests
{
    /// <summary>What can be tried only once in a process: how the library is found, and that each way to use it first
    /// works. Prints one line; exits with 1 where it is an error.</summary>
    internal static class Probe
    {
        private static readonly Dictionary<string, Action> FirstUses = new Dictionary<string, Action>
        {
            { "Model", () => new Model(1).Dispose() },
            { "Model.Load", () => Expect<GliaException>(() => Model.Load("/no/such/file")) },
            { "Model.FromBytes", () => Expect<GliaException>(() => Model.FromBytes(new byte[1])) },
            { "Dataset.FromRows", () => Dataset.FromRows(new float[2], 2).Dispose() },
            { "Dataset.FromClasses", () => Dataset.FromClasses(new float[2], 2, new int[1], 1).Dispose() },
            { "Dataset.Borrow", () => Dataset.Borrow(new float[2], 2, null, 0).Dispose() },
            { "Dataset.BorrowClasses", () => Dataset.BorrowClasses(new float[2], 2, new int[1], 1).Dispose() },
            { "Dataset.OpenCsv", () => Expect<GliaException>(() => Dataset.OpenCsv("/no/such/file")) },
            { "Dataset.OpenCsvClasses",
                () => Expect<GliaException>(() => Dataset.OpenCsvClasses("/no/such/file", null, new[] { "a" })) },
            { "Dataset.OpenIdx", () => Expect<GliaException>(() => Dataset.OpenIdx("/no/such/file")) },
            { "Dataset.OpenNpy", () => Expect<GliaException>(() => Dataset.OpenNpy("/no/such/file")) },
            { "Dataset.Open", () => Expect<GliaException>(() => Dataset.Open("/no/such/file")) },
            { "Dataset.StreamValues", () => Dataset.StreamValues(1, 1, 1, (first, x, t, c) => 0).Dispose() },
            { "Dataset.FoldCount", () => Dataset.FoldCount("plain") },
            { "DataOptions", () => new DataOptions().Dispose() },
            { "Registry.Register", () => Registry.Register(Activation.Elementwise("same", x => x, (x, y) => 1)) },
            { "Registry.Unregister", () => Expect<GliaException>(() => Registry.Unregister("nothing")) },
            { "Registry.LoadPlugin", () => Expect<GliaException>(() => Registry.LoadPlugin("/no/such/file.so")) },
            { "Registry.AddDirectory", () => Expect<GliaException>(() => Registry.AddDirectory("/no/such/folder")) },
            { "Registry.AllowOnly", () => Registry.AllowOnly("relu") },
            { "Registry.AllowAll", () => Registry.AllowAll() },
            { "Registry.Names", () => Registry.Names() },
            { "Registry.Describe", () => Registry.Describe("relu") },
            { "Registry.PathOf", () => Registry.PathOf("relu") },
            { "Registry.SearchPath", () => Registry.SearchPath() },
            { "Specs.List", () => Specs.List("loss") },
            { "Specs.Describe", () => Specs.Describe("loss", "mse") },
            { "Specs.Check", () => Specs.Check("loss", "mse") },
            { "Log.Level", () => Log.Level = LogLevel.Error },
            { "Log.Handler", () => Log.Handler = (level, message) => { } },
            { "Metrics.Classify", () => Metrics.Classify(new float[2], 2) },
            { "Metrics.Accuracy", () => Metrics.Accuracy(new int[2], new int[2]) },
            { "Metrics.Confusion", () => Metrics.Confusion(new int[2], new int[2], 2) },
            { "Metrics.PerClass", () => Metrics.PerClass(new int[2], new int[2], 2) },
            { "Metrics.Compute", () => Metrics.Compute("mse", new float[2], 1, new float[2]) },
            { "Metrics.ComputeClasses", () => Metrics.Compute("accuracy", new float[2], 1, new int[2]) },
            { "Metrics.RocCurve", () => Metrics.RocCurve(new float[2], new int[2]) },
            { "Metrics.CalibrationCurve", () => Metrics.CalibrationCurve(new float[2], new int[2]) },
            { "Metric", () => new Metric("mse", 1, false).Dispose() },
            { "GradientReport.OfActivation", () => GradientReport.OfActivation("tanh").Dispose() },
            { "Functions.Values", () => Functions.Values("tanh", new float[1], 1) },
            { "Functions.Gradients", () => Functions.Gradients("tanh", new float[1], 1, new float[1]) },
            { "GliaLibrary.Version", () => { Version version = GliaLibrary.Version; } },
            { "GliaLibrary.CpuName", () => { string name = GliaLibrary.CpuName; } },
            { "GliaLibrary.BlasInfo", () => { string info = GliaLibrary.BlasInfo; } }
        };

        private static void Expect<T>(Action action) where T : Exception
        {
            try
            {
                action();
            }
            catch (T)
            {
                return;
            }
            throw new InvalidOperationException("nothing was thrown");
        }

        internal static int Run(string[] arguments)
        {
            try
            {
                Try(arguments);
                return 0;
            }
            catch (Exception exception)
            {
                Console.WriteLine(exception.GetType().Name + ": " + exception.Message);
                return 1;
            }
        }

        private static void Try(string[] arguments)
        {
            switch (arguments[0])
            {
                case "uses":
                    foreach (string name in FirstUses.Keys) Console.WriteLine(name);
                    break;
                case "use":
                    FirstUses[arguments[1]]();
                    Console.WriteLine("ok " + arguments[1]);
                    break;
                case "file": // [path]: where it is loaded from
                    if (arguments.Length > 1) GliaLibrary.Path = arguments[1];
                    Console.WriteLine(GliaLibrary.Version + " " + GliaLibrary.File);
                    break;
                case "activation": // name [allowed [SHA-256]]: where it comes from
                    if (arguments.Length == 3) Registry.AllowOnly(arguments[2]);
                    if (arguments.Length == 4)
                    {
                        Registry.AllowOnly(new Dictionary<string, string> { { arguments[2], arguments[3] } });
                    }
                    Console.WriteLine(Registry.PathOf(arguments[1]));
                    break;
                default:
                    throw new ArgumentException("unknown: " + arguments[0]);
            }
        }
    }
}
