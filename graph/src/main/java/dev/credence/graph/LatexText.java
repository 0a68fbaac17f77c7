package dev.credence.graph;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes a tensor as LaTeX mathematics, for example `\frac{x}{\sigma}`.
///
/// Named tensors below the top are written by their names: Greek letters as such, parts after
/// underscores as subscripts. What is too deep or too long ends in dots.
final class LatexText {
    private static final int DEPTH = 24;
    private static final int NODES = 400;
    private static final Set<String> GREEK =
            Set.of(
                    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota",
                    "kappa", "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon",
                    "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi",
                    "Sigma", "Upsilon", "Phi", "Psi", "Omega");

    /// How tightly the outermost operator of a text binds.
    private enum Binding {
        LOGIC,
        COMPARISON,
        SUM,
        PRODUCT,
        FRACTION,
        POWER,
        CALL
    }

    /// A piece of text.
    private record Piece(String text, Binding binding) {
        String in(Binding outer) {
            return binding.compareTo(outer) < 0 ? bracketed(text) : text;
        }
    }

    private int nodes;

    private LatexText() {}

    static String of(Tensor x) {
        return x instanceof Output o ? new LatexText().node(o, 0).text() : leaf(x).text();
    }

    private Piece piece(Tensor x, int depth) {
        if (!x.name().isEmpty()) return call(symbol(x.name()));
        if (!(x instanceof Output o)) return leaf(x);
        return depth > DEPTH || ++nodes > NODES ? call("\\cdots") : node(o, depth);
    }

    private static Piece leaf(Tensor x) {
        if (!x.name().isEmpty()) return call(symbol(x.name()));
        if (!(x instanceof Constant c))
            return call("\\mathrm{%s}".formatted(escaped(x.toString())));
        if (c.value().size() != 1) return call("\\mathbf{c}");
        double number = c.value().element(0);
        var text =
                number == Math.rint(number) && Math.abs(number) < 1e15
                        ? Long.toString((long) number)
                        : number(number);
        return new Piece(text, number < 0 ? Binding.SUM : Binding.CALL);
    }

    private static String number(double x) {
        if (Double.isNaN(x)) return "\\mathrm{NaN}";
        if (Double.isInfinite(x)) return x > 0 ? "\\infty" : "-\\infty";
        return Double.toString(x).replaceFirst("E(-?\\d+)", " \\\\cdot 10^{$1}");
    }

    /// A name as a symbol: `sigma_log` becomes `\sigma_{\mathrm{log}}`.
    private static String symbol(String name) {
        int cut = name.indexOf('_');
        var head = cut > 0 ? name.substring(0, cut) : name;
        var tail = cut > 0 ? name.substring(cut + 1).replaceAll("_+$", "") : "";
        return tail.isEmpty() ? word(head) : "%s_{%s}".formatted(word(head), word(tail));
    }

    private static String word(String word) {
        if (GREEK.contains(word)) return "\\" + word;
        boolean plain = word.length() == 1 || word.chars().allMatch(Character::isDigit);
        return plain ? word : "\\mathrm{%s}".formatted(escaped(word));
    }

    private static String escaped(String text) {
        return text.replaceAll("([_{}%&#$])", "\\\\$1");
    }

    private static String bracketed(String text) {
        return "\\left(%s\\right)".formatted(text);
    }

    private static Piece call(String text) {
        return new Piece(text, Binding.CALL);
    }

    private Piece node(Output y, int depth) {
        var node = y.apply();
        var in = node.inputs().stream().map(x -> piece(x, depth + 1)).toList();
        return switch (node.op()) {
            case Elementwise f -> elementwise(f, in);
            case View.DimShuffle d when d.order().equals(List.of(1, 0)) ->
                    new Piece(in.getFirst().in(Binding.CALL) + "^{T}", Binding.POWER);
            case View.DimShuffle _, View.BroadcastTo _, View.Reshape _, Check _ -> in.getFirst();
            case Reduction r -> reduction(r, in.getFirst());
            case LinearAlgebra.MatMul _ -> infix(" ", Binding.PRODUCT, Binding.PRODUCT, in);
            case Indexing.Slice s ->
                    call(
                            "%s_{%s}"
                                    .formatted(
                                            in.getFirst().in(Binding.CALL),
                                            MathText.index(s.axis(), s.range())));
            case Indexing.Gather _ ->
                    call("%s_{%s}".formatted(in.getFirst().in(Binding.CALL), in.get(1).text()));
            default -> function(node.op() + (y.index() == 0 ? "" : "." + y.index()), in);
        };
    }

