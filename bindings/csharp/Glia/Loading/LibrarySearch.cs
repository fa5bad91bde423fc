using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Glia
{
    /// <summary>Finds libglia: at the path that the program gave; else in GLIA_LIBRARY_PATH; else beside the program,
    /// in its runtimes/(system)/native, in the installation whose sources were compiled, and wherever runtime and
    /// dynamic linker look. A path that is given is not passed over for another place: what is there is used, or
    /// nothing.</summary>
    internal static class LibrarySearch
    {
        internal const string Variable = "GLIA_LIBRARY_PATH";

        internal static IntPtr Open(string givenPath)
        {
            if (givenPath != null) return OpenGiven(new[] { givenPath }, "GliaLibrary.Path");
            string variable = Environment.GetEnvironmentVariable(Variable);
            if (!string.IsNullOrEmpty(variable))
            {
                return OpenGiven(variable.Split(new[] { ':' }, StringSplitOptions.RemoveEmptyEntries), Variable);
            }
            return OpenByDefault();
        }

        private static IntPtr OpenGiven(IEnumerable<string> places, string source)
        {
            var tried = new List<string>();
            foreach (string place in places)
            {
                string path = Path.GetFullPath(place);
                IntPtr library = Try(Directory.Exists(path) ? Path.Combine(path, Native.Name) : path, tried);
                if (library != IntPtr.Zero) return library;
            }
            throw NotFound(tried, source + " names nothing that can be loaded");
        }

        private static IntPtr OpenByDefault()
        {
            var tried = new List<string>();
            foreach (string folder in ProgramFolders())
            {
                foreach (string file in new[]
                {
                    Path.Combine(folder, Native.Name),
                    Path.Combine(folder, "runtimes", RuntimeIdentifier(), "native", Native.Name)
                })
                {
                    IntPtr library = Try(file, tried);
                    if (library != IntPtr.Zero) return library;
                }
            }
            foreach (string folder in PackageFolders())
            {
                IntPtr library = Try(Path.Combine(folder, Native.Name), new List<string>());
                if (library != IntPtr.Zero) return library;
            }
            foreach (string folder in InstalledFolders())
            {
                IntPtr library = Try(Path.Combine(folder, Native.Name), tried);
                if (library != IntPtr.Zero) return library;
            }
#if NETCOREAPP
            IntPtr found; // the runtime asks the dynamic linker, too
            if (NativeLibrary.TryLoad(Native.Name, typeof(Native).Assembly, null, out found)) return found;
#endif
            string reason;
            IntPtr byName = DynamicLibrary.Open(Native.Name, out reason);
            if (byName != IntPtr.Zero) return byName;
            tried.Add("the folders of the dynamic linker (" + reason + ")");
            throw NotFound(tried, "set " + Variable + " or GliaLibrary.Path to the file or its folder");
        }

        /// <summary>Where program and assembly lie.</summary>
        private static IEnumerable<string> ProgramFolders()
        {
            string program = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
            yield return program;
#if !NETCOREAPP
            string location = typeof(Native).Assembly.Location;
            string assembly = location.Length == 0 ? program : Path.GetDirectoryName(location);
            if (assembly != program) yield return assembly;
#endif
        }

        /// <summary>Where .NET has found the native libraries of NuGet packages, and those of its own.</summary>
        private static string[] PackageFolders()
        {
#if NETCOREAPP
            var folders = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
            return folders.Split(new[] { Path.PathSeparator }, StringSplitOptions.RemoveEmptyEntries);
#else
            return new string[0];
#endif
        }

        /// <summary>Where the libraries of an installation lie, if this file was compiled from one: a program that is
        /// built from the sources in /opt/glia/share/glia/bindings needs the library in /opt/glia/lib.</summary>
        private static IEnumerable<string> InstalledFolders([CallerFilePath] string thisFile = "")
        {
            int end = thisFile.LastIndexOf("/share/glia/bindings/csharp/Glia/Loading/", StringComparison.Ordinal);
            if (end < 0) yield break;
            string prefix = thisFile.Substring(0, end);
            yield return prefix + "/lib/" + (IsArm64 ? "aarch64" : "x86_64") + "-linux-gnu";
            yield return prefix + "/lib";
            yield return prefix + "/lib64";
        }

        private static bool IsArm64
        {
            get { return RuntimeInformation.ProcessArchitecture == Architecture.Arm64; }
        }

        private static string RuntimeIdentifier()
        {
            return "linux-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        }

        private static IntPtr Try(string file, ICollection<string> tried)
        {
            if (!File.Exists(file))
            {
                tried.Add("'" + file + "' (no such file)");
                return IntPtr.Zero;
            }
            string reason;
            IntPtr library = DynamicLibrary.Open(file, out reason);
            if (library == IntPtr.Zero) tried.Add("'" + file + "' (" + reason + ")");
            return library;
        }

        private static GliaLoadException NotFound(List<string> tried, string advice)
        {
            return new GliaLoadException(
                Native.Name + " was not found: looked for " + string.Join(", ", tried) + "; " + advice);
        }
    }
}
