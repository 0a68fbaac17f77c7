package dev.credence.bench;

import static dev.credence.Credence.*;

import dev.credence.graph.Tensor;
import dev.credence.model.Model;

import java.util.Arrays;

/// The linear regressions among the models of posteriordb.
final class RegressionModels {
    private RegressionModels() {}

    /// Normal linear regression with flat coefficients.
    private static Model regression(Model model, Tensor sigma, double[] y, double[]... columns) {
        var beta = model.random("beta", flat(), shape(columns.length));
        model.observe("y", normal(constant(Columns.rows(columns)).dot(beta), sigma), y);
        return model;
    }

    private static Model flatRegression(double[] y, double[]... columns) {
        var model = new Model("linear regression");
        return regression(model, model.random("sigma", halfFlat()), y, columns);
    }

    static Model logEarnInteraction() {
        var data = ReferenceData.load("earnings");
        double[] height = data.doubles("height");
        double[] male = data.doubles("male");
        return flatRegression(
                Columns.logs(data.doubles("earn")),
                Columns.ones(height),
                height,
                male,
                Columns.product(height, male));
    }

    static Model log10EarnHeight() {
        var data = ReferenceData.load("earnings");
        double[] height = data.doubles("height");
        return flatRegression(
                Arrays.stream(data.doubles("earn")).map(Math::log10).toArray(),
                Columns.ones(height),
                height);
    }

    static Model logEarnLogHeight() {
        var data = ReferenceData.load("earnings");
        double[] height = Columns.logs(data.doubles("height"));
        return flatRegression(
                Columns.logs(data.doubles("earn")),
                Columns.ones(height),
                height,
                data.doubles("male"));
    }

    static Model kidScoreMomIq() {
        var data = ReferenceData.load("kidiq");
        double[] iq = data.doubles("mom_iq");
        var model = new Model("kid score");
        return regression(
                model,
                model.random("sigma", halfCauchy(2.5)),
                data.doubles("kid_score"),
                Columns.ones(iq),
                iq);
    }

    static Model kidScoreInteraction() {
        var data = ReferenceData.load("kidiq");
        double[] iq = data.doubles("mom_iq");
        double[] hs = data.doubles("mom_hs");
        var model = new Model("kid score with interaction");
        var sigma = model.random("sigma", halfCauchy(2.5));
        return regression(
                model,
                sigma,
                data.doubles("kid_score"),
                Columns.ones(iq),
                hs,
                iq,
                Columns.product(hs, iq));
    }

    static Model kidScoreInteractionZ() {
        var data = ReferenceData.load("kidiq_with_mom_work");
        double[] hs = Columns.halved(data.doubles("mom_hs"));
        double[] iq = Columns.halved(data.doubles("mom_iq"));
        return flatRegression(
                data.doubles("kid_score"), Columns.ones(hs), hs, iq, Columns.product(hs, iq));
    }

    static Model mesquite() {
        var data = ReferenceData.load("mesquite");
        double[] y = data.doubles("weight");
        return flatRegression(
                y,
                Columns.ones(y),
                data.doubles("diam1"),
                data.doubles("diam2"),
                data.doubles("canopy_height"),
                data.doubles("total_height"),
                data.doubles("density"),
                data.doubles("group"));
    }

    static Model logMesquite() {
        var data = ReferenceData.load("mesquite");
        double[] y = Columns.logs(data.doubles("weight"));
        double[] d1 = Columns.logs(data.doubles("diam1"));
        double[] d2 = Columns.logs(data.doubles("diam2"));
        double[] h = Columns.logs(data.doubles("canopy_height"));
        double[] volume = new double[y.length];
        double[] area = new double[y.length];
        double[] form = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            volume[i] = d1[i] + d2[i] + h[i];
            area[i] = d1[i] + d2[i];
            form[i] = d1[i] - d2[i];
        }
        return flatRegression(
                y,
                Columns.ones(y),
                volume,
                area,
                form,
                Columns.logs(data.doubles("total_height")),
                Columns.logs(data.doubles("density")),
                data.doubles("group"));
    }

    static Model nes(String year) {
        var data = ReferenceData.load(year);
        double[] age = data.doubles("age_discrete");
        return flatRegression(
                data.doubles("partyid7"),
                Columns.ones(age),
                data.doubles("real_ideo"),
                data.doubles("race_adj"),
                Columns.indicator(age, 2),
                Columns.indicator(age, 3),
                Columns.indicator(age, 4),
                data.doubles("educ1"),
                data.doubles("gender"),
                data.doubles("income"));
    }

    static Model sblrc() {
        var data = ReferenceData.load("sblrc");
        var model = new Model("blr");
        var beta = model.random("beta", normal(0, 10), shape(5));
        var sigma = model.random("sigma", halfNormal(10));
        model.observe("y", normal(constant(data.matrix("X")).dot(beta), sigma), data.doubles("y"));
        return model;
    }

    static Model kilpisjarvi() {
        var data = ReferenceData.load("kilpisjarvi_mod");
        var model = new Model("kilpisjarvi");
        var alpha = model.random("alpha", normal(data.number("pmualpha"), data.number("psalpha")));
        var beta = model.random("beta", normal(data.number("pmubeta"), data.number("psbeta")));
        var sigma = model.random("sigma", halfFlat());
        var x = constant(data.doubles("x"));
        model.observe("y", normal(alpha.plus(beta.times(x)), sigma), data.doubles("y"));
        return model;
    }

    static Model diamonds() {
        var data = ReferenceData.load("diamonds");
        double[][] x = data.matrix("X");
        int columns = x[0].length - 1;
        var centred = new double[x.length][columns];
        for (int j = 0; j < columns; j++) {
            double mean = 0;
            for (var row : x) mean += row[j + 1] / x.length;
            for (int i = 0; i < x.length; i++) centred[i][j] = x[i][j + 1] - mean;
        }
        var model = new Model("diamonds");
        var b = model.random("b", normal(0, 1), shape(columns));
        var intercept = model.random("Intercept", studentT(3, 8, 10));
        var sigma = model.random("sigma", halfStudentT(3, 10));
        var mean = intercept.plus(constant(centred).dot(b));
        model.observe("Y", normal(mean, sigma), data.doubles("Y"));
        return model;
    }
}
