using System;
using System.Collections.Generic;
using System.Runtime.ExceptionServices;

namespace Glia
{
    /// <summary>A native call during which managed callbacks may run. No exception may cross native frames: callbacks
    /// catch theirs and leave them here, the call comes to an orderly end, and <see cref="Check"/> throws them
    /// again with the stack that they had.</summary>
    internal sealed class CallbackScope : IDisposable
    {
        [ThreadStatic] private static CallbackScope current;

        private readonly CallbackScope outer;
        private ExceptionDispatchInfo failure;

        /// <summary>Begins on the thread that makes the call.</summary>
        internal CallbackScope()
        {
            outer = current;
            current = this;
        }

        /// <summary>Keeps what a callback threw; the first counts.</summary>
        internal static void Fail(Exception exception)
        {
            ExceptionDispatchInfo info = ExceptionDispatchInfo.Capture(exception);
            CallbackScope scope = current;
            if (scope == null) UnscopedFailures.Keep(info);
            else if (scope.failure == null) scope.failure = info;
        }

        /// <summary>Throws what a callback threw, or else what the status says. Called right after the native call.
        /// </summary>
        internal void Check(int status)
        {
            ThrowFailure();
            GliaException.Check(status);
        }

        /// <summary>Throws what a callback threw, if any did.</summary>
        internal void ThrowFailure()
        {
            ExceptionDispatchInfo other = UnscopedFailures.Take(); // in any case: nothing is left for the next call
            ExceptionDispatchInfo info = failure ?? other;
            if (info != null) info.Throw();
        }

        public void Dispose()
        {
            current = outer;
        }
    }

    /// <summary>What callbacks threw where their thread has no scope: on a thread of the library's own, or within a
    /// call that has none because it can only log. Each is kept for the thread whose call it belongs to.</summary>
    internal static class UnscopedFailures
    {
        private static readonly Dictionary<ulong, ExceptionDispatchInfo> OfCallers =
            new Dictionary<ulong, ExceptionDispatchInfo>();

        private static volatile int count; // hardly ever any

        /// <summary>The first of a call counts.</summary>
        internal static void Keep(ExceptionDispatchInfo failure)
        {
            ulong caller = Native.glia_calling_thread();
            lock (OfCallers)
            {
                if (!OfCallers.ContainsKey(caller)) OfCallers.Add(caller, failure);
                count = OfCallers.Count;
            }
        }

        /// <summary>What was kept for the call that this thread has made, or null.</summary>
        internal static ExceptionDispatchInfo Take()
        {
            return count == 0 ? null : Find();
        }

        /// <summary>Throws what was kept for the call that this thread has made, if anything was.</summary>
        internal static void Throw()
        {
            if (count == 0) return;
            ExceptionDispatchInfo failure = Find();
            if (failure != null) failure.Throw();
        }

        private static ExceptionDispatchInfo Find()
        {
            ulong caller = Native.glia_calling_thread();
            lock (OfCallers)
            {
                ExceptionDispatchInfo failure;
                if (!OfCallers.TryGetValue(caller, out failure)) return null;
                OfCallers.Remove(caller);
                count = OfCallers.Count;
                return failure;
            }
        }
    }

    /// <summary>Marks a method that native code calls, for compilers that work ahead of time: Unity's IL2CPP looks for
    /// an attribute of this name.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    internal sealed class MonoPInvokeCallbackAttribute : Attribute
    {
        internal MonoPInvokeCallbackAttribute(Type type)
        {
            Type = type;
        }

        internal Type Type { get; }
    }
}
