package dev.credence.checks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// A page of documentation: its Java code, its links and the headings that links may point to.
record Markdown(Path file, List<Block> blocks, List<Link> links, List<String> anchors) {
    /// A fenced block of Java code, which starts at `line`; `section` counts the headings of second
    /// level above it.
    record Block(int line, int section, String code) {
        /// Whether the code is a file as it stands: it starts with an import.
        boolean isFile() {
            return code.stripLeading().startsWith("import ");
        }
    }

    /// A link in running text.
    record Link(int line, String target) {}

    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(<?([^)\\s>]+)[^)]*\\)");
    private static final Pattern REFERENCE = Pattern.compile("^\\s*\\[[^\\]]+\\]:\\s+(\\S+).*");
    private static final Pattern HEADING = Pattern.compile("^(#+)\\s+(.*)$");

    static Markdown of(Path file) {
        var page = new Markdown(file, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        var seen = new HashMap<String, Integer>();
        var lines = Tree.lines(file);
        int section = 0;
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (line.strip().startsWith("```")) {
                int end = i + 1;
                while (end < lines.size() && !lines.get(end).strip().equals("```")) {
                    end++;
                }
                if (line.strip().equals("```java")) {
                    var code = String.join("\n", lines.subList(i + 1, Math.min(end, lines.size())));
                    page.blocks.add(new Block(i + 2, section, code));
                }
                i = end;
                continue;
            }
            var heading = HEADING.matcher(line);
            if (heading.matches()) {
                section += heading.group(1).length() == 2 ? 1 : 0;
                page.anchors.add(anchor(heading.group(2), seen));
            }
            page.findLinks(i + 1, line.replaceAll("`[^`]*`", "code"));
        }
        return page;
    }

    private void findLinks(int number, String line) {
        LINK.matcher(line).results().forEach(r -> links.add(new Link(number, r.group(1))));
        REFERENCE.matcher(line).results().forEach(r -> links.add(new Link(number, r.group(1))));
    }

    /// The name that GitHub gives a heading; a second one of the same name gets `-1`.
    private static String anchor(String heading, Map<String, Integer> seen) {
        var name =
                heading.toLowerCase(Locale.ROOT)
                        .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .strip()
                        .replace(' ', '-');
        int earlier = seen.merge(name, 1, Integer::sum) - 1;
        return earlier == 0 ? name : name + "-" + earlier;
    }
}
