/// Plots and the HTML report.
module dev.credence.plot {
    requires transitive dev.credence.posterior;
    requires transitive java.desktop;

    exports dev.credence.plot;
}
