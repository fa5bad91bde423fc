using System;
using System.Collections.Generic;
using System.Linq;

namespace Glia
{
    /// <summary>Where activations come from: what is registered here, and plugin files that are found by name. The
    /// registry belongs to the process; any thread may use it at any time.</summary>
    public static unsafe class Registry
    {
        /// <summary>Makes an activation known by its name, for models made from now on.</summary>
        public static void Register(Activation activation)
        {
            if (activation == null) throw new ArgumentNullException(nameof(activation));
            if ((activation.ForwardDouble == null) != (activation.BackwardDouble == null))
            {
                throw new ArgumentException("has only one of ForwardDouble and BackwardDouble", nameof(activation));
            }
            GliaLibrary.Load(); // RegisterTable is compiled after it
            string[] texts = Texts(activation);
            using (var native = new Utf8Array(texts, nameof(activation)))
            {
                var parameters = new ParameterTable[activation.Parameters.Count];
                for (int i = 0; i < parameters.Length; ++i)
                {
                    ActivationParameter parameter = activation.Parameters[i];
                    parameters[i].Name = (byte*)native.Pointers[FixedTexts + i];
                    parameters[i].DefaultValue = parameter.DefaultValue;
                    parameters[i].Minimum = parameter.Minimum;
                    parameters[i].Maximum = parameter.Maximum;
                }
                fixed (ParameterTable* list = parameters)
                {
                    RegisterTable(activation, native, list);
                }
            }
        }

        private const int FixedTexts = 5;

        private static string[] Texts(Activation activation)
        {
            var texts = new string[FixedTexts + activation.Parameters.Count];
            texts[0] = activation.Name;
            texts[1] = "csharp";
            texts[2] = activation.Formula ?? "";
            texts[3] = activation.Reference ?? "";
            texts[4] = activation.Initializer ?? "";
            for (int i = FixedTexts; i < texts.Length; ++i) texts[i] = activation.Parameters[i - FixedTexts].Name;
            return texts;
        }

        private static void RegisterTable(Activation activation, Utf8Array texts, ParameterTable* parameters)
        {
            var table = default(ActivationTable);
            table.StructSize = (uint)sizeof(ActivationTable);
            table.Flags = (uint)activation.Flags;
            table.Revision = (uint)activation.Revision;
            table.Name = (byte*)texts.Pointers[0];
            table.Variant = (byte*)texts.Pointers[1];
            table.Formula = activation.Formula == null ? null : (byte*)texts.Pointers[2];
            table.Reference = activation.Reference == null ? null : (byte*)texts.Pointers[3];
            table.Initializer = activation.Initializer == null ? null : (byte*)texts.Pointers[4];
            table.ParameterCount = (uint)activation.Parameters.Count;
            table.Parameters = activation.Parameters.Count == 0 ? null : parameters;
            Kernels.Fill(ref table, activation);
            int status = Native.glia_registry_register_activation(&table);
            try
            {
                GliaException.Check(status);
            }
            catch
            {
                Kernels.Free(table.User); // a failure leaves it to us
                throw;
            }
        }

        /// <summary>Forgets an activation that was registered. Models that use it keep it alive.</summary>
        public static void Unregister(string name)
        {
            GliaLibrary.Call(() =>
            {
                fixed (byte* text = Utf8.Required(name, nameof(name)))
                {
                    GliaException.Check(Native.glia_registry_unregister_activation(text));
                }
            });
        }

        /// <summary>Loads a plugin file now, with all its activations.</summary>
        /// <param name="path">An absolute path.</param>
        public static void LoadPlugin(string path)
        {
            GliaLibrary.Call(() =>
            {
                fixed (byte* text = Utf8.Required(path, nameof(path)))
                {
                    GliaException.Check(Native.glia_registry_load(text));
                }
            });
        }

        /// <summary>Searches a folder for plugins before those known so far.</summary>
        /// <param name="path">An absolute path.</param>
        public static void AddDirectory(string path)
        {
            GliaLibrary.Call(() =>
            {
                fixed (byte* text = Utf8.Required(path, nameof(path)))
                {
                    GliaException.Check(Native.glia_registry_add_directory(text));
                }
            });
        }

        /// <summary>Allows only these activations to come from plugin files from now on, none where there are no names.
        /// What is loaded already stays, and activations of the program need no leave.</summary>
        public static void AllowOnly(params string[] names)
        {
            GliaLibrary.Call(() => SetAllowed(names, null));
        }

        /// <summary>The same, each from the one file with this SHA-256 in hexadecimal digits; null: any file.</summary>
        public static void AllowOnly(IDictionary<string, string> sha256OfNames)
        {
            if (sha256OfNames == null) throw new ArgumentNullException(nameof(sha256OfNames));
            GliaLibrary.Call(() => SetAllowed(sha256OfNames.Keys.ToArray(), sha256OfNames.Values.ToArray()));
        }

        /// <summary>Allows every plugin file again, as at the start.</summary>
        public static void AllowAll()
        {
            GliaLibrary.Call(() => GliaException.Check(Native.glia_registry_set_allowed(null, null, UIntPtr.Zero)));
        }

        private static void SetAllowed(string[] names, string[] hashes)
        {
            using (var texts = new Utf8Array(names, nameof(names)))
            using (var given = new Utf8Array(hashes ?? new string[names.Length], nameof(hashes), optional: true))
            {
                var pointers = new IntPtr[names.Length + 1]; // so that there is something to pin, and not NULL
                texts.Pointers.CopyTo(pointers, 0);
                fixed (IntPtr* allowed = pointers)
                fixed (IntPtr* sha256 = given.Pointers)
                {
                    GliaException.Check(Native.glia_registry_set_allowed(
                        (byte**)allowed, hashes == null ? null : (byte**)sha256, texts.Count));
                }
            }
        }

        /// <summary>The names of all activations: registered, or in the search path, of which every plugin is opened.
        /// </summary>
        public static string[] Names()
        {
            return Specs.List("activation");
        }

        /// <summary>An activation as a JSON object; see glia_registry_describe in include/glia/registry.h.</summary>
        public static string Describe(string name)
        {
            return GliaLibrary.Call(() =>
            {
                byte[] bytes = Utf8.Required(name, nameof(name));
                return Utf8.Read((buffer, capacity, needed) =>
                {
                    fixed (byte* text = bytes) return Native.glia_registry_describe(text, buffer, capacity, needed);
                });
            });
        }

        /// <summary>The file that an activation comes from; "" for one of the program's own.</summary>
        public static string PathOf(string name)
        {
            return GliaLibrary.Call(() =>
            {
                byte[] bytes = Utf8.Required(name, nameof(name));
                return Utf8.Read((buffer, capacity, needed) =>
                {
                    fixed (byte* text = bytes) return Native.glia_registry_path(text, buffer, capacity, needed);
                });
            });
        }

        /// <summary>The folders searched, in order.</summary>
        public static string[] SearchPath()
        {
            return GliaLibrary.Call(() =>
            {
                return Utf8.Read(Native.glia_registry_search_path)
                    .Split(new[] { '\n' }, StringSplitOptions.RemoveEmptyEntries);
            });
        }
    }
}
