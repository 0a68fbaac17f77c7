package dev.credence.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;

import org.junit.jupiter.api.Test;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What code looks like from outside: its names, its signatures, and that it does not print.
final class PublicCodeTest {
    private static final Pattern EMPTY_NAME =
            Pattern.compile("Abstract[A-Z].*|.*(Impl|Utils?|Helper|Manager)");
    private static final Pattern GETTER = Pattern.compile("get[A-Z].*");
    private static final Set<String> PRINTING_MODULES = Set.of("facade", "bench");
    private static final Modules MODULES = new Modules();

    @Test
    void onlyTheFacadePrints() {
        noClasses()
                .that(areOutside(PRINTING_MODULES))
                .should(ACCESS_STANDARD_STREAMS)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.IO")
                .because("a library reports through results, events and exceptions")
                .check(MODULES.classes());
    }

    private static DescribedPredicate<JavaClass> areOutside(Set<String> modules) {
        return DescribedPredicate.describe(
                "are outside the modules %s".formatted(modules),
                type -> !modules.contains(MODULES.moduleOf(type).orElse("")));
    }

    @Test
    void classNamesSayWhatTheClassIs() {
        assertThat(
                        MODULES.classes().stream()
                                .filter(t -> EMPTY_NAME.matcher(t.getSimpleName()).matches())
                                .map(JavaClass::getName))
                .as("classes named by a pattern of programming instead of by what they are")
                .isEmpty();
    }

    @Test
    void publicMethodsAreNotCalledGetSomething() {
        assertThat(publicMethods().filter(PublicCodeTest::isGetter).map(JavaMethod::getFullName))
                .as("public methods; name them by what they return")
                .isEmpty();
    }

    @Test
    void publicMethodsShowNoTypesOfLibraries() {
        assertThat(
                        publicMethods()
                                .filter(PublicCodeTest::showsLibrary)
                                .map(JavaMethod::getFullName))
                .as("public methods whose signature holds a type of a third party")
                .isEmpty();
    }

    private static Stream<JavaMethod> publicMethods() {
        return MODULES.exportedTypes().stream()
                .filter(type -> !type.isAnnotation())
                .flatMap(type -> type.getMethods().stream())
                .filter(method ->
                        method.getModifiers().contains(JavaModifier.PUBLIC)
                                || method.getModifiers().contains(JavaModifier.PROTECTED))
                .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC));
    }

    private static boolean isGetter(JavaMethod method) {
        return GETTER.matcher(method.getName()).matches() && !isInherited(method);
    }

    /// Whether a type from elsewhere prescribes the method's name.
    private static boolean isInherited(JavaMethod method) {
        var parameters =
                method.getRawParameterTypes().stream()
                        .map(JavaClass::getName)
                        .toArray(String[]::new);
        return Stream.concat(
                        method.getOwner().getAllRawSuperclasses().stream(),
                        method.getOwner().getAllRawInterfaces().stream())
                .filter(type -> MODULES.moduleOf(type).isEmpty())
                .anyMatch(type -> type.tryGetMethod(method.getName(), parameters).isPresent());
    }

    private static boolean showsLibrary(JavaMethod method) {
        return Stream.concat(
                        method.getReturnType().getAllInvolvedRawTypes().stream(),
                        method.getParameterTypes().stream()
                                .flatMap(type -> type.getAllInvolvedRawTypes().stream()))
                .map(JavaClass::getBaseComponentType)
                .anyMatch(type ->
                        !type.isPrimitive()
                                && MODULES.moduleOf(type).isEmpty()
                                && !type.getName().startsWith("java."));
    }
}
