using System;

namespace Glia
{
    /// <summary>Everything that is chosen by name: "relu", "adam(learning_rate=3e-4)". Families are "activation",
    /// "class_weight", "clipping", "constraint", "folds", "improvement", "initializer", "layer", "loss", "metric",
    /// "optimizer", "penalty", "scaling" and "schedule".</summary>
    public static unsafe class Specs
    {
        /// <summary>The names of a family, in alphabetical order.</summary>
        public static string[] List(string family)
        {
            return GliaLibrary.Call(() =>
            {
                byte[] bytes = Utf8.Required(family, nameof(family));
                return JsonNames.Parse(Utf8.Read((buffer, capacity, needed) =>
                {
                    fixed (byte* text = bytes) return Native.glia_spec_list(text, buffer, capacity, needed);
                }));
            });
        }

        /// <summary>A member of a family as a JSON object: name, summary, parameters with default and range.</summary>
        public static string Describe(string family, string name)
        {
            return GliaLibrary.Call(() =>
            {
                byte[] first = Utf8.Required(family, nameof(family)), second = Utf8.Required(name, nameof(name));
                return Utf8.Read((buffer, capacity, needed) =>
                {
                    fixed (byte* f = first)
                    fixed (byte* n = second) return Native.glia_spec_describe(f, n, buffer, capacity, needed);
                });
            });
        }

        /// <summary>Throws where a spec is not valid, and says why.</summary>
        public static void Check(string family, string spec)
        {
            GliaLibrary.Call(() =>
            {
                fixed (byte* f = Utf8.Required(family, nameof(family)))
                fixed (byte* s = Utf8.Required(spec, nameof(spec))) GliaException.Check(Native.glia_spec_check(f, s));
            });
        }
    }
}
