using System;
using System.IO;
using System.Runtime.InteropServices;

namespace Glia
{
    /// <summary>The native library: where it is taken from, and what it is. It is loaded at first use.</summary>
    public static unsafe class GliaLibrary
    {
        private static readonly object Gate = new object();
        private static volatile bool loaded;
        private static string path;

        /// <summary>The file libglia.so.1, or the folder that it is in; null, the default, leaves it to
        /// GLIA_LIBRARY_PATH and the usual places. To be set before glia is first used.</summary>
        /// <exception cref="InvalidOperationException">The library is loaded already.</exception>
        public static string Path
        {
            get { return path; }
            set
            {
                lock (Gate)
                {
                    if (loaded) throw new InvalidOperationException("libglia is loaded already, from " + File);
                    path = value;
                }
            }
        }

        /// <summary>The version of the loaded library.</summary>
        public static Version Version
        {
            get { return Call(() => new Version(LibraryVersion.Text(Native.glia_version()))); }
        }

        /// <summary>The file that the library was loaded from.</summary>
        public static string File
        {
            get { return Call(() => DynamicLibrary.FileOf((IntPtr)Native.glia_version_string())); }
        }

        /// <summary>The instruction set in use: "baseline", "avx2" or "avx512".</summary>
        public static string CpuName
        {
            get { return Call(() => Utf8.Read(Native.glia_cpu_name())); }
        }

        /// <summary>The matrix library in use, as a line of JSON: flavour, core, threads, config.</summary>
        public static string BlasInfo
        {
            get { return Call(() => Utf8.Read(Native.glia_blas_info)); }
        }

        /// <summary>The name of a status in C, such as "GLIA_ERROR_NOT_FOUND".</summary>
        public static string StatusName(Status status)
        {
            return Call(() => Utf8.Read(Native.glia_status_name((int)status)));
        }

        /// <summary>Loads the library now, rather than at first use.</summary>
        /// <exception cref="GliaLoadException">It is not there, or of another version.</exception>
        public static void Load()
        {
            if (loaded) return;
            lock (Gate)
            {
                if (loaded) return;
                IntPtr library = LibrarySearch.Open(path);
                LibraryVersion.Check(library);
#if NETCOREAPP
                NativeLibrary.SetDllImportResolver(
                    typeof(Native).Assembly, (name, assembly, search) => name == Native.Name ? library : IntPtr.Zero);
#endif
                // Elsewhere, the imports find what is loaded by its SONAME.
                LibraryVersion.CheckImports(library);
                UseFlatFolder();
                loaded = true;
            }
        }

        /// <summary>Makes a call of which the library may not be loaded yet. It has to be a function of its own, as
        /// here a lambda: mono binds imports when it compiles the function that they are called in, before it runs.
        /// </summary>
        internal static T Call<T>(Func<T> call)
        {
            Load();
            try
            {
                return call();
            }
            finally
            {
                UnscopedFailures.Throw();
            }
        }

        /// <summary>The same for a call without a result.</summary>
        internal static void Call(Action call)
        {
            Load();
            try
            {
                call();
            }
            finally
            {
                UnscopedFailures.Throw();
            }
        }

        /// <summary>Publishing a program may put the files of glia/1 beside libglia, where they are not looked for.
        /// </summary>
        private static void UseFlatFolder()
        {
            string folder = System.IO.Path.GetDirectoryName(
                DynamicLibrary.FileOf((IntPtr)Native.glia_version_string()));
            if (string.IsNullOrEmpty(folder)) return;
            if (Directory.Exists(System.IO.Path.Combine(folder, "glia", "1"))) return;
            if (!System.IO.File.Exists(System.IO.Path.Combine(folder, "identity.so"))) return;
            // Where that is refused, the first use of an activation says what was searched.
            fixed (byte* text = Utf8.Bytes(folder)) Native.glia_registry_add_directory(text);
        }
    }
}
