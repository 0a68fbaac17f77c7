package dev.credence.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Places the nodes of a diagram: in rows, each below all it depends on; nodes of one plate side by
/// side or below each other, with no other node between them.
///
/// A long arrow gets a place of its own in each row that it passes, so that it runs around nodes
/// and plates. Rows follow Sugiyama, Tagawa & Toda (1981); within rows, groups move towards what
/// they are linked with as far as others leave room.
final class DiagramLayout {
    /// The free space around places in a row.
    static final double GAP = 22;

    /// The space between a plate's edge and its nodes.
    static final double MARGIN = 14;

    private static final int SWEEPS = 40;

    /// Something with a place: a node, or where a long arrow passes a row.
    static final class Place {
        final double width;
        int row;
        double x;
        final List<Place> links = new ArrayList<>();

        Place(double width) {
            this.width = width;
        }
    }

    /// What moves as one: a plate with all its places, or a single place.
    private static final class Group {
        final List<Place> places = new ArrayList<>();
        final double margin;
        double centre;

        Group(double margin) {
            this.margin = margin;
        }

        int top() {
            return places.stream().mapToInt(p -> p.row).min().orElse(0);
        }

        int bottom() {
            return places.stream().mapToInt(p -> p.row).max().orElse(0);
        }

        double width() {
            double widest = 0;
            for (int row = top(); row <= bottom(); row++) widest = Math.max(widest, width(row));
            return widest + 2 * margin;
        }

        double width(int row) {
            var found = in(row);
            double gaps = GAP * Math.max(0, found.size() - 1);
            return gaps + found.stream().mapToDouble(p -> p.width).sum();
        }

        List<Place> in(int row) {
            return places.stream().filter(p -> p.row == row).toList();
        }

        boolean besides(Group other) {
            return top() <= other.bottom() && other.top() <= bottom();
        }

        /// Puts the places around the centre, in the order of what they are linked with.
        void arrange() {
            for (int row = top(); row <= bottom(); row++) {
                var found = new ArrayList<>(in(row));
                found.sort(Comparator.comparingDouble(DiagramLayout::pull));
                double left = centre - width(row) / 2;
                for (var place : found) {
                    place.x = left + place.width / 2;
                    left += place.width + GAP;
                }
            }
        }

        /// Where the links to others draw the centre.
        double wish() {
            double sum = 0;
            int count = 0;
            for (var place : places) {
                for (var link : place.links) {
                    if (places.contains(link)) continue;
                    sum += link.x - (place.x - centre);
                    count++;
                }
            }
            return count == 0 ? centre : sum / count;
        }
    }

    private final Map<String, Place> nodes = new LinkedHashMap<>();
    private final Map<Diagram.Edge, List<Place>> routes = new HashMap<>();
    private final Map<String, Group> plates = new LinkedHashMap<>();
    private final List<Group> groups = new ArrayList<>();

    /// @param widths of the nodes, in their order
    DiagramLayout(Diagram diagram, List<Double> widths) {
        for (int i = 0; i < widths.size(); i++)
            nodes.put(diagram.nodes().get(i).name(), new Place(widths.get(i)));
        rows(diagram);
        for (var node : diagram.nodes()) group(node.plate()).places.add(nodes.get(node.name()));
        for (var edge : diagram.edges()) route(diagram, edge);
        settle();
    }

    /// Plates below all that leads into them, where that is possible.
    private void rows(Diagram diagram) {
        var order = DiagramOrder.withPlates(diagram);
        if (!lower(order)) {
            order = DiagramOrder.of(diagram);
            for (var place : nodes.values()) place.row = 0;
            lower(order);
        }
        raise(diagram, order);
    }

    /// Each node as high as it can be; false if some would have to lie above themselves.
    private boolean lower(DiagramOrder order) {
        boolean changed = true;
        for (int round = 0; changed; round++) {
            if (round > nodes.size()) return false;
            changed = false;
            for (var pair : order.pairs()) {
                var below = nodes.get(pair.to());
                int row = nodes.get(pair.from()).row + 1;
                changed |= row > below.row;
                below.row = Math.max(below.row, row);
            }
        }
        return true;
    }

