package dev.credence.jvm;

import static dev.credence.graph.transform.Transformations.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.NdArray;
import dev.credence.graph.GradientCheck;
import dev.credence.graph.GraphException;
import dev.credence.graph.Input;
import dev.credence.graph.Interpreter;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.linalg.MatrixNorm;
import dev.credence.graph.linalg.MatrixStructure;
import dev.credence.graph.linalg.Triangle;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What every function of linear algebra keeps, for matrices of several sizes: it computes the type
/// it says, its pullback is its derivative, and compiled code gives what the interpreter gives.
final class LinearAlgebraLaws {
    private static final long SEED = 20260715;

    /// A function on operands of given shapes.
    ///
    /// @param smooth whether it has a gradient
    /// @param diagonal added to the diagonals of square operands, with their positions, so that
    ///   they are regular and have distinct eigenvalues
    private record Case(
            String name,
            boolean smooth,
            double diagonal,
            Function<List<Tensor>, List<Tensor>> build,
            List<int[]> shapes) {
        Tensor output(List<Tensor> inputs, int index) {
            return build.apply(inputs).get(index);
        }

        List<NdArray> sample(SplittableRandom random) {
            return shapes.stream().map(s -> sample(random, s)).toList();
        }

        private NdArray sample(SplittableRandom random, int[] shape) {
            var values = NdArray.full(0, shape);
            for (int i = 0; i < values.size(); i++)
                values.doubles()[i] = random.nextDouble(-0.5, 0.5);
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
    }

    private static final List<Case> CASES = cases();

    private static List<Case> cases() {
        var cases = new ArrayList<Case>();
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
                            vector));
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

