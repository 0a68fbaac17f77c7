package dev.credence.model;

import dev.credence.graph.Op;

import java.util.List;
import java.util.Locale;

/// The names of what saved models are made of: ops, distributions, supports and transforms of this
/// library, and the records and enums that these have as parameters.
///
/// A name is a package below `dev.credence` and a class, for example `graph.View.DimShuffle`. Other
/// classes have no names here, so a file can neither ask for them nor start any code of theirs.
final class SavedTypes {
    private static final String ROOT = "dev.credence.";
    private static final List<String> PACKAGES =
            List.of(
                    "array",
                    "graph",
                    "graph.arrays",
                    "graph.linalg",
                    "graph.transform",
                    "model",
                    "model.derivation");

    private SavedTypes() {}

    /// Whether values of the class can be saved by their components.
    static boolean isKnown(Class<?> type) {
        return (type.isRecord() || type.isEnum())
                && type.getPackageName().startsWith(ROOT)
                && PACKAGES.contains(type.getPackageName().substring(ROOT.length()))
                && (type.isEnum() || isPart(type));
    }

    /// Ops and the kinds of values that they and variables have as parameters.
    private static boolean isPart(Class<?> type) {
        return Op.class.isAssignableFrom(type)
                || Distribution.class.isAssignableFrom(type)
                || Support.class.isAssignableFrom(type)
                || Transform.class.isAssignableFrom(type)
                || (type.getPackageName().startsWith(ROOT + "graph") && !type.isInterface());
    }

    static String name(Class<?> type) {
        return type.getName().substring(ROOT.length()).replace('$', '.');
    }

    /// The class of a name, if it is known and of the kind that is wanted.
    static Class<?> named(String name, Class<?> wanted) {
        for (var place : PACKAGES) {
            if (!name.startsWith(place + ".")) continue;
            var rest = name.substring(place.length() + 1);
            if (rest.isEmpty() || !Character.isUpperCase(rest.charAt(0))) continue;
            try {
                var type =
                        Class.forName(
                                ROOT + place + "." + rest.replace('.', '$'),
                                false,
                                SavedTypes.class.getClassLoader());
                if (isKnown(type) && wanted.isAssignableFrom(type)) return type;
            } catch (ClassNotFoundException | LinkageError e) {
                continue;
            }
        }
        throw new ModelException(
                "the saved model asks for '%s', which is no %s of this version of Credence"
                        .formatted(name, wanted.getSimpleName().toLowerCase(Locale.ROOT)));
    }
}
