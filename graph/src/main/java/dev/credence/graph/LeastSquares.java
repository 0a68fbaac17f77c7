package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Evaluates sums of squared residuals of linear models from triangular factors of the constant
/// data, which are computed once: from then on a regression costs what its unknowns cost, however
/// many rows there are.
///
/// Unknowns by group (`a[group] + b[group] * x`) have a factor for each group. Nothing cancels, as
/// it would in sums of squares and products: all that is added is squared.
final class LeastSquares implements Rewriter {
    /// The most multiplications that reading the data may take.
    private static final double LARGEST = 2e8;

    @Override
    public String equation() {
        return "sum(sqr((y - X b) / s)) = sqr(r / s) + sum(sqr((z - R b) / s)) where y, X = Q R are"
                + " constant";
    }

    @Override
    public Stage stage() {
        return Stage.CANONICALIZE;
    }

    @Override
    public Soundness soundness() {
        return Soundness.STABILIZES;
    }

    @Override
    public List<Object> roots() {
        return List.of(Reduction.class);
    }

    @Override
    public Optional<Tensor> rewrite(Apply node) {
        var r = (Reduction) node.op();
        var x = node.input(0);
        if (r.kind() != Reduction.Kind.SUM || r.keepDims() || x.rank() != 1)
            return Optional.empty();
        if (Lifting.op(x) != Elementwise.SQUARE) return Optional.empty();
        var residuals = Lifting.inputs(x).getFirst();
        var scale = Scale.of(residuals);
        var terms = LinearTerms.of(scale.map(Scale::of).orElse(residuals));
        if (terms.isEmpty()) return Optional.empty();
        var t = terms.get();
        return (t.entries().isEmpty() ? plain(t, scale) : grouped(t, scale))
                .filter(y -> TypeFit.fits(y.type(), node.output().type()));
    }

    /// A number that all residuals are divided by or multiplied with.
    private record Scale(Tensor of, Elementwise function, Tensor by) {
        static Optional<Scale> of(Tensor x) {
            var f = Lifting.op(x);
            if (f != Elementwise.DIVIDE && f != Elementwise.MULTIPLY) return Optional.empty();
            var inputs = Lifting.inputs(x);
            for (int i = 1; i >= (f == Elementwise.DIVIDE ? 1 : 0); i--) {
                var by = inputs.get(i);
                var rest = inputs.get(1 - i);
                if (isOne(by) && !(by instanceof Constant) && !isOne(rest))
                    return Optional.of(new Scale(rest, (Elementwise) f, by));
            }
            return Optional.empty();
        }

        private static boolean isOne(Tensor x) {
            return x.shape().isKnown() && x.shape().size() == 1;
        }
    }

    private static Tensor squares(Tensor x, Optional<Scale> scale) {
        var scaled = scale.map(s -> Tensors.elementwise(s.function, x, s.by)).orElse(x);
        return Tensors.sum(Tensors.square(scaled));
    }

    private static Tensor squares(double residual, Optional<Scale> scale) {
        return squares(new Constant(NdArray.of(residual)), scale);
    }

    private static boolean isWorthwhile(int rows, double unknowns, double readingByRow) {
        return rows >= unknowns && rows * readingByRow <= LARGEST;
    }

    /// Unknowns that are the same for all rows.
    private static Optional<Tensor> plain(LinearTerms terms, Optional<Scale> scale) {
        int columns = terms.singles().size();
        for (var p : terms.products()) columns += p.matrix()[0].length;
        int n = terms.constant().length;
        if (columns == 0 || !isWorthwhile(n, 2.0 * columns, (double) columns * columns))
            return Optional.empty();
        var reduction = new RowReduction(columns);
        for (int i = 0; i < n; i++) {
            var row = new double[columns + 1];
            int j = 0;
            for (var p : terms.products()) for (double v : p.matrix()[i]) row[j++] = v;
            for (var s : terms.singles()) row[j++] = s.coefficients()[i];
            row[j] = -terms.constant()[i];
            reduction.add(row);
        }
        if (!Double.isFinite(reduction.residual())) return Optional.empty();
        int from = 0;
        Tensor left = new Constant(vector(columns, j -> -reduction.right(j)));
        for (var p : terms.products()) {
            int width = p.matrix()[0].length;
            var factor = new double[columns * width];
            for (int i = 0; i < columns; i++)
                for (int j = 0; j < width; j++)
                    factor[i * width + j] = reduction.factor(i, from + j);
            var matrix = new Constant(NdArray.of(factor, columns, width));
            left = left.plus(Tensors.dimShuffle(Tensors.matmul(matrix, p.column()), 0));
            from += width;
        }
        for (var s : terms.singles()) {
            int column = from++;
            var factor = new Constant(vector(columns, j -> reduction.factor(j, column)));
            left = left.plus(factor.times(s.number()));
        }
        return Optional.of(squares(left, scale).plus(squares(reduction.residual(), scale)));
    }

    private interface Element {
        double at(int index);
    }

    private static NdArray vector(int length, Element element) {
        var values = new double[length];
        for (int i = 0; i < length; i++) values[i] = element.at(i);
        return NdArray.of(values);
    }

    /// Unknowns by group, all by the same groups, and others that are the same for all.
    private static Optional<Tensor> grouped(LinearTerms terms, Optional<Scale> scale) {
        var first = terms.entries().getFirst();
        int groups = first.of().shape().dim(0);
        boolean same =
                terms.products().isEmpty()
                        && terms.entries().stream()
                                .allMatch(e ->
                                        e.positions().value().equals(first.positions().value())
                                                && e.of().shape().equals(first.of().shape()));
        int columns = terms.entries().size() + terms.singles().size();
        int n = terms.constant().length;
        double work = 0.5 * groups * columns * (columns + 3);
        if (!same || !isWorthwhile(n, work, columns * columns)) return Optional.empty();
        var unknowns = new Tensor[columns];
        var reductions = new RowReduction[groups];
        Arrays.setAll(reductions, _ -> new RowReduction(columns));
        long[] at = first.positions().value().longs();
        for (int i = 0; i < n; i++) {
            long group = at[i] < 0 ? at[i] + groups : at[i];
            if (group < 0 || group >= groups) return Optional.empty();
            var row = new double[columns + 1];
            int j = 0;
            for (var e : terms.entries()) row[j++] = e.coefficients()[i];
            for (var s : terms.singles()) row[j++] = s.coefficients()[i];
            row[j] = -terms.constant()[i];
            reductions[(int) group].add(row);
        }
        int next = 0;
        for (var e : terms.entries()) unknowns[next++] = e.of();
        for (var s : terms.singles()) unknowns[next++] = s.number();
        double unexplained = 0;
        for (var r : reductions) unexplained = StrictMath.hypot(unexplained, r.residual());
        if (!Double.isFinite(unexplained)) return Optional.empty();
        var sum = squares(unexplained, scale);
        for (int j = 0; j < columns; j++) sum = sum.plus(row(j, unknowns, reductions, scale));
        return Optional.of(sum);
    }

    /// One row of the factors of all groups.
    private static Tensor row(
            int row, Tensor[] unknowns, RowReduction[] reductions, Optional<Scale> scale) {
        int groups = reductions.length;
        Tensor left = new Constant(vector(groups, g -> -reductions[g].right(row)));
        for (int l = row; l < unknowns.length; l++) {
            int column = l;
            var factor = vector(groups, g -> reductions[g].factor(row, column));
            left = left.plus(new Constant(factor).times(unknowns[l]));
        }
        return squares(left, scale);
    }
}
