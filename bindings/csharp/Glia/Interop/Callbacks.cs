using System;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace Glia
{
    /// <summary>A native call during which managed callbacks may run. No exception may cross native frames: callbacks
    /// catch theirs and leave them here, the call comes to an orderly end, and <see cref="Check"/> throws them
    /// again with the stack that they had.</summary>
    internal sealed class CallbackScope : IDisposable
    {
        [ThreadStatic] private static CallbackScope current;

        // What failed on a thread of the library's own, of which nobody knows whose call it works for.
        private static ExceptionDispatchInfo onWorker;

        private readonly CallbackScope outer;
        private readonly bool hasWorkers;
        private ExceptionDispatchInfo failure;

        /// <summary>Begins on the thread that makes the call.</summary>
        /// <param name="hasWorkers">Whether the library may work for this call on threads of its own.</param>
        internal CallbackScope(bool hasWorkers = false)
        {
            this.hasWorkers = hasWorkers;
            outer = current;
            current = this;
        }

        /// <summary>Keeps what a callback threw; the first counts.</summary>
        internal static void Fail(Exception exception)
        {
            ExceptionDispatchInfo info = ExceptionDispatchInfo.Capture(exception);
            CallbackScope scope = current;
            if (scope == null) Interlocked.CompareExchange(ref onWorker, info, null);
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
            ExceptionDispatchInfo info = failure;
            if (info == null && hasWorkers) info = Interlocked.Exchange(ref onWorker, null);
            if (info != null) info.Throw();
        }

        public void Dispose()
        {
            current = outer;
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
