using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.ExceptionServices;
using Xunit;

namespace Glia.Tests
{
    /// <summary>Runs every case, or those whose name contains the argument; exits with 1 where one failed.</summary>
    internal static class Runner
    {
        internal static int Run(string[] arguments)
        {
            int passed = 0;
            var failed = new List<string>();
            foreach (MethodInfo test in Cases(arguments.Length > 0 ? arguments[0] : ""))
            {
                string name = test.DeclaringType.Name + "." + test.Name;
                Stopwatch time = Stopwatch.StartNew();
                try
                {
                    RunCase(test);
                    ++passed;
                    Console.WriteLine("ok     {0,5} ms  {1}", time.ElapsedMilliseconds, name);
                }
                catch (Exception exception)
                {
                    failed.Add(name);
                    Console.WriteLine("FAILED {0,5} ms  {1}\n{2}", time.ElapsedMilliseconds, name, exception);
                }
            }
            Console.WriteLine("\n{0} passed, {1} failed {2}", passed, failed.Count, string.Join(", ", failed));
            return passed > 0 && failed.Count == 0 ? 0 : 1;
        }

        private static IEnumerable<MethodInfo> Cases(string part)
        {
            foreach (Type type in Assembly.GetExecutingAssembly().GetTypes())
            {
                foreach (MethodInfo method in type.GetMethods())
                {
                    bool isCase = method.GetCustomAttributes(typeof(FactAttribute), false).Length > 0;
                    if (isCase && (type.Name + "." + method.Name).Contains(part)) yield return method;
                }
            }
        }

        private static void RunCase(MethodInfo test)
        {
            object instance = Activator.CreateInstance(test.DeclaringType);
            try
            {
                test.Invoke(instance, null);
            }
            catch (TargetInvocationException exception)
            {
                ExceptionDispatchInfo.Capture(exception.InnerException).Throw();
            }
            finally
            {
                var disposable = instance as IDisposable;
                if (disposable != null) disposable.Dispose();
            }
        }
    }
}
