// As much of xunit as the cases use, so that they compile where xunit is not at hand.
using System;
using System.Collections;
using System.Collections.Generic;

namespace Xunit
{
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class FactAttribute : Attribute
    {
    }

    public sealed class AssertException : Exception
    {
        public AssertException(string message) : base(message)
        {
        }
    }

    public static class Assert
    {
        public static void True(bool condition, string message = "expected true")
        {
            if (!condition) throw new AssertException(message);
        }

        public static void False(bool condition, string message = "expected false")
        {
            True(!condition, message);
        }

        public static void Equal<T>(T expected, T actual)
        {
            True(Same(expected, actual), "expected " + Text(expected) + ", got " + Text(actual));
        }

        public static void Equal(double expected, double actual, int precision)
        {
            True(Math.Round(expected, precision) == Math.Round(actual, precision),
                "expected " + expected + ", got " + actual);
        }

        public static void NotEqual<T>(T expected, T actual)
        {
            True(!Same(expected, actual), "expected anything but " + Text(expected));
        }

        public static void InRange<T>(T actual, T low, T high) where T : IComparable<T>
        {
            True(actual.CompareTo(low) >= 0 && actual.CompareTo(high) <= 0,
                "expected " + low + " to " + high + ", got " + actual);
        }

        public static void Contains(string part, string whole)
        {
            True(whole.Contains(part), "expected '" + part + "' in '" + whole + "'");
        }

        public static void DoesNotContain(string part, string whole)
        {
            True(!whole.Contains(part), "expected no '" + part + "' in '" + whole + "'");
        }

        public static void Empty(IEnumerable items)
        {
            True(!items.GetEnumerator().MoveNext(), "expected nothing");
        }

        public static void Null(object value)
        {
            True(value == null, "expected null, got " + value);
        }

        public static void Same(object expected, object actual, string message = "expected the same object")
        {
            True(ReferenceEquals(expected, actual), message);
        }

        public static T Throws<T>(Action action) where T : Exception
        {
            try
            {
                action();
            }
            catch (T exception)
            {
                if (exception.GetType() == typeof(T)) return exception;
                throw;
            }
            throw new AssertException("expected " + typeof(T).Name + ", but nothing was thrown");
        }

        private static bool Same(object expected, object actual)
        {
            var first = expected as IList;
            var second = actual as IList;
            if (first == null || second == null) return Equals(expected, actual);
            if (first.Count != second.Count) return false;
            var firsts = new List<object>();
            foreach (object item in first) firsts.Add(item);
            int i = 0;
            foreach (object item in second)
            {
                if (!Same(firsts[i++], item)) return false;
            }
            return true;
        }

        private static string Text(object value)
        {
            var list = value as IList;
            if (list == null) return value == null ? "null" : value.ToString();
            var texts = new List<string>();
            foreach (object item in list) texts.Add(Text(item));
            return "[" + string.Join(", ", texts) + "]";
        }
    }
}
