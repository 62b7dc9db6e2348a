using System.Collections.Immutable;
using System.Data;
using System.Globalization;
using System.Reflection;
using Dapper;
using Stipple.Clinic;
using Stipple.Terms;

namespace Stipple.Records.Lists;

/// <summary>How Dapper fills records from lists: <see cref="ListValue"/> in the other direction, and columns to the one constructor by name.</summary>
internal static class ListQuery
{
    /// <summary>Names a statement to Dapper, which has been told about our values by then.</summary>
    public static CommandDefinition Of(string sql, object? parameters, IDbTransaction? transaction, CancellationToken cancel) =>
        new(sql, parameters, transaction, cancellationToken: cancel);

    static ListQuery()
    {
        SqlMapper.RemoveTypeMap(typeof(Guid));
        SqlMapper.RemoveTypeMap(typeof(DateOnly));
        SqlMapper.RemoveTypeMap(typeof(DateOnly?)); // has an entry of its own, by which Npgsql is asked for a day where a text is kept
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.AddTypeHandler(new Handler<Guid>(kept => Guid.ParseExact((string)kept, "D")));
        SqlMapper.AddTypeHandler(new Handler<PersonId>(kept => new PersonId(Guid.ParseExact((string)kept, "D"))));
        SqlMapper.AddTypeHandler(new Handler<PatientId>(kept => new PatientId(Guid.ParseExact((string)kept, "D"))));
        SqlMapper.AddTypeHandler(new Handler<DateOnly>(kept => DateOnly.ParseExact((string)kept, "O", CultureInfo.InvariantCulture)));
        SqlMapper.AddTypeHandler(new Handler<DateTimeOffset>(kept => FactFormat.FromMicroseconds((long)kept)));
        SqlMapper.AddTypeHandler(new Handler<NeedleDepth>(kept => NeedleDepth.FromMillimetres(double.Parse((string)kept, CultureInfo.InvariantCulture))));
        SqlMapper.AddTypeHandler(new Handler<ImmutableArray<Role>>(kept => ListValue.Roles((string)kept)));
        SqlMapper.TypeMapProvider = type => new RowMap(type);
    }

    private sealed class Handler<T>(Func<object, T> read) : SqlMapper.TypeHandler<T>
    {
        public override T Parse(object value) => read(value);

        public override void SetValue(IDbDataParameter parameter, T? value) => parameter.Value = ListValue.Of(value) ?? DBNull.Value;
    }

    /// <summary>A record's parameters are found by name; without this, Dapper also asks for the order and the exact width of numbers.</summary>
    private sealed class RowMap(Type type) : SqlMapper.ITypeMap
    {
        private readonly DefaultTypeMap map = new(type);

        public ConstructorInfo? FindConstructor(string[] names, Type[] types) => map.FindConstructor(names, types);

        public ConstructorInfo? FindExplicitConstructor() =>
            type.Namespace?.StartsWith(nameof(Stipple), StringComparison.Ordinal) == true && type.GetConstructors() is [var only] ? only : null;

        public SqlMapper.IMemberMap? GetConstructorParameter(ConstructorInfo constructor, string columnName) => map.GetConstructorParameter(constructor, columnName);

        public SqlMapper.IMemberMap? GetMember(string columnName) => map.GetMember(columnName);
    }
}
