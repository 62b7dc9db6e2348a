namespace Stipple.Skin.Healing;

/// <summary>What the healing of one person is made of. Rates are per day, as they hold in that person: the healing time is in them.</summary>
public enum HealingParameter
{
    /// <summary>kS: how fast the signal of injury fades, 0.01 to 12 /d.</summary>
    SignalRate,

    /// <summary>dN: how fast neutrophils leave, 0.01 to 12 /d.</summary>
    NeutrophilRate,

    /// <summary>dM: how fast macrophages leave, 0.01 to 12 /d.</summary>
    MacrophageRate,

    /// <summary>kG: rate of each of growth signal, proliferating fibroblasts and myofibroblasts, 0.01 to 12 /d.</summary>
    FibroblastRate,

    /// <summary>1/tau: how fast redness fades by itself, 0.05 to 20 /d.</summary>
    ErythemaRate,

    /// <summary>cN: redness that neutrophils bring, 0 to 5 /d.</summary>
    ErythemaOfNeutrophils,

    /// <summary>cV: redness that the signal of injury brings, 0 to 5 /d.</summary>
    ErythemaOfSignal,

    /// <summary>How fast open channels close, as water loss sees it, 0.5 to 100 /d.</summary>
    BarrierFastRate,

    /// <summary>How fast the barrier is made anew where it was lost, 0.05 to 10 /d.</summary>
    BarrierSlowRate,

    /// <summary>Share of the loss of barrier that ends with the channels, 0 to 1.</summary>
    BarrierFastShare,

    /// <summary>y3: collagen III that a whole injury leaves, as a share of the collagen there was, 0 to 2.</summary>
    CollagenThreeYield,

    /// <summary>y1: collagen I that a whole injury leaves at once, as a share of the collagen there was, 0 to 2.</summary>
    CollagenOneYield,

    /// <summary>Cmax: how much new collagen there is room for, as a share of the collagen there was, 0.05 to 20.</summary>
    CollagenRoom,

    /// <summary>k31: turning of collagen III into I, 0 to 0.5 /d.</summary>
    Conversion,

    /// <summary>d3: loss of collagen III, 0 to 0.1 /d.</summary>
    CollagenThreeLoss,

    /// <summary>d1: loss of collagen I, 0 to 0.1 /d.</summary>
    CollagenOneLoss,

    /// <summary>yT: precursors of elastin that a whole injury leaves, as a share of the elastin there was, 0 to 2.</summary>
    PrecursorYield,

    /// <summary>dP: loss of precursors, 0 to 1 /d.</summary>
    PrecursorLoss,

    /// <summary>kE: precursors that become mature fibres, 0 to 0.5 /d.</summary>
    Maturation,

    /// <summary>dE: loss of mature elastin, 0 to 0.1 /d.</summary>
    ElastinLoss,

    /// <summary>eN: mature elastin that neutrophils digest, 0 to 0.5 /d.</summary>
    Elastolysis,
}

/// <summary>What is followed in time.</summary>
public enum HealingOutput
{
    /// <summary>Redness; 1 is that at once after a whole injury.</summary>
    Erythema,

    /// <summary>Loss of barrier as water loss above baseline; 1 is that at once after a whole injury.</summary>
    BarrierLoss,

    /// <summary>Neutrophils and macrophages; 1 is the signal of a whole injury.</summary>
    Inflammation,

    /// <summary>Myofibroblasts, in the same unit.</summary>
    Myofibroblasts,

    /// <summary>New collagen III, as a share of all collagen before the first session.</summary>
    CollagenThree,

    /// <summary>New collagen I, as a share of all collagen before the first session.</summary>
    CollagenOne,

    /// <summary>Mature elastin; 1 is what there was.</summary>
    MatureElastin,

    /// <summary>New precursors of elastin, as a share of the mature elastin there was.</summary>
    ElastinPrecursors,
}
