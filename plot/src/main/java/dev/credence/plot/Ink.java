package dev.credence.plot;

/// The palette: every colour a plot may use, named by what it means, for light and dark paper.
///
/// The chain colours follow Okabe and Ito (2008), which stay apart for colour-blind readers; orange
/// and yellow are darkened a little so that thin lines hold on white paper.
enum Ink {
    PAPER("#ffffff", "#16181d"),
    TEXT("#1d2129", "#e7e9ee"),
    MUTED("#667085", "#98a1b0"),
    HAIRLINE("#e4e7ec", "#2b3038"),
    BAND("#eceff3", "#262b33"),
    CHAIN_0("#0072b2", "#4fa8de"),
    CHAIN_1("#e08a00", "#f3b13c"),
    CHAIN_2("#009e73", "#35c99d"),
    CHAIN_3("#c768a0", "#e59cc6"),
    CHAIN_4("#4aa8dc", "#9bd3f5"),
    CHAIN_5("#c94f00", "#f28142"),
    CHAIN_6("#8f8500", "#e6dc62"),
    CHAIN_7("#6c6f78", "#b8bcc6");

    private static final Ink[] CHAINS = {
        CHAIN_0, CHAIN_1, CHAIN_2, CHAIN_3, CHAIN_4, CHAIN_5, CHAIN_6, CHAIN_7
    };

    private final String light;
    private final String dark;

    Ink(String light, String dark) {
        this.light = light;
        this.dark = dark;
    }

    /// The ink of a chain; colours repeat after eight chains.
    static Ink chain(int chain) {
        return CHAINS[chain % CHAINS.length];
    }

    /// The colour on white paper, `#rrggbb`.
    String light() {
        return light;
    }

    /// The colour on dark paper, `#rrggbb`.
    String dark() {
        return dark;
    }

    /// The name of the CSS variable that carries this ink in a page with both schemes.
    String variable() {
        return switch (this) {
            case PAPER -> "--paper";
            case TEXT -> "--text";
            case MUTED -> "--muted";
            case HAIRLINE -> "--hairline";
            case BAND -> "--band";
            case CHAIN_0, CHAIN_1, CHAIN_2, CHAIN_3, CHAIN_4, CHAIN_5, CHAIN_6, CHAIN_7 ->
                    "--chain-" + (ordinal() - CHAIN_0.ordinal());
        };
    }
}
