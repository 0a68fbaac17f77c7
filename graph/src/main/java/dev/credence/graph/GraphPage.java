package dev.credence.graph;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;

/// Writes graphs as a page for a browser: nested lists that open and close at a click, without
/// scripts or other files.
///
/// A node that stands at several places is written at the first, and the others link to it. A
/// pointer on a node shows the line that made it.
final class GraphPage {
    private static final int DEEPEST = 200;
    private static final int OPEN = 4;
    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"/><title>Graph</title><style>
            body { font: 14px system-ui, sans-serif; margin: 2em }
            ul { list-style: none; margin: 0; padding-left: 1.4em; border-left: 1px solid #ddd }
            li { margin: .15em 0 }
            summary { cursor: pointer }
            :target { background: #ffef9e }
            small { color: #667085 }
            </style></head><body><ul>
            """;

    private final StringBuilder text = new StringBuilder(HEAD);
    private final Map<Apply, Integer> numbers = new IdentityHashMap<>();

    private GraphPage() {}

    static String of(Collection<? extends Tensor> tensors) {
        var page = new GraphPage();
        for (var x : tensors) page.item(x, 0);
        return page.text.append("</ul></body></html>\n").toString();
    }

    private void item(Tensor x, int depth) {
        text.append("<li>");
        switch (x) {
            case Output y when numbers.containsKey(y.apply()) ->
                    text.append("<a href=\"#n%d\">%s</a>".formatted(number(y), label(y)));
            case Output y -> node(y, depth);
            case Shared s -> text.append(label(s)).append(" <small>shared</small>");
            case Input i -> text.append(label(i));
            case Constant c -> text.append(label(c));
        }
        text.append("</li>\n");
    }

    private void node(Output y, int depth) {
        var node = y.apply();
        numbers.put(node, numbers.size());
        var where = node.where().map(w -> " title=\"made at " + w + '"').orElse("");
        text.append("<details%s>".formatted(depth < OPEN ? " open=\"open\"" : ""));
        text.append("<summary id=\"n%d\"%s>%s</summary>".formatted(number(y), where, label(y)));
        text.append("<ul>\n");
        if (depth < DEEPEST) {
            for (var x : node.inputs()) item(x, depth + 1);
            for (var inner : node.op().innerGraphs()) inner(inner, depth + 1);
        } else text.append("<li>and so on</li>");
        text.append("</ul></details>");
    }

    private void inner(InnerGraph graph, int depth) {
        text.append("<li><details><summary><small>inner graph of ");
        text.append(escaped(graph.inputs().toString())).append("</small></summary><ul>\n");
        for (var y : graph.outputs()) item(y, depth + 1);
        text.append("</ul></details></li>\n");
    }

    private int number(Output y) {
        return numbers.get(y.apply());
    }

    private static String label(Tensor x) {
        var name = x.name().isEmpty() ? "" : " <b>%s</b>".formatted(escaped(x.name()));
        var what = x instanceof Output y ? y.apply().op() + part(y) : named(x);
        return "%s%s <small>%s</small>".formatted(escaped(what), name, escaped("" + x.type()));
    }

    private static String named(Tensor x) {
        return x.name().isEmpty() ? x.toString() : "";
    }

    private static String part(Output y) {
        return y.apply().outputs().size() > 1 ? "." + y.index() : "";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
