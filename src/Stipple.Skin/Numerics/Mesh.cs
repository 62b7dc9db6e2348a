namespace Stipple.Skin.Numerics;

/// <summary>Widths of the cells of a mesh in one direction, and what follows from them.</summary>
internal static class Mesh
{
    /// <summary>Cells whose widths grow by a constant factor.</summary>
    /// <param name="length">Of all cells together, above 0.</param>
    /// <param name="cells">1 to 100,000.</param>
    /// <param name="lastOverFirst">Width of the last cell over that of the first, 1e-6 to 1e6; 1 for equal cells.</param>
    public static double[] Graded(double length, int cells, double lastOverFirst = 1)
    {
        Bounds.Check(length, double.Epsilon, double.MaxValue, "", nameof(length));
        Bounds.Check(cells, 1, 100_000, "cells", nameof(cells));
        Bounds.Check(lastOverFirst, 1e-6, 1e6, "", nameof(lastOverFirst));
        var growth = cells == 1 ? 1 : Math.Pow(lastOverFirst, 1.0 / (cells - 1));
        var widths = new double[cells];
        var (width, sum) = (1.0, 0.0);
        for (var i = 0; i < cells; i++, width *= growth) sum += widths[i] = width;
        for (var i = 0; i < cells; i++) widths[i] *= length / sum;
        return widths;
    }

    /// <summary>Cells that begin with a given width and grow by a constant factor until they fill a length.</summary>
    /// <param name="length">Of all cells together, above 0.</param>
    /// <param name="cells">1 to 100,000.</param>
    /// <param name="first">Width of the first cell; where that many of it are too long already, all cells are equal.</param>
    public static double[] Growing(double length, int cells, double first)
    {
        Bounds.Check(first, double.Epsilon, double.MaxValue, "", nameof(first));
        if (cells == 1 || first * cells >= length) return Graded(length, cells);
        var (least, most) = (0.0, Math.Log(1e6));
        for (var halving = 0; halving < 60; halving++)
        {
            var middle = (least + most) / 2;
            if (Graded(length, cells, Math.Exp(middle))[0] > first) least = middle;
            else most = middle;
        }

        return Graded(length, cells, Math.Exp(most));
    }

    /// <summary>Faces of the cells from 0 on: one more than there are cells.</summary>
    public static double[] Faces(ReadOnlySpan<double> widths)
    {
        var faces = new double[widths.Length + 1];
        for (var i = 0; i < widths.Length; i++) faces[i + 1] = faces[i] + widths[i];
        return faces;
    }

    /// <summary>Conductance of two half cells in series, each width over its own K D: the harmonic mean of the neighbours.</summary>
    public static double FaceConductance(double width, double mobility, double nextWidth, double nextMobility) =>
        mobility <= 0 || nextMobility <= 0 ? 0 : 2 / (width / mobility + nextWidth / nextMobility);
}
