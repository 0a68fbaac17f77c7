/// Plots and the HTML report.
module dev.credence.plot {
    requires transitive dev.credence.posterior;
    requires java.desktop;

    exports dev.credence.plot;
}
