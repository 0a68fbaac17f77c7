package dev.credence.jvm;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.graph.CompileMode;
import dev.credence.graph.CompileOptions;
import dev.credence.graph.Profile;

import org.junit.jupiter.api.Test;

import java.util.List;

/// The clocks around the groups of compiled code.
final class ProfileTest {
    private static final CompileOptions OPTIONS =
            CompileOptions.standard().withBackend(new JvmBackend()).withMode(CompileMode.PROFILE);

    @Test
    void groupsAreCountedAndResultsAreRight() {
        var x = matrix("x");
        var v = vector("v");
        var f = function(List.of(x, v), sum(exp(x.dot(v)).times(2)), OPTIONS);
        var plain = function(List.of(x, v), sum(exp(x.dot(v)).times(2)));
        var a = new double[300][20];
        for (int i = 0; i < a.length; i++) a[i][i % 20] = 0.01 * i;
        var b = new double[20];
        b[3] = 1;
        for (int i = 0; i < 10; i++) assertThat(f.call(a, b)).isEqualTo(plain.call(a, b));
        var profile = f.profile();
        assertThat(profile.calls()).isEqualTo(10);
        assertThat(profile.entries()).hasSizeGreaterThan(1);
        assertThat(profile.entries()).extracting(Profile.Entry::calls).containsOnly(10L);
        assertThat(profile.entries())
                .extracting(Profile.Entry::work)
                .anyMatch(w -> w.startsWith("loops over [300] of") && w.contains("exp"));
        assertThat(profile.entries().stream().mapToLong(Profile.Entry::nanos).sum())
                .isPositive()
                .isLessThanOrEqualTo(profile.nanos());
        assertThat(profile.entries().stream().mapToLong(Profile.Entry::bytes).sum())
                .isGreaterThanOrEqualTo(300 * 8);
    }

    @Test
    void onlyProfiledProgramsHaveClocks() {
        var v = vector("v");
        long before = JvmBackend.generatedClasses();
        function(List.of(v), exp(v).plus(0.123)).call(new double[3]);
        function(List.of(v), exp(v).plus(0.123)).call(new double[3]);
        assertThat(JvmBackend.generatedClasses() - before).isLessThanOrEqualTo(1);
    }
}