    private static void systems(List<Case> cases, int n) {
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
                            new int[] {n}));
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

    private static void equations(List<Case> cases, int n) {
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

    private static void products(List<Case> cases, int n) {
        int[] wide = {2, n};
        int[] vector = {n};
        cases.add(one("matvec", x -> matvec(x.get(0), x.get(1)), wide, vector));
        cases.add(one("vecmat", x -> vecmat(x.get(1), x.get(0)), new int[] {n, 2}, vector));
        cases.add(one("vecdot", x -> vecdot(x.get(0), x.get(1)), wide, vector));
        cases.add(one("inner", x -> inner(x.get(0), x.get(1)), wide, vector));
        cases.add(one("outer", x -> outer(x.get(0), x.get(1)), wide, vector));
        cases.add(one("kron", x -> kron(x.get(0), x.get(1)), wide, new int[] {3, 2}));
        cases.add(one("blockDiag", x -> blockDiag(x.get(0), x.get(1)), wide, new int[] {3, 2}));
        int[][] factors = {{2, n}, {n, 3}, {3, 2}};
        cases.add(one("matrixDot", x -> matrixDot(x.get(0), x.get(1), x.get(2)), factors));
        cases.add(one("matmul", x -> matmul(x.get(0), x.get(1)), new int[] {3, 2, n}, factors[1]));
        cases.add(
                one(
                        "matmul",
                        x -> matmul(x.get(0), x.get(1)),
                        new int[] {2, 1, 3, n},
                        new int[] {5, n, 4}));
        cases.add(
                one(
                        "matmul of swapped axes",
                        x -> matmul(dimShuffle(x.get(0), 0, 2, 1), dimShuffle(x.get(1), 0, 2, 1)),
                        new int[] {3, n, 4},
                        new int[] {3, 5, n}));
        cases.add(one("matmul", x -> matmul(x.get(0), x.get(1)), vector, new int[] {2, n, 3}));
        cases.add(
                one("dot", x -> dot(x.get(0), x.get(1)), new int[] {2, 3, n}, new int[] {2, n, 2}));
        cases.add(one("dot", x -> dot(x.get(0), x.get(1)), new int[] {2, 3, n}, vector));
        cases.add(
                one(
                        "tensordot",
                        x -> tensordot(x.get(0), x.get(1), 2),
                        new int[] {2, 3, n},
                        new int[] {3, n, 2}));
        cases.add(one("tensordot", x -> tensordot(x.get(0), x.get(1), 0), wide, vector));
        cases.add(
                one(
                        "einsum",
                        x -> einsum("...ij,jkk,i->...k", x.get(0), x.get(1), x.get(2)),
                        new int[] {2, 3, n},
                        new int[] {n, 2, 2},
                        new int[] {3}));
    }

    private static void rectangles(List<Case> cases, int... shape) {
        cases.add(two("qr", x -> List.of(qr(x.get(0)).q(), qr(x.get(0)).r()), shape));
        var complete =
                new Case(
                        "complete qr",
                        shape[0] <= shape[1],
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
                new Case(
                        "full svd",
                        shape[0] == shape[1],
                        1,
                        x -> List.of(svd(x.get(0), true).u(), svd(x.get(0), true).vt()),
                        List.of(shape));
        cases.add(full);
        cases.add(one("pinv", x -> pinv(x.get(0)), shape));
        cases.add(one("lstsq", x -> lstsq(x.get(0), x.get(1)), shape, new int[] {shape[0], 2}));
    }

    private static Case one(String name, Function<List<Tensor>, Tensor> build, int[]... shapes) {
        return new Case(name, true, 1, x -> List.of(build.apply(x)), List.of(shapes));
    }

    private static Case two(
            String name, Function<List<Tensor>, List<Tensor>> build, int[]... shapes) {
        return new Case(name, true, 1, build, List.of(shapes));
    }

    private static Case rough(
            String name, Function<List<Tensor>, List<Tensor>> build, int[]... shapes) {
        return new Case(name, false, 0, build, List.of(shapes));
    }

    static Stream<Case> all() {
        return CASES.stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void computesTheTypeItSays(Case c) {
        var values = c.sample(new SplittableRandom(SEED));
        for (boolean known : new boolean[] {true, false}) {
            var inputs = new ArrayList<Tensor>();
            var given = new HashMap<Tensor, NdArray>();
            for (var v : values) {
                int[] dims = v.shape();
                if (!known) Arrays.setAll(dims, i -> dims[i] == 1 ? 1 : Shape.UNKNOWN);
                var x = new Input("x", TensorType.float64(dims));
                inputs.add(x);
                given.put(x, v);
            }
            List<Tensor> outputs;
            try {
                outputs = c.build.apply(inputs);
            } catch (GraphException e) {
                if (known) throw e;
                continue;
            }
            var results = Interpreter.evaluate(outputs, given);
            for (int i = 0; i < outputs.size(); i++) {
                assertThat(outputs.get(i).type().accepts(results.get(i)))
                        .as("%s of %s", outputs.get(i).type(), TensorType.of(results.get(i)))
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void pullbackIsTheDerivative(Case c) {
        if (!c.smooth) return;
        var values = c.sample(new SplittableRandom(SEED));
        int outputs =
                c.build
                        .apply(
                                Laws.inputs(values.toArray(NdArray[]::new)).stream()
                                        .<Tensor>map(x -> x)
                                        .toList())
                        .size();
        IntStream.range(0, outputs)
                .forEach(i -> GradientCheck.verify(inputs -> c.output(inputs, i), values));
    }

    @ParameterizedTest
    @MethodSource("all")
    void compiledCodeAgreesWithTheInterpreter(Case c) {
        var values = c.sample(new SplittableRandom(SEED));
        var inputs = Laws.inputs(values.toArray(NdArray[]::new));
        var outputs = new ArrayList<>(c.build.apply(List.copyOf(inputs)));
        if (c.smooth) {
            var cost = outputs.stream().map(y -> sum(square(y))).reduce(Tensor::plus).orElseThrow();
            for (var x : inputs) outputs.add(pullback(cost, x, constant(1)));
        }
        Laws.agree(inputs, outputs, values, 1e-9);
    }

    /// Gradients built from inputs of unknown lengths are those of known lengths.
    @ParameterizedTest
    @MethodSource("all")
    void gradientsOfUnknownLengths(Case c) {
        if (!c.smooth) return;
        var values = c.sample(new SplittableRandom(SEED));
        var known = Laws.inputs(values.toArray(NdArray[]::new));
        var unknown = new ArrayList<Input>();
        for (var v : values) {
            int[] dims = v.shape();
            Arrays.setAll(dims, i -> dims[i] == 1 ? 1 : Shape.UNKNOWN);
            unknown.add(new Input("x", TensorType.float64(dims)));
        }
        List<Tensor> gradients;
        try {
            gradients = gradients(c, unknown);
        } catch (GraphException e) {
            assertThat(e).hasMessageMatching(".*(known|no gradient).*");
            return;
        }
        Object[] arguments = values.toArray();
        var actual = function(unknown, gradients).callAll(arguments);
        Map<Tensor, NdArray> given = new HashMap<>();
        for (int i = 0; i < values.size(); i++) given.put(known.get(i), values.get(i));
        var expected = Interpreter.evaluate(gradients(c, known), given);
        for (int i = 0; i < expected.size(); i++)
            Laws.same("gradient " + i, actual.get(i), expected.get(i), 1e-9);
    }

    private static List<Tensor> gradients(Case c, List<Input> inputs) {
        var outputs = c.build.apply(List.copyOf(inputs));
        var cost = outputs.stream().map(y -> sum(square(y))).reduce(Tensor::plus).orElseThrow();
        return inputs.stream().map(x -> pullback(cost, x, constant(1))).toList();
    }
}
