namespace Stipple.Tests;

/// <summary>What a medical director is shown has to be all that differs, and nothing else.</summary>
public sealed class Differences
{
    private static readonly Tables Shipped = Tables.Shipped;
    private static readonly Library Library = Shipped.ReadLibrary();

    [Fact]
    public void Of_a_version_with_itself_is_empty_whatever_the_order_of_its_rows() => Gen.Int.Sample(seed =>
    {
        var random = new Random(seed);
        var shuffled = Shipped.Files.Keys.Aggregate(Shipped, (tables, file) =>
        {
            var rows = tables.Rows(file);
            random.Shuffle(rows);
            return tables.WithRows(file, rows);
        });
        var difference = Difference.Between(Library, shuffled.ReadLibrary());
        Assert.True(difference.IsEmpty);
        Assert.Equal(difference.Before, difference.After);
    }, iter: 20);

    /// <summary>The edits are known, so it is known what must be found: this many rows of each kind, in these tables, and nothing else.</summary>
    [Fact]
    public void Names_every_random_edit_and_nothing_else_and_leads_from_one_version_to_the_other() => Gen.Int[0, int.MaxValue].Sample(seed =>
    {
        var (edited, expected) = Edited(new Random(seed));
        var after = edited.ReadLibrary();
        var difference = Difference.Between(Library, after);
        Assert.Equal(expected, difference.Tables.SelectMany(Edits).Order(StringComparer.Ordinal));
        Assert.Equal(after.Version, Applied(Shipped, difference).ReadLibrary().Version);
        Assert.Equal(Library.Version, Applied(edited, Difference.Between(after, Library)).ReadLibrary().Version);
        Assert.Equal(difference.IsEmpty, Library.Version == after.Version);
    }, iter: 100);

    [Fact]
    public void From_nothing_is_every_row()
    {
        var difference = Difference.Between(null, Library);
        Assert.Null(difference.Before);
        Assert.Equal(Shapes.All.Select(shape => (shape.File, Library[shape].Rows.Length)), difference.Tables.Select(table => (table.Shape.File, table.Added.Length)));
        Assert.All(difference.Tables, table => Assert.Equal(0, table.Removed.Length + table.Changed.Length));
    }

    [Fact]
    public void Says_cell_by_cell_what_stood_there_and_what_stands_there()
    {
        var after = Tables.Small.With("rules.tsv", "blood", "grade", "absolute").With("rules.tsv", "blood", "persons", "2").With("rules.tsv", "rash", "says", "It matters more.");
        var table = Assert.Single(Difference.Between(Tables.Small.ReadLibrary(), after.ReadLibrary()).Tables);
        Assert.Equal(["blood", "rash"], table.Changed.Select(change => change.After["id"])); // what decides comes first
        Assert.Equal([new CellChange("grade", "relative", "absolute", true), new CellChange("persons", "1", "2", true)], table.Changed[0].Cells);
        Assert.Equal([new CellChange("says", "It matters.", "It matters more.", false)], table.Changed[1].Cells);
        Assert.Equal("Says to practitioners", table.Changed[1].Cells[0].Called);
        Assert.Equal(1, table.Decisive);
    }

    [Fact]
    public void Of_a_table_without_a_key_is_in_whole_rows_and_counts_those_that_are_there_twice()
    {
        var twice = Tables.Small.WithRows("codes.tsv", [.. Tables.Small.Rows("codes.tsv"), .. Tables.Small.Rows("codes.tsv")]);
        var table = Assert.Single(Difference.Between(Tables.Small.ReadLibrary(), twice.ReadLibrary()).Tables);
        Assert.Equal((1, 0, 0), (table.Added.Length, table.Removed.Length, table.Changed.Length));
        var other = Assert.Single(Difference.Between(Tables.Small.ReadLibrary(), Tables.Small.With("codes.tsv", "rash", "role", "decides").ReadLibrary()).Tables);
        Assert.Equal((1, 1, 0), (other.Added.Length, other.Removed.Length, other.Changed.Length));
    }