    /// What depends on nothing goes as low as it can, next to what depends on it.
    private void raise(Diagram diagram, DiagramOrder order) {
        for (var node : diagram.nodes().reversed()) {
            if (diagram.edges().stream().anyMatch(e -> e.to().equals(node.name()))) continue;
            order.pairs().stream()
                    .filter(e -> e.from().equals(node.name()))
                    .mapToInt(e -> nodes.get(e.to()).row - 1)
                    .min()
                    .ifPresent(row -> nodes.get(node.name()).row = row);
        }
    }

    private Group group(String plate) {
        if (!plate.isEmpty() && plates.containsKey(plate)) return plates.get(plate);
        var group = new Group(plate.isEmpty() ? 0 : MARGIN);
        groups.add(group);
        if (!plate.isEmpty()) plates.put(plate, group);
        return group;
    }

    private void route(Diagram diagram, Diagram.Edge edge) {
        var from = nodes.get(edge.from());
        var to = nodes.get(edge.to());
        var ends = List.of(plateOf(diagram, edge.to()), plateOf(diagram, edge.from()));
        var route = new ArrayList<Place>(List.of(from));
        for (int row = from.row + 1; row < to.row; row++) {
            var bend = new Place(1);
            bend.row = row;
            group(passed(ends, row)).places.add(bend);
            route.add(bend);
        }
        route.add(to);
        for (int i = 1; i < route.size(); i++) {
            route.get(i).links.add(route.get(i - 1));
            route.get(i - 1).links.add(route.get(i));
        }
        routes.put(edge, route);
    }

    /// The plate in which a row is passed: that of an end, if it reaches so far.
    private String passed(List<String> ends, int row) {
        for (var plate : ends) {
            var group = plates.get(plate);
            if (group != null && group.top() <= row && row <= group.bottom()) return plate;
        }
        return "";
    }

    private static String plateOf(Diagram diagram, String name) {
        return diagram.nodes().stream()
                .filter(n -> n.name().equals(name))
                .findFirst()
                .orElseThrow()
                .plate();
    }

    private static double pull(Place place) {
        return place.links.stream().mapToDouble(p -> p.x).average().orElse(place.x);
    }

    private void settle() {
        for (var group : groups) group.arrange();
        separate(true);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (var group : groups) {
                group.centre = group.wish();
                group.arrange();
            }
            separate(sweep % 2 == 0);
        }
        var left = groups.stream().mapToDouble(g -> g.centre - g.width() / 2).min().orElse(0);
        for (var group : groups) {
            group.centre -= left;
            for (var place : group.places) place.x -= left;
        }
    }

    /// Moves groups apart that share rows, beginning from the left or from the right.
    private void separate(boolean fromLeft) {
        double sign = fromLeft ? 1 : -1;
        var order = new ArrayList<>(groups);
        order.sort(Comparator.comparingDouble(g -> sign * g.centre));
        var placed = new ArrayList<Group>();
        for (var group : order) {
            double near = sign * group.centre - group.width() / 2;
            for (var other : placed) {
                if (!group.besides(other)) continue;
                near = Math.max(near, sign * other.centre + other.width() / 2 + GAP);
            }
            double centre = sign * (near + group.width() / 2);
            for (var place : group.places) place.x += centre - group.centre;
            group.centre = centre;
            placed.add(group);
        }
    }

    Place place(String node) {
        return nodes.get(node);
    }

    /// The places that an arrow passes, its ends included.
    List<Place> route(Diagram.Edge edge) {
        return routes.get(edge);
    }

    double width() {
        return groups.stream().mapToDouble(g -> g.centre + g.width() / 2).max().orElse(0);
    }

    int rows() {
        return nodes.values().stream().mapToInt(p -> p.row + 1).max().orElse(0);
    }

    /// The left and right edge and the first and last row of a plate.
    double[] extent(String plate) {
        var group = plates.get(plate);
        double half = group.width() / 2;
        return new double[] {group.centre - half, group.centre + half, group.top(), group.bottom()};
    }
}
