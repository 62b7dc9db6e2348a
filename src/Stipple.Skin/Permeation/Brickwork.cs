namespace Stipple.Skin.Permeation;

/// <summary>The geometry of the stratum corneum in one state of hydration, and its permeability scaled by D_lip K_lip/h.</summary>
internal sealed record Brickwork
{
    /// <summary>Thickness in cm.</summary>
    public required double ThicknessCm { get; init; }

    /// <summary>Length of a brick in cm.</summary>
    public required double BrickCm { get; init; }

    /// <summary>Volume share of corneocytes.</summary>
    public required double CorneocyteShare { get; init; }

    /// <summary>Mass of water per mass of dry protein.</summary>
    public required double WaterPerProtein { get; init; }

    /// <summary>Volume share of keratin fibres in a corneocyte.</summary>
    public required double FibreShare { get; init; }

    /// <summary>By how much less a dry lipid layer conducts than a soaked one.</summary>
    public required double LipidDivisor { get; init; }

    /// <summary>Coefficients of powers of lambda in the steric and hydrodynamic hindrance of the fibres.</summary>
    public required double[] Hindrance { get; init; }

    /// <summary>Slope of sigma and constant over R where both limits are in series.</summary>
    public required (double Sigma, double R) Series { get; init; }

    /// <summary>c[i][j] of log10 P = sum c[i][j] (log10 sigma)^i (log10 R)^j.</summary>
    public required double[][] Polynomial { get; init; }

    public static readonly Brickwork Full = new()
    {
        ThicknessCm = 43.365e-4, BrickCm = 31.319e-4, CorneocyteShare = 0.9684, WaterPerProtein = 2.75, FibreShare = 0.1928, LipidDivisor = 1,
        Hindrance = [0.9999, -1.2762, 0.0718, 0.1195],
        Series = (0.9685, 1.827e5),
        Polynomial =
        [
            [-4.48116, 0.823855, -0.200615, 0.0874482, -0.00969133],
            [0.00388257, 0.000726031, -0.0163362, 0.0115681, -0.00217086],
            [8.34108e-05, -0.000956469, -0.000716288, 0.00195218, -0.000707896],
            [-0.00094815, -0.000809313, 0.0037365, -0.00169451, 9.24718e-05],
            [-0.000209213, -0.000142974, 0.000835781, -0.000433507, 4.3709e-05],
        ],
    };

    public static readonly Brickwork Partial = new()
    {
        ThicknessCm = 13.365e-4, BrickCm = 30.266e-4, CorneocyteShare = 0.9073, WaterPerProtein = 0.43, FibreShare = 0.6044, LipidDivisor = 3,
        Hindrance = [1.0001, -2.4497, 1.141, 0.5432],
        Series = (0.8979, 5.536e5),
        Polynomial =
        [
            [-4.95725, 0.838263, -0.207133, 0.0837613, -0.00861439],
            [0.00187015, -0.000105288, -0.00849198, 0.00666713, -0.00119412],
            [0.000745813, -0.00018624, -0.00360234, 0.00343394, -0.000768073],
            [0.000182904, -8.28876e-05, -0.000526007, 0.00071352, -0.000213017],
            [2.83838e-05, -1.98892e-05, -6.05354e-06, 4.84676e-05, -2.1566e-05],
        ],
    };

    /// <summary>
    /// The polynomial was fitted for log sigma of -3.5 to 1.5. Beyond, the two limits stand in series; below log R = 2.7 the
    /// series was not given for polar compounds, so the polynomial goes on (there the polar path carries what passes).
    /// </summary>
    public double Scaled(double logSigma, double logR)
    {
        var isPolar = logSigma < -3.5 && logR > 2.7;
        if (isPolar || logSigma > 1.5) return 1 / (Series.Sigma * Math.Pow(10, logSigma) + Series.R * Math.Pow(10, -logR));
        var sum = 0.0;
        for (var i = Polynomial.Length - 1; i >= 0; i--)
        {
            var inner = 0.0;
            for (var j = Polynomial[i].Length - 1; j >= 0; j--) inner = inner * logR + Polynomial[i][j];
            sum = sum * logSigma + inner;
        }

        return Math.Pow(10, sum);
    }
}
