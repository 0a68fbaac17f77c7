package dev.credence.jvm;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.array.NdArray;
import dev.credence.graph.Tensor;
import dev.credence.graph.linalg.MatrixNorm;
import dev.credence.graph.linalg.MatrixStructure;
import dev.credence.graph.linalg.Triangle;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/// A function of linear algebra on operands of given shapes, for laws that hold for all.
///
/// @param smooth whether it has a gradient
/// @param batches which operands may have batches
/// @param diagonal added to the diagonals of square operands, with their positions, so that they
///   are regular and have distinct eigenvalues
record LinearAlgebraCase(
        String name,
        boolean smooth,
        Batches batches,
        double diagonal,
        Function<List<Tensor>, List<Tensor>> build,
        List<int[]> shapes) {
    /// Which operands may have further axes on the left, which are batches.
    enum Batches {
        ALL,
        FIRST,
        NONE
    }

    Tensor output(List<Tensor> inputs, int index) {
        return build.apply(inputs).get(index);
    }

    List<NdArray> sample(SplittableRandom random) {
        return shapes.stream().map(s -> sample(random, s)).toList();
    }

    private NdArray sample(SplittableRandom random, int[] shape) {
        var values = NdArray.full(0, shape);
        for (int i = 0; i < values.size(); i++) values.doubles()[i] = random.nextDouble(-0.5, 0.5);
        if (shape.length < 2) return values;
        int rows = shape[shape.length - 2];
        int columns = shape[shape.length - 1];
        int entries = rows * columns;
        for (int i = 0; i < values.size(); i++)
            if (i % entries / columns == i % columns)
                values.doubles()[i] += diagonal * (1.5 + i % columns);
        return values;
    }

    @Override
    public String toString() {
        return name + shapes.stream().map(NdArray::shapeText).toList();
    }

    static List<LinearAlgebraCase> all() {
        var cases = new ArrayList<LinearAlgebraCase>();
        for (int n : new int[] {0, 1, 2, 3, 5, 8}) {
            int[] square = {n, n};
            int[] sides = {n, 2};
            int[] vector = {n};
            systems(cases, n);
            cases.add(one("inv", x -> inv(x.get(0)), square));
            cases.add(one("det", x -> det(x.get(0)), square));
            cases.add(
                    two(
                            "slogdet",
                            x -> List.of(slogdet(x.get(0)).sign(), logdet(x.get(0))),
                            square));
            cases.add(one("cholesky", x -> cholesky(x.get(0)), square));
            cases.add(one("checkedCholesky", x -> checkedCholesky(x.get(0)), square));
            cases.add(
                    two(
                            "lu",
                            x -> List.of(lu(x.get(0)).p(), lu(x.get(0)).l(), lu(x.get(0)).u()),
                            square));
            cases.add(one("luFactor", x -> luFactor(x.get(0)).packed(), square));
            cases.add(one("luSolve", x -> luSolve(luFactor(x.get(0)), x.get(1)), square, sides));
            cases.add(
                    one(
                                    "luSolveTransposed",
                                    x -> luSolveTransposed(luFactor(x.get(0)), x.get(1)),
                                    square,
                                    vector)
                            .with(Batches.FIRST));
            cases.add(
                    two(
                            "eigh",
                            x -> List.of(eigh(x.get(0)).values(), eigh(x.get(0)).vectors()),
                            square));
            cases.add(
                    two(
                            "generalised eigh",
                            x ->
                                    List.of(
                                            eigvalsh(x.get(0), x.get(1)),
                                            eigh(x.get(0), x.get(1)).vectors()),
                            square,
                            square));
            cases.add(one("expm", x -> expm(x.get(0).times(0.3)), square));
            cases.add(one("trace", x -> trace(x.get(0)), square));
            for (int power : new int[] {-2, 0, 1, 5})
                cases.add(one("matrixPower " + power, x -> matrixPower(x.get(0), power), square));
            if (n > 0) {
                for (var norm : MatrixNorm.values())
                    cases.add(one(norm.toString(), x -> norm(x.get(0), norm), square));
            }
            equations(cases, n);
            cases.add(rough("eig", x -> eigOutputs(x.get(0)), square));
            cases.add(
                    rough("schur", x -> List.of(schur(x.get(0)).t(), schur(x.get(0)).z()), square));
            products(cases, n);
        }
        for (int[] shape :
                new int[][] {
                    {3, 3}, {5, 3}, {3, 5}, {1, 4}, {4, 1}, {0, 2}, {2, 0}, {8, 5}, {5, 8}
                }) rectangles(cases, shape);
        return cases;
    }

    private static List<Tensor> eigOutputs(Tensor x) {
        var pairs = eig(x);
        return List.of(
                pairs.real(), pairs.imaginary(), pairs.realVectors(), pairs.imaginaryVectors());
    }

    private static void systems(List<LinearAlgebraCase> cases, int n) {
        int[] square = {n, n};
        int[] sides = {n, 2};
        for (var structure : MatrixStructure.values()) {
            cases.add(
                    one(
                            "solve " + structure,
                            x -> solve(x.get(0), x.get(1), structure),
                            square,
                            sides));
            cases.add(
                    one(
                                    "solve " + structure,
                                    x -> solve(x.get(0), x.get(1), structure),
                                    square,
                                    new int[] {n})
                            .with(Batches.FIRST));
        }
        cases.add(one("solveBanded", x -> solveBanded(x.get(0), 2, 1, x.get(1)), square, sides));
        if (n > 0) {
            cases.add(
                    one(
                            "solveTridiagonal",
                            x -> solveTridiagonal(x.get(0), x.get(1).plus(3), x.get(2), x.get(3)),
                            new int[] {n - 1},
                            new int[] {n},
                            new int[] {n - 1},
                            sides));
            cases.add(
                    one(
                            "solveTridiagonal by factors",
                            LinearAlgebraCase::byFactors,
                            new int[] {n - 1},
                            new int[] {n},
                            new int[] {n - 1},
                            sides));
        }
        for (var triangle :
                List.of(
                        Triangle.LOWER,
                        Triangle.UPPER,
                        Triangle.LOWER.transpose(),
                        Triangle.UPPER.transpose(),
                        Triangle.LOWER.withUnitDiagonal(),
                        Triangle.UPPER.withUnitDiagonal().transpose())) {
            cases.add(
                    one(
                            triangle.toString(),
                            x -> solveTriangular(x.get(0), x.get(1), triangle),
                            square,
                            sides));
        }
        cases.add(one("choSolve", x -> choSolve(x.get(0), x.get(1)), square, sides));
    }

    private static void equations(List<LinearAlgebraCase> cases, int n) {
        int[] square = {n, n};
        cases.add(
                one(
                        "solveSylvester",
                        x -> solveSylvester(x.get(0), x.get(1), x.get(2)),
                        square,
                        new int[] {2, 2},
                        new int[] {n, 2}));
        cases.add(
                one(
                        "solveContinuousLyapunov",
                        x -> solveContinuousLyapunov(x.get(0), x.get(1)),
                        square,
                        square));
        cases.add(
                one(
                        "solveDiscreteLyapunov",
                        x -> solveDiscreteLyapunov(x.get(0).times(0.06), x.get(1)),
                        square,
                        square));
        cases.add(
                one(
                        "solveDiscreteAre",
                        x -> solveDiscreteAre(x.get(0).times(0.1), x.get(1), x.get(2), x.get(3)),
                        square,
                        new int[] {n, 2},
                        square,
                        new int[] {2, 2}));
    }

    private static void products(List<LinearAlgebraCase> cases, int n) {
        int[] wide = {2, n};
        int[] vector = {n};
        cases.add(one("matvec", x -> matvec(x.get(0), x.get(1)), wide, vector));
        cases.add(one("vecmat", x -> vecmat(x.get(1), x.get(0)), new int[] {n, 2}, vector));
        cases.add(one("vecdot", x -> vecdot(x.get(0), x.get(1)), wide, vector).with(Batches.FIRST));
        cases.add(one("inner", x -> inner(x.get(0), x.get(1)), wide, vector).with(Batches.NONE));
        cases.add(one("outer", x -> outer(x.get(0), x.get(1)), wide, vector).with(Batches.NONE));
        cases.add(
                one("kron", x -> kron(x.get(0), x.get(1)), wide, new int[] {3, 2})
                        .with(Batches.NONE));
        cases.add(one("blockDiag", x -> blockDiag(x.get(0), x.get(1)), wide, new int[] {3, 2}));
        int[][] factors = {{2, n}, {n, 3}, {3, 2}};
        cases.add(one("matrixDot", x -> matrixDot(x.get(0), x.get(1), x.get(2)), factors));
        cases.add(
                one("matmul", x -> matmul(x.get(0), x.get(1)), new int[] {3, 2, n}, factors[1])
                        .with(Batches.NONE));
        cases.add(
                one(
                                "matmul",
                                x -> matmul(x.get(0), x.get(1)),
                                new int[] {2, 1, 3, n},
                                new int[] {5, n, 4})
                        .with(Batches.NONE));
        cases.add(
                one(
                                "matmul of swapped axes",
                                x ->
                                        matmul(
                                                dimShuffle(x.get(0), 0, 2, 1),
                                                dimShuffle(x.get(1), 0, 2, 1)),
                                new int[] {3, n, 4},
                                new int[] {3, 5, n})
                        .with(Batches.NONE));
        cases.add(
                one("matmul", x -> matmul(x.get(0), x.get(1)), vector, new int[] {2, n, 3})
                        .with(Batches.NONE));
        cases.add(
                one("dot", x -> dot(x.get(0), x.get(1)), new int[] {2, 3, n}, new int[] {2, n, 2})
                        .with(Batches.NONE));
        cases.add(
                one("dot", x -> dot(x.get(0), x.get(1)), new int[] {2, 3, n}, vector)
                        .with(Batches.NONE));
        cases.add(
                one(
                                "tensordot",
                                x -> tensordot(x.get(0), x.get(1), 2),
                                new int[] {2, 3, n},
                                new int[] {3, n, 2})
                        .with(Batches.NONE));
        cases.add(
                one("tensordot", x -> tensordot(x.get(0), x.get(1), 0), wide, vector)
                        .with(Batches.NONE));
        cases.add(
                one(
                                "einsum",
                                x -> einsum("...ij,jkk,i->...k", x.get(0), x.get(1), x.get(2)),
                                new int[] {2, 3, n},
                                new int[] {n, 2, 2},
                                new int[] {3})
                        .with(Batches.NONE));
    }

    private static void rectangles(List<LinearAlgebraCase> cases, int... shape) {
        cases.add(two("qr", x -> List.of(qr(x.get(0)).q(), qr(x.get(0)).r()), shape));
        var complete =
                new LinearAlgebraCase(
                        "complete qr",
                        shape[0] <= shape[1],
                        Batches.ALL,
                        1,
                        x -> List.of(qr(x.get(0), true).q(), qr(x.get(0), true).r()),
                        List.of(shape));
        cases.add(complete);
        cases.add(
                two(
                        "svd",
                        x -> List.of(svd(x.get(0)).u(), svd(x.get(0)).s(), svd(x.get(0)).vt()),
                        shape));
        var full =
                new LinearAlgebraCase(
                        "full svd",
                        shape[0] == shape[1],
                        Batches.ALL,
                        1,
                        x -> List.of(svd(x.get(0), true).u(), svd(x.get(0), true).vt()),
                        List.of(shape));
        cases.add(full);
        cases.add(one("pinv", x -> pinv(x.get(0)), shape));
        cases.add(one("lstsq", x -> lstsq(x.get(0), x.get(1)), shape, new int[] {shape[0], 2}));
        cases.add(
                one(
                        "leastSquares residuals",
                        x -> leastSquares(x.get(0), x.get(1)).residuals(),
                        shape,
                        new int[] {shape[0], 2}));
    }

    private static Tensor byFactors(List<Tensor> x) {
        var factors = luFactorTridiagonal(x.get(0), x.get(1).plus(3), x.get(2));
        return luSolve(factors, x.get(3));
    }

    private static LinearAlgebraCase one(
            String name, Function<List<Tensor>, Tensor> build, int[]... shapes) {
        return new LinearAlgebraCase(
                name, true, Batches.ALL, 1, x -> List.of(build.apply(x)), List.of(shapes));
    }

    private static LinearAlgebraCase two(
            String name, Function<List<Tensor>, List<Tensor>> build, int[]... shapes) {
        return new LinearAlgebraCase(name, true, Batches.ALL, 1, build, List.of(shapes));
    }

    private static LinearAlgebraCase rough(
            String name, Function<List<Tensor>, List<Tensor>> build, int[]... shapes) {
        return new LinearAlgebraCase(name, false, Batches.ALL, 0, build, List.of(shapes));
    }

    private LinearAlgebraCase with(Batches other) {
        return new LinearAlgebraCase(name, smooth, other, diagonal, build, shapes);
    }
}
