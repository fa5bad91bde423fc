using System;
using System.IO;
using System.Text;
using Xunit;

namespace Glia.Tests
{
    public class DatasetTests
    {
        private static readonly float[] Rows = { 1, 2, 3, 4, 5, 6, 7, 8 };

        [Fact]
        public void HoldsRowsWithTargets()
        {
            using (Dataset data = Dataset.FromValues(Rows, 2, new float[] { 10, 20, 30, 40 }, 1))
            {
                Assert.Equal(4L, data.Rows);
                Assert.Equal(2, data.Features);
                Assert.Equal(1, data.Outputs);
                Assert.Equal(0, data.ClassCount);
                Assert.Equal(Rows, data.GetFeatures());
                Assert.Equal(new float[] { 20, 30 }, data.GetTargets(1, 2));
                Assert.Throws<GliaException>(() => data.GetClasses());
                Assert.Throws<GliaException>(() => data.GetFeatures(3, 2));
                Assert.Equal(new[] { "0", "1" }, data.FeatureNames());
                Assert.Contains("\"rows\":4", data.DescribeJson());
            }
        }

        [Fact]
        public void HoldsRowsWithClasses()
        {
            using (Dataset data = Dataset.FromClasses(Rows, 2, new[] { 0, 2, 1, 0 }, 3))
            {
                Assert.Equal(3, data.ClassCount);
                Assert.Equal(new[] { 0, 2, 1, 0 }, data.GetClasses());
                Assert.Equal(new[] { "0", "1", "2" }, data.ClassNames());
                Assert.Throws<GliaException>(() => data.GetTargets());
                Assert.False(data.IsStream);
            }
        }

        [Fact]
        public void KnowsMissingValuesWhereTheyAreAllowed()
        {
            float[] rows = { 1, float.NaN };
            Assert.Throws<GliaException>(() => Dataset.FromRows(rows, 2));
            using (Dataset data = Dataset.FromRows(rows, 2, missing: true)) Assert.True(data.HasMissing);
            using (Dataset data = Dataset.FromClasses(rows, 1, new[] { 0, 1 }, 2, missing: true))
            {
                Assert.True(data.HasMissing);
            }
        }

        [Fact]
        public void RefusesArraysThatDoNotFitBeforeNativeCodeSeesThem()
        {
            Assert.Throws<ArgumentException>(() => Dataset.FromRows(new float[3], 2));
            Assert.Throws<ArgumentException>(() => Dataset.FromRows(new float[3], 0));
            Assert.Throws<ArgumentException>(() => Dataset.FromValues(Rows, 2, new float[3], 1));
            Assert.Throws<ArgumentException>(() => Dataset.FromClasses(Rows, 2, new int[5], 2));
            Assert.Throws<ArgumentException>(() => Dataset.BorrowClasses(Rows, 2, new int[5], 2));
            Assert.Throws<ArgumentNullException>(() => Dataset.Borrow(null, 2, null, 0));
            using (Dataset data = Dataset.FromRows(Rows, 2))
            {
                Assert.Throws<GliaException>(() => data.WithWeights(new float[3]));
                Assert.Throws<GliaException>(() => data.Sort(new double[3]));
                Assert.Throws<ArgumentOutOfRangeException>(() => data.Pick(-1));
            }
        }

        [Fact]
        public void IsPickedSortedAndWeighted()
        {
            using (Dataset data = Dataset.FromRows(Rows, 2))
            using (Dataset picked = data.Pick(3, 0, 3))
            using (Dataset sorted = data.Sort(new double[] { 3, 1, 2, 0 }))
            using (Dataset weighted = data.WithWeights(new[] { 1, 2, 3, 0.5f }))
            {
                Assert.Equal(new float[] { 7, 8, 1, 2, 7, 8 }, picked.GetFeatures());
                Assert.Equal(new float[] { 7, 8, 3, 4, 5, 6, 1, 2 }, sorted.GetFeatures());
                Assert.Equal(new[] { 1, 2, 3, 0.5f }, weighted.GetWeights());
                Assert.True(weighted.HasWeights);
                Assert.Equal(new float[] { 1, 1, 1, 1 }, data.GetWeights());
            }
        }