    private static Piece reduction(Reduction r, Piece x) {
        var name =
                switch (r.kind()) {
                    case SUM -> "\\sum";
                    case PRODUCT -> "\\prod";
                    case MAX -> "\\max";
                    case MIN -> "\\min";
                    case ALL -> "\\bigwedge";
                    case ANY -> "\\bigvee";
                };
        return new Piece("%s %s".formatted(name, x.in(Binding.PRODUCT)), Binding.PRODUCT);
    }

    private Piece elementwise(Elementwise f, List<Piece> in) {
        return switch (f) {
            case ADD -> infix(" + ", Binding.SUM, Binding.SUM, in);
            case SUBTRACT -> infix(" - ", Binding.SUM, Binding.PRODUCT, in);
            case MULTIPLY -> infix(" \\cdot ", Binding.PRODUCT, Binding.PRODUCT, in);
            case DIVIDE -> fraction(in.get(0).text(), in.get(1).text());
            case RECIPROCAL -> fraction("1", in.getFirst().text());
            case NEGATE -> new Piece("-" + in.getFirst().in(Binding.PRODUCT), Binding.SUM);
            case POWER -> power(in.get(0), in.get(1).text());
            case SQUARE -> power(in.getFirst(), "2");
            case EXP -> new Piece("e^{%s}".formatted(in.getFirst().text()), Binding.POWER);
            case SQRT -> call("\\sqrt{%s}".formatted(in.getFirst().text()));
            case ABS -> call("\\left|%s\\right|".formatted(in.getFirst().text()));
            case FLOOR -> call("\\lfloor %s \\rfloor".formatted(in.getFirst().text()));
            case CEIL -> call("\\lceil %s \\rceil".formatted(in.getFirst().text()));
            case EQUAL -> compare(" = ", in);
            case NOT_EQUAL -> compare(" \\ne ", in);
            case LESS -> compare(" < ", in);
            case LESS_EQUAL -> compare(" \\le ", in);
            case GREATER -> compare(" > ", in);
            case GREATER_EQUAL -> compare(" \\ge ", in);
            case AND -> infix(" \\wedge ", Binding.LOGIC, Binding.COMPARISON, in);
            case OR -> infix(" \\vee ", Binding.LOGIC, Binding.COMPARISON, in);
            case NOT -> call("\\neg " + in.getFirst().in(Binding.CALL));
            case SELECT ->
                    call(
                            "\\begin{cases}%s & \\text{if } %s \\\\ %s & \\text{otherwise}\\end{cases}"
                                    .formatted(
                                            in.get(1).text(), in.get(0).text(), in.get(2).text()));
            case LOG, SIN, COS, TAN, SINH, COSH, TANH, ARCSIN, ARCCOS, ARCTAN ->
                    call("\\%s%s".formatted(f, bracketed(in.getFirst().text())));
            case LGAMMA -> call("\\log\\Gamma" + bracketed(in.getFirst().text()));
            case DIGAMMA -> call("\\psi" + bracketed(in.getFirst().text()));
            case TO_FLOAT64, TO_INT64, TO_BOOL -> in.getFirst();
            default -> function(f.toString(), in);
        };
    }

    private static Piece fraction(String over, String under) {
        return new Piece("\\frac{%s}{%s}".formatted(over, under), Binding.FRACTION);
    }

    private static Piece power(Piece base, String exponent) {
        return new Piece("%s^{%s}".formatted(base.in(Binding.CALL), exponent), Binding.POWER);
    }

    private static Piece compare(String operator, List<Piece> in) {
        return infix(operator, Binding.COMPARISON, Binding.SUM, in);
    }

    private static Piece infix(String operator, Binding mine, Binding right, List<Piece> in) {
        var text = in.get(0).in(mine) + operator + in.get(1).in(right);
        return new Piece(text, mine);
    }

    private static Piece function(String name, List<Piece> in) {
        return call(
                in.stream()
                        .map(Piece::text)
                        .collect(
                                Collectors.joining(
                                        ", ",
                                        "\\operatorname{%s}\\left(".formatted(escaped(name)),
                                        "\\right)")));
    }
}