    [Fact]
    public void Of_columns_in_another_order_is_said_because_the_version_is_another()
    {
        var moved = Tables.Small.WithText("codes.tsv", string.Concat(Tables.Small.Files["codes.tsv"].TrimEnd('\n').Split('\n').Select(line => string.Join('\t', line.Split('\t').Reverse()) + "\n")));
        var difference = Difference.Between(Tables.Small.ReadLibrary(), moved.ReadLibrary());
        Assert.NotEqual(difference.Before, difference.After);
        Assert.True(Assert.Single(difference.Tables).ColumnsMoved);
    }

    /// <summary>The summary tells a director which changes decide; a change that it calls one of words may never decide.</summary>
    [Fact]
    public void A_change_that_counts_as_words_alone_never_changes_a_decision()
    {
        var words = Shapes.All.Where(shape => shape.Key is not null).SelectMany(shape => shape.Columns.OfType<Column.Text>().Where(column => !shape.Deciding.Contains(column.Name)).Select(column => (shape.File, column.Name))).ToArray();
        Gen.Int[0, int.MaxValue].Sample(seed =>
        {
            var random = new Random(seed);
            var edited = words.Aggregate(Shipped, (tables, column) =>
            {
                var cells = tables.Column(column.File, column.Name);
                var filled = Enumerable.Range(0, cells.Length).Where(row => cells[row].Length > 0).ToArray();
                if (filled.Length == 0) return tables;
                var row = filled[random.Next(filled.Length)];
                return tables.WithCell(column.File, row + 2, column.Name, cells[row] + "x");
            });
            var after = Rules.Read(edited.ReadLibrary());
            var difference = Difference.Between(Library, after.Library);
            Assert.False(difference.IsEmpty);
            Assert.Equal(0, difference.Decisive);
            for (var i = 0; i < 50; i++)
            {
                var given = RandomCases.One(Scene.Shipped, random);
                Assert.Equal(Decided(given), Decided(Scene.With(given, policy: given.Policy.Chosen.Aggregate(ClinicPolicy.Defaults(after), (policy, choice) => policy.With(after.FindTerm(choice.Key)!, choice.Value)))));
            }
        }, iter: 20);
    }

    [Fact]
    public void Every_column_that_decides_is_one_of_its_table() =>
        Assert.All(Shapes.All, shape => Assert.Subset(shape.Columns.Select(column => column.Name).ToHashSet(), shape.Deciding.Append(shape.Headline).ToHashSet()));

    [Fact]
    public void The_texts_of_a_version_give_the_same_version_again_and_the_same_order()
    {
        var shuffled = Shipped.WithRows("questions.tsv", Shipped.Rows("questions.tsv").Reverse()).ReadLibrary();
        var again = Library.Read(shuffled.Texts);
        Assert.Equal(Library.Version, again.Version);
        Assert.Equal(shuffled[Shapes.Questions].Rows.Select(row => row["id"]), again[Shapes.Questions].Rows.Select(row => row["id"]));
        Assert.NotEqual(Library.Texts["questions.tsv"], again.Texts["questions.tsv"]);
    }

    private static string Decided(Case given)
    {
        var found = Screening.Decide(given).Findings;
        return string.Join('\n',
        [
            $"{found.Overall} {found.NotBefore} {found.IsNotNow}",
            .. found.Sites.Select(site => $"{site.Planned.Site.Id} {site.Verdict}"),
            .. found.Components.Select(part => $"{part}"),
            .. found.Fired.Select(reason => $"{reason.Rule.Id} {reason.Rule.Persons} {reason.Rule.OverrideBy} {reason.Rule.Urgency} {string.Join(' ', reason.At.Select(site => site.Id))}"),
            .. found.Open.Select(open => open.Question.Id),
            .. found.Stale.Select(question => question.Id),
        ]);
    }

