namespace Glia.Tests
{
    /// <summary>Rows from memory and from a file.</summary>
    internal static class DatasetCases
    {
        internal static void Run()
        {
            using (Dataset data = Cases.Data())
            {
                PrintShape("classes", data);
                PrintRows("rows", data, 10, 10);
            }
            using (Dataset values = Dataset.FromValues(Cases.X60, Cases.Features, Cases.T60, 2))
            {
                PrintShape("values", values);
            }
            Cases.PrintError("error_class", () => Dataset.FromClasses(new float[8], 4, new[] { 0, 3 }, 3));
            Cases.PrintError("error_infinite", () =>
                Dataset.FromRows(new[] { 1, 2, 3, 4, 5, 6, float.PositiveInfinity, 8 }, 4));
            Cases.PrintError("error_column", () => Dataset.OpenCsv(Cases.IrisPath, "specie"));
            Cases.PrintError("error_csv", () => Dataset.OpenCsv("missing.csv"));
            using (Dataset iris = Dataset.OpenCsv(Cases.IrisPath, "species", TargetKind.Classes)) Read(iris);
        }

        private static void Read(Dataset iris)
        {
            PrintShape("csv", iris);
            Cases.Print("csv_names", string.Join(" ", iris.ClassNames()), string.Join(" ", iris.FeatureNames()));
            PrintRows("csv_rows", iris, 0, (int)iris.Rows);
            using (DatasetSplit parts = iris.Split(0.2, stratify: true, seed: 42))
            {
                PrintShape("split", parts.Second);
                PrintRows("split_rows", parts.Second, 0, (int)parts.Second.Rows);
            }
        }

        private static void PrintShape(string id, Dataset data)
        {
            Cases.Print(id, data.Rows, data.Features, data.Outputs, data.ClassCount);
        }

        private static void PrintRows(string id, Dataset data, int first, int count)
        {
            ulong hash = Cases.Hash(Cases.HashStart, data.GetFeatures(first, count));
            Cases.PrintHash(id, Cases.Hash(hash, data.GetClasses(first, count)));
        }
    }
}
