namespace Stipple.Records.Lists;

/// <summary>The rows of the lists, to a fact that changes them. Columns are named; a value is anything that <see cref="ListValue"/> knows.</summary>
internal interface IRows
{
    /// <summary>Adds a row, or changes the named columns of the one that is there. The key comes first.</summary>
    void Put(ListTable table, params ReadOnlySpan<(string Column, object? Value)> values);

    /// <summary>Changes the named columns of the row with this key; does nothing when there is none.</summary>
    void Set(ListTable table, ReadOnlySpan<object> key, params ReadOnlySpan<(string Column, object? Value)> changes);

    /// <summary>Takes the row with this key away; does nothing when there is none.</summary>
    void Remove(ListTable table, ReadOnlySpan<object> key);
}

/// <summary>
/// Rows that are kept nowhere: what a fact would do to the lists is tried before it is written, because in the transaction a
/// failure would take its neighbours with it.
/// </summary>
internal sealed class TriedRows : IRows
{
    public void Put(ListTable table, params ReadOnlySpan<(string Column, object? Value)> values) => Try(table, values);

    public void Set(ListTable table, ReadOnlySpan<object> key, params ReadOnlySpan<(string Column, object? Value)> changes) => Try(table, changes);

    public void Remove(ListTable table, ReadOnlySpan<object> key)
    {
        // The key of a row that is there was tried when it was put.
    }

    private static void Try(ListTable table, ReadOnlySpan<(string Column, object? Value)> values)
    {
        foreach (var (column, value) in values)
        {
            // PostgreSQL keeps every character in a text except this one.
            if (ListValue.Of(value) is string text && text.Contains('\0', StringComparison.Ordinal))
                throw new RefusedException($"A text for {column} in the list of {table.Name} holds a NUL character, which cannot be kept. Leave it out.");
        }
    }
}