        [Fact]
        public void SplitsIntoPartsThatOutliveIt()
        {
            DatasetSplit random, groups, time, fold;
            using (Dataset data = Dataset.FromClasses(Rows, 2, new[] { 0, 1, 0, 1 }, 2))
            {
                random = data.Split(0.5, stratify: true, seed: 7);
                groups = data.SplitGroups(0.5, new[] { 5, 5, 9, 9 });
                time = data.SplitTime(0.25);
                fold = data.Fold("plain(folds=4, shuffle=0)", 1);
                Assert.Equal(4, Dataset.FoldCount("plain(folds=4)"));
            }
            using (random) Assert.Equal(new[] { 0, 1 }, Sorted(random.Second.GetClasses()));
            using (groups) Assert.Equal(2L, groups.Second.Rows);
            using (time) Assert.Equal(new float[] { 7, 8 }, time.Second.GetFeatures());
            using (fold) Assert.Equal(new float[] { 3, 4 }, fold.Second.GetFeatures());
        }

        private static int[] Sorted(int[] values)
        {
            Array.Sort(values);
            return values;
        }

        [Fact]
        public void ReadsCsvFiles()
        {
            using (Dataset iris = Dataset.OpenCsv(Fixtures.Data("iris.csv"), "species"))
            {
                Assert.Equal(150L, iris.Rows);
                Assert.Equal("setosa", iris.ClassNames()[0]);
                Assert.Equal("petal_width", iris.FeatureNames()[3]);
            }
            string[] order = { "virginica", "versicolor", "setosa" };
            using (Dataset iris = Dataset.OpenCsvClasses(Fixtures.Data("iris.csv"), "species", order))
            {
                Assert.Equal(2, iris.GetClasses(0, 1)[0]);
            }
            var missing = Assert.Throws<GliaException>(() => Dataset.OpenCsv(Fixtures.Data("iris.csv"), "specie"));
            Assert.Contains("did you mean 'species'", missing.Message);
        }

        [Fact]
        public void ReadsCsvFilesWithOptions()
        {
            Fixtures.WithFile(".csv", path =>
            {
                File.WriteAllText(path, "id;colour;size;weight;price\n1;red;2;1;10\n2;blue;;3;20\n3;red;4;2;30\n");
                using (var options = new DataOptions())
                {
                    options.AddTarget("price").SetTargetKind(TargetKind.Values).AddIgnored("id")
                        .AddMetadata("weight", MetadataKind.Numbers).SetDelimiter(";").SetHeader(CsvHeader.Yes)
                        .AllowMissing().AddCategories("colour", "blue", "red");
                    using (Dataset data = Dataset.Open(path, options))
                    {
                        Assert.Equal(2, data.Features);
                        Assert.Equal(new[] { "blue", "red" }, data.Categories(0));
                        Assert.Equal(new float[] { 1, 2, 0, float.NaN, 1, 4 }, data.GetFeatures());
                        Assert.Equal(new double[] { 1, 3, 2 }, data.GetMetadata(0));
                        Assert.Equal(new float[] { 10, 20, 30 }, data.GetTargets());
                    }
                    options.AddIgnored("nothing");
                    Assert.Equal(Status.NotFound,
                        Assert.Throws<GliaException>(() => Dataset.Open(path, options)).Status);
                }
            });
        }

        [Fact]
        public void MapsNpyFiles()
        {
            Fixtures.WithFile(".npy", path =>
            {
                WriteNpy(path, "(2, 3)", new float[] { 1, 2, 3, 4, 5, 6 });
                using (Dataset data = Dataset.OpenNpy(path))
                {
                    Assert.Equal(new float[] { 4, 5, 6 }, data.GetFeatures(1, 1));
                }
                using (Dataset data = Dataset.Open(path)) Assert.Equal(3, data.Features);
            });
        }

        /// <summary>Version 1 of NumPy's format.</summary>
        private static void WriteNpy(string path, string shape, float[] values)
        {
            string header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
            header = header.PadRight(128 - 10 - 1) + "\n";
            using (var file = new BinaryWriter(File.Create(path)))
            {
                file.Write(new byte[] { 0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0 });
                file.Write((ushort)header.Length);
                file.Write(Encoding.ASCII.GetBytes(header));
                foreach (float value in values) file.Write(value);
            }
        }

        [Fact]
        public void NumbersBecomeCategories()
        {
            using (Dataset data = Dataset.FromRows(new float[] { 0, 1, 1 }, 1))
            using (Dataset named = data.WithCategories(0, "no", "yes"))
            using (Model model = new Model(1).ScaleInputs(named, "none").AddDense(1).Initialize())
            {
                Assert.Equal(new[] { "no", "yes" }, named.Categories(0));
                Assert.Equal(new[] { "no", "yes" }, model.Categories(0));
                Assert.Equal(2, model.GetParameters(0, "weight").Length);
                Assert.Throws<GliaException>(() => data.WithCategories(0, "only"));
            }
        }
    }
}
