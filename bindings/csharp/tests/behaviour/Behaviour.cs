using System;

namespace Glia.Tests
{
    /// <summary>The behaviour cases of bindings/cases.md: prints the lines that the program in C prints.</summary>
    internal static class Behaviour
    {
        internal static int Run(string[] arguments)
        {
            if (arguments.Length != 1)
            {
                Console.Error.WriteLine("usage: GliaTests behaviour IRIS.csv");
                return 2;
            }
            try
            {
                Cases.IrisPath = arguments[0];
                LibraryCases.Run();
                ModelCases.Run();
                FileCases.Run();
                DatasetCases.Run();
                TrainingCases.Run();
                StepCases.Run();
                ActivationCases.Run();
                MetricCases.Run();
                return 0;
            }
            catch (Exception exception)
            {
                Console.Error.WriteLine("cases: " + exception);
                return 1;
            }
        }
    }
}