    /// <summary>Words added to cells, rows taken out and put in where nothing else names them; at most one edit a row.</summary>
    private static (Tables Tables, string[] Expected) Edited(Random random)
    {
        var (tables, expected) = (Shipped, new List<string>());
        var touched = new HashSet<(string, string)>();
        for (var edits = random.Next(12); edits > 0; edits--)
        {
            var file = tables.Files.Keys.ElementAt(random.Next(tables.Files.Count));
            var shape = Shapes.All.Single(shape => shape.File == file);
            var rows = tables.Rows(file);
            var row = random.Next(rows.Length);
            var name = file == "codes.tsv" ? rows[row] : rows[row].Split('\t')[0];
            if (!touched.Add((file, name))) continue;
            if (file is "public.tsv" or "codes.tsv" && random.Next(3) == 0)
            {
                tables = tables.WithRows(file, rows.Where((_, i) => i != row));
                expected.Add($"{file} - {name}");
            }
            else if (file is "public.tsv" or "codes.tsv" or "sources.tsv" && random.Next(2) == 0)
            {
                var cells = rows[row].Split('\t');
                if (file == "codes.tsv") cells[2] += $".{edits}";
                else cells[0] = $"new-{edits}";
                var added = string.Join('\t', cells);
                name = file == "codes.tsv" ? added : cells[0];
                tables = tables.WithRows(file, [.. rows, added]);
                expected.Add($"{file} + {name}");
                touched.Add((file, name));
            }
            else
            {
                var texts = shape.Columns.OfType<Column.Text>().Select(column => column.Name).Where(column => column is not ("near" or "code" or "labels")).ToArray();
                var column = texts[random.Next(texts.Length)];
                tables = tables.WithCell(file, row + 2, column, $"{tables.Column(file, column)[row]} and more".TrimStart());
                touched.Add((file, tables.Rows(file)[row]));
                if (file == "codes.tsv") expected.AddRange([$"{file} - {name}", $"{file} + {tables.Rows(file)[row]}"]);
                else expected.Add($"{file} {name}: {column}");
            }
        }

        return (tables, [.. expected.Order(StringComparer.Ordinal)]);
    }

    private static IEnumerable<string> Edits(TableDifference table) =>
    [
        .. table.Added.Select(row => $"{table.Shape.File} + {Name(table.Shape, row)}"),
        .. table.Removed.Select(row => $"{table.Shape.File} - {Name(table.Shape, row)}"),
        .. table.Changed.Select(change => $"{table.Shape.File} {Name(table.Shape, change.After)}: {Assert.Single(change.Cells).Column}"),
    ];

    private static string Name(TableShape shape, TableRow row) => shape.Key is { } key ? row[key] : Line(shape.Columns.Select(column => column.Name), row);

    /// <summary>The tables with a difference carried out on their text.</summary>
    private static Tables Applied(Tables before, Difference difference) => difference.Tables.Aggregate(before, (tables, table) =>
    {
        var columns = table.After.Columns.ToArray();
        var rows = tables.Rows(table.Shape.File).ToList();
        foreach (var row in table.Removed) Assert.True(rows.Remove(Line(columns, row)));
        foreach (var change in table.Changed)
        {
            var cells = rows.Single(row => row.Split('\t')[0] == change.Before[columns[0]]).Split('\t');
            rows.Remove(string.Join('\t', cells));
            foreach (var cell in change.Cells)
            {
                Assert.Equal(cell.Before, cells[Array.IndexOf(columns, cell.Column)]);
                cells[Array.IndexOf(columns, cell.Column)] = cell.After;
            }

            rows.Add(string.Join('\t', cells));
        }

        rows.AddRange(table.Added.Select(row => Line(columns, row)));
        return tables.WithRows(table.Shape.File, rows);
    });

    private static string Line(IEnumerable<string> columns, TableRow row) => string.Join('\t', columns.Select(column => row[column]));
}
