using System.Collections.Frozen;
using System.Text;
using Stipple.Evidence;
using Stipple.Skin;

namespace Stipple.Web.Simulate;

/// <summary>A prediction with its pictures, each drawn when it is first asked for.</summary>
public sealed class Foreseen
{
    private readonly FrozenDictionary<string, Lazy<byte[]>> pictures;

    internal Foreseen(Prediction prediction, DepthProfile? profile, IReadOnlyList<SkinPicture> drawn)
    {
        (Prediction, Profile, Pictures) = (prediction, profile, [.. drawn.Select(picture => picture.Name)]);
        pictures = drawn.ToFrozenDictionary(picture => picture.Name, picture => new Lazy<byte[]>(() => Encoding.UTF8.GetBytes(picture.Svg)), StringComparer.Ordinal);
    }

    public Prediction Prediction { get; }

    /// <summary>The middle patient in depth; null where nothing is put on the skin.</summary>
    public DepthProfile? Profile { get; }

    /// <summary>What there are pictures of.</summary>
    public IReadOnlyList<string> Pictures { get; }

    /// <summary>A picture as SVG; null where there is none of this name.</summary>
    public byte[]? Picture(string name) => pictures.GetValueOrDefault(name)?.Value;
}

/// <summary>
/// Forecasts for the page: reckoned one at a time, always with the same seed, and the last few kept, because the pictures of a page are fetched one by one. What was
/// dropped is reckoned again and comes out the same.
/// </summary>
internal sealed class Forecasts : IDisposable
{
    public const ulong Seed = 1;

    private const int MostKept = 12;

    private readonly Lazy<Library> library = new(Library.Shipped);
    private readonly Lazy<SkinTables> tables;
    private readonly SemaphoreSlim gate = new(1);
    private readonly List<(string Query, Foreseen Foreseen)> kept = [];

    public Forecasts() => tables = new(() => SkinTables.Shipped(library.Value));

    public Library Library => library.Value;

    public SkinTables Tables => tables.Value;

    public void Dispose() => gate.Dispose();

    /// <summary>The forecast of a form that can be.</summary>
    /// <exception cref="SimulationRefusedException">The engine refuses it.</exception>
    public async Task<Foreseen> Of(SimulateForm form, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            if (kept.FirstOrDefault(one => one.Query == form.Query).Foreseen is { } before) return before;
            var foreseen = await Task.Run(() => Reckon(form.Request!), cancel);
            if (kept.Count == MostKept) kept.RemoveAt(0);
            kept.Add((form.Query, foreseen));
            return foreseen;
        }
        catch (ArgumentException bad)
        {
            throw SimulationRefusedException.Of(bad);
        }
        finally
        {
            gate.Release();
        }
    }

    private Foreseen Reckon(SimulationRequest asked)
    {
        var model = new SkinModel(Tables.Parameters);
        var prediction = model.Predict(asked.Treatment, asked.Skin, Seed);
        var profile = asked.Treatment.Topical is null ? null : model.InDepth(asked.Treatment, asked.Skin);
        return new(prediction, profile, SkinPictures.Of(prediction, profile, asked.Treatment.Technique, Seed));
    }
}
