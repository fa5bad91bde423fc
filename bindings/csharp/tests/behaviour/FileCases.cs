using System.IO;

namespace Glia.Tests
{
    /// <summary>Models to memory and files, and back.</summary>
    internal static class FileCases
    {
        internal static void Run()
        {
            using (Model model = Cases.Net())
            {
                byte[] bytes = model.ToBytes();
                Cases.PrintHash("save_memory", Cases.Hash(Cases.HashStart, bytes));
                using (Model read = Model.FromBytes(bytes)) Cases.PrintHash("load_memory", Cases.Predictions(read));
                bytes[bytes.Length - 1] ^= 1;
                Cases.PrintError("load_damaged", () => Model.FromBytes(bytes));
                model.Save("cases.safetensors");
                Cases.PrintHash("save_file", Cases.Hash(Cases.HashStart, File.ReadAllBytes("cases.safetensors")));
                using (Model read = Model.Load("cases.safetensors"))
                {
                    Cases.PrintHash("load_file", Cases.Predictions(read));
                }
            }
        }
    }
}
