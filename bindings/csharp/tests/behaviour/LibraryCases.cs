using System;

namespace Glia.Tests
{
    /// <summary>Versions, specs, messages, and what is refused before there is a model.</summary>
    internal static class LibraryCases
    {
        internal static void Run()
        {
            Cases.Print("version", GliaLibrary.Version.Major);
            Cases.Print("status_names", GliaLibrary.StatusName(Status.Ok), GliaLibrary.StatusName(Status.NotFound),
                GliaLibrary.StatusName((Status)99));
            Cases.Print("spec_list", "[\"" + string.Join("\",\"", Specs.List("scaling")) + "\"]");
            Cases.PrintError("spec_check", () => Specs.Check("optimizer", "adam(learning_rate=0.1)"));
            Cases.PrintError("spec_range", () => Specs.Check("optimizer", "adam(learning_rate=-1)"));
            Cases.PrintError("spec_parameter", () => Specs.Check("optimizer", "sgd(momentun=0.9)"));
            Cases.PrintError("spec_syntax", () => Specs.Check("optimizer", "sgd(momentum=0.9"));
            Cases.PrintError("spec_name", () => Specs.Check("loss", "hubert"));
            Messages();
            Cases.PrintError("error_inputs", () => new Model(0));
            Cases.PrintError("error_missing", () => Model.Load("missing.safetensors"));
            Cases.PrintError("error_format", () => Model.FromBytes(System.Text.Encoding.ASCII.GetBytes("not glia")));
        }

        /// <summary>A class of two rows is too small for three stratified folds, which is warned of.</summary>
        private static void Messages()
        {
            var classes = new int[Cases.Rows];
            classes[0] = classes[1] = 1;
            using (Dataset data = Dataset.FromClasses(Cases.X60, Cases.Features, classes, 2))
            {
                Log.Handler = (level, message) => Cases.Print("log", (int)level, message);
                data.Fold("stratified(folds=3)", 0, 1).Dispose();
                Log.Handler = null;
            }
        }
    }
}
