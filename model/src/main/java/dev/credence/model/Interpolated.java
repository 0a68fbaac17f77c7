package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.array.DType;
import dev.credence.graph.Index;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A density given by its values at points, with straight lines between them and brought to the
/// integral one: for a posterior that becomes a prior.
///
/// @param xPoints the ascending points, a vector
/// @param pdfPoints the density at each, up to a factor
public record Interpolated(Tensor xPoints, Tensor pdfPoints) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("x_points", xPoints, "pdf_points", pdfPoints);
    }

    @Override
    public Interpolated withParameters(List<Tensor> parameters) {
        return new Interpolated(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Support.interval(xPoints.get(0), xPoints.get(-1));
    }

    @Override
    public List<Condition> conditions() {
        return List.of(
                new Condition(widths().gt(0), "x_points are ascending"),
                new Condition(pdfPoints.ge(0), "pdf_points >= 0"),
                new Condition(areas().sum().gt(0), "sum(pdf_points) > 0"));
    }

    private Tensor widths() {
        return xPoints.get(Index.from(1)).minus(xPoints.get(Index.until(-1)));
    }

    /// What lies above each piece, before the density is brought to the integral one.
    private Tensor areas() {
        var heights = pdfPoints.get(Index.from(1)).plus(pdfPoints.get(Index.until(-1)));
        return heights.times(widths()).times(0.5);
    }

    /// The density at the points.
    private Tensor heights() {
        return pdfPoints.div(areas().sum());
    }

    /// The distribution function at the points.
    private Tensor sums() {
        var sums = cumsum(areas(), 0);
        var zero = sums.get(Index.until(1)).times(0);
        return concatenate(0, zero, sums).div(sums.get(-1));
    }

    /// A piece of the density: `height + slope (x - start)`.
    private record Piece(Tensor start, Tensor height, Tensor slope, Tensor below) {}

    /// The piece that a number belongs to.
    ///
    /// @param sorted what the pieces begin and end at
    private Piece piece(Tensor sorted, Tensor x) {
        var last = cast(Extent.of(sorted).lengths().getFirst().minus(2), DType.INT64);
        var found = searchSortedRight(sorted, x).minus(1);
        var i = cast(clip(found, constant(0), last), DType.INT64);
        var heights = heights();
        var slopes = heights.get(Index.from(1)).minus(heights.get(Index.until(-1))).div(widths());
        return new Piece(
                gather(xPoints, i, 0),
                gather(heights, i, 0),
                gather(slopes, i, 0),
                gather(sums(), i, 0));
    }

    /// The mean, which may lie between two heaps.
    @Override
    public Tensor supportPoint() {
        return mean().orElseThrow();
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var piece = piece(xPoints, value);
        return log(piece.height.plus(piece.slope.times(value.minus(piece.start))));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var inside = clip(value, xPoints.get(0), xPoints.get(-1));
        var piece = piece(xPoints, inside);
        var t = inside.minus(piece.start);
        var over = t.times(piece.height.plus(piece.slope.times(t).times(0.5)));
        return Optional.of(checked(log(minimum(piece.below.plus(over), constant(1)))));
    }

    /// The root of a quadratic, in the form that keeps its digits where the slope is small.
    @Override
    public Optional<Tensor> icdf(Tensor p) {
        var piece = piece(sums(), p);
        var left = p.minus(piece.below);
        var root =
                sqrt(
                        maximum(
                                square(piece.height).plus(piece.slope.times(left).times(2)),
                                constant(0)));
        var denominator = piece.height.plus(root);
        var some = denominator.gt(0);
        var t = left.times(2).div(select(some, denominator, constant(1)));
        return Optional.of(checked(piece.start.plus(select(some, t, constant(0)))));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(xPoints.get(0).plus(moment(1)));
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(moment(2).minus(square(moment(1))));
    }

    /// The mean of a power of the distance from the first point: of a piece from `u` to `v` with
    /// the heights `p` and `q`, a polynomial.
    private Tensor moment(int power) {
        var x = xPoints.minus(xPoints.get(0));
        var u = x.get(Index.until(-1));
        var v = x.get(Index.from(1));
        var p = heights().get(Index.until(-1));
        var q = heights().get(Index.from(1));
        if (power == 1) {
            var first = p.times(u.times(2).plus(v)).plus(q.times(u.plus(v.times(2))));
            return sum(widths().times(first)).div(6);
        }
        var cross = u.times(v).times(2);
        var atU = square(u).times(3).plus(cross).plus(square(v));
        var atV = square(u).plus(cross).plus(square(v).times(3));
        return sum(widths().times(p.times(atU).plus(q.times(atV)))).div(12);
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return icdf(Draws.uniform(key, shape)).orElseThrow();
    }
}
