/// Plots and the HTML report.
module dev.credence.plot {
    requires transitive dev.credence.posterior;
    requires java.desktop;
    requires org.jfree.jfreechart;

    exports dev.credence.plot;
}
