using System;
using System.Linq;

namespace Glia.Tests
{
    /// <summary>One program for all that is tested without xunit.</summary>
    internal static class Start
    {
        private static int Main(string[] arguments)
        {
            string[] others = arguments.Skip(1).ToArray();
            switch (arguments.FirstOrDefault())
            {
                case "cases": return Runner.Run(others); // [part of their names]
                case "behaviour": return Behaviour.Run(others); // IRIS.csv
                case "probe": return Probe.Run(others);
                default:
                    Console.Error.WriteLine("usage: GliaTests cases|behaviour|probe ...");
                    return 2;
            }
        }
    }
}
