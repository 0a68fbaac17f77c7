package dev.credence.jvm;

import java.util.List;

/// An upper estimate of the bytecode that kernel IR becomes, in bytes.
final class CodeSize {
    private CodeSize() {}

    static int of(List<Code> list) {
        int size = 0;
        for (var code : list) size += of(code);
        return size;
    }

    static int of(Code code) {
        int size =
                switch (code) {
                    case Code.Let _ -> 4;
                    case Code.Accumulate _ -> 8;
                    case Code.Store _ -> 5;
                    case Code.Fold _ -> 12;
                    case Code.Loop _ -> 24;
                    case Code.Lanes l -> 40 + 2 * of(l.body());
                    case Code.Run _ -> 6;
                    case Code.Perform _ -> 16;
                    case Code.Demand _ -> 16;
                };
        for (var e : code.expressions()) size += of(e);
        return size + of(code.body());
    }

    private static int of(Expr e) {
        int size =
                switch (e) {
                    case Expr.Local _, Expr.Array _, Expr.Passing _ -> 4;
                    case Expr.Real _, Expr.Whole _, Expr.Truth _, Expr.Count _ -> 3;
                    case Expr.Index i -> 3 + 4 * i.terms().size();
                    case Expr.Remaining _ -> 10;
                    case Expr.Position _ -> 14;
                    case Expr.Narrowed _ -> 1;
                    case Expr.Load _ -> 5;
                    case Expr.Scalar s -> ofFunction(s);
                    case Expr.Given _ -> 8;
                    case Expr.Invoke _ -> 10;
                };
        for (var part : e.parts()) size += of(part);
        return size;
    }

    private static int ofFunction(Expr.Scalar s) {
        return switch (s.function().typing()) {
            case COMPARISON, SELECT, CAST -> 12;
            case FLOAT, ARITHMETIC, INTEGER, LOGICAL, TEST -> 6;
        };
    }
}
