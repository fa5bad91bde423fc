using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using Xunit;

namespace Glia.Tests
{
    public class LibraryTests
    {
        [Fact]
        public void TellsWhatItIs()
        {
            Assert.Equal(1, GliaLibrary.Version.Major);
            Assert.Contains("libglia.so.1", GliaLibrary.File);
            Assert.True(Array.IndexOf(new[] { "baseline", "avx2", "avx512" }, GliaLibrary.CpuName) >= 0);
            Assert.Contains("\"flavour\"", GliaLibrary.BlasInfo);
            Assert.Equal("GLIA_ERROR_NOT_FOUND", GliaLibrary.StatusName(Status.NotFound));
            Assert.Throws<InvalidOperationException>(() => GliaLibrary.Path = "/elsewhere");
        }

        [Fact]
        public void EveryStatusHasItsNameInC()
        {
            var renamed = new Dictionary<Status, string>
            {
                { Status.Ok, "GLIA_OK" },
                { Status.InputOutput, "GLIA_ERROR_IO" }
            };
            foreach (Status status in Enum.GetValues(typeof(Status)))
            {
                string expected;
                if (!renamed.TryGetValue(status, out expected)) expected = "GLIA_ERROR_" + SnakeCase(status.ToString());
                Assert.Equal(expected, GliaLibrary.StatusName(status));
            }
            Assert.Equal("GLIA_ERROR_UNKNOWN", GliaLibrary.StatusName((Status)Enum.GetValues(typeof(Status)).Length));
        }

        private static string SnakeCase(string name)
        {
            var result = new System.Text.StringBuilder();
            foreach (char letter in name)
            {
                if (char.IsUpper(letter) && result.Length > 0) result.Append('_');
                result.Append(char.ToUpperInvariant(letter));
            }
            return result.ToString();
        }

        [Fact]
        public void EveryImportIsAFunctionOfTheLibrary()
        {
            string symbols = Path.Combine(Fixtures.Data(".."), "abi", "symbols.txt");
            var exported = new HashSet<string>(File.ReadAllLines(symbols));
            Type native = typeof(Model).Assembly.GetType("Glia.Native");
            int imports = 0;
            foreach (MethodInfo method in native.GetMethods(BindingFlags.NonPublic | BindingFlags.Static))
            {
                if (!method.Name.StartsWith("glia_", StringComparison.Ordinal)) continue;
                ++imports;
                Assert.True(exported.Contains(method.Name), method.Name);
                foreach (ParameterInfo parameter in method.GetParameters())
                {
                    Type type = parameter.ParameterType;
                    Assert.True(type.IsPointer || type.IsPrimitive, method.Name + ": " + type); // blittable
                }
            }
            Assert.True(imports > 100, imports + " imports");
        }

        [Fact]
        public void TheActivationTableIsLaidOutAsInC()
        {
            Type table = typeof(Model).Assembly.GetType("Glia.ActivationTable");
            Assert.Equal(4 * sizeof(uint) + sizeof(double) + 12 * IntPtr.Size, Marshal.SizeOf(table));
        }

        [Fact]
        public void ListsSpecs()
        {
            Assert.True(Array.IndexOf(Specs.List("optimizer"), "adam") >= 0);
            Assert.Contains("\"momentum\"", Specs.Describe("optimizer", "sgd"));
            Specs.Check("optimizer", "sgd(momentum=0.9)");
            Assert.Contains("momentum",
                Assert.Throws<GliaException>(() => Specs.Check("optimizer", "sgd(momentun=0.9)")).Message);
            Assert.Throws<GliaException>(() => Specs.List("families"));
        }

        [Fact]
        public void HandsMessagesOn()
        {
            var told = new List<string>();
            using (Dataset data = Dataset.FromClasses(new float[6], 1, new[] { 0, 0, 0, 0, 0, 1 }, 2))
            {
                Log.Handler = (level, message) => told.Add(level + " " + message);
                data.Fold("stratified(folds=3)", 0).Dispose();
                Assert.Equal(1, told.Count);
                Assert.Contains("Warn class '1' has fewer rows", told[0]);

                LogLevel before = Log.Level;
                Log.Level = LogLevel.Error;
                data.Fold("stratified(folds=3)", 0).Dispose();
                Assert.Equal(1, told.Count);
                Log.Level = before;

                Fixtures.CollectGarbage();
                Log.Handler = null;
                Assert.Null(Log.Handler);
            }
        }

        [Fact]
        public void WhatAHandlerOfMessagesThrowsArrivesInTheCaller()
        {
            using (Dataset data = Dataset.FromClasses(new float[6], 1, new[] { 0, 0, 0, 0, 0, 1 }, 2))
            {
                Log.Handler = (level, message) => { throw new TimeoutException("no paper"); };
                var thrown = Assert.Throws<TimeoutException>(() => data.Fold("stratified(folds=3)", 0));
                Assert.Equal("no paper", thrown.Message);
                Assert.Same(thrown, Log.HandlerFailure);
                Specs.Check("optimizer", "sgd"); // nothing is left of it

                using (Model model = new Model(1).AddDense(1, "sigmoid")) // in a call that has other callbacks too
                using (var trainer = new Trainer(model) { Epochs = 1 })
                {
                    Assert.Equal("no paper", Assert.Throws<TimeoutException>(
                        () => CrossValidation.Run(trainer, data, "stratified(folds=3)")).Message);
                }
                Log.Handler = null;
                data.Fold("stratified(folds=3)", 0).Dispose();
            }
        }
    }
}
