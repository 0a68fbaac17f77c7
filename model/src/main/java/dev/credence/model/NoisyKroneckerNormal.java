package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/// [KroneckerNormal] plus independent noise of standard deviation `sigma`, by the eigenvalues of
/// the factors (Saatci 2011, section 5.2).
///
/// @param mu the mean, a vector as long as the product of the factors' lengths
/// @param sigma the standard deviation of the noise
/// @param eigenvalues those of each covariance, from the left
/// @param eigenvectors in the columns of one matrix for each covariance
public record NoisyKroneckerNormal(
        Tensor mu, Tensor sigma, List<Tensor> eigenvalues, List<Tensor> eigenvectors)
        implements Distribution {
    public NoisyKroneckerNormal {
        eigenvalues = List.copyOf(eigenvalues);
        eigenvectors = List.copyOf(eigenvectors);
        if (eigenvalues.isEmpty() || eigenvalues.size() != eigenvectors.size()) {
            throw new ModelException(
                    "KroneckerNormal: there are %d vectors of eigenvalues and %d matrices of eigenvectors; give one of each for each factor"
                            .formatted(eigenvalues.size(), eigenvectors.size()));
        }
    }

    @Override
    public String name() {
        return "KroneckerNormal";
    }

    @Override
    public SequencedMap<String, Tensor> parameters() {
        var parameters = new LinkedHashMap<>(Parameters.of("mu", mu, "sigma", sigma));
        for (int k = 0; k < eigenvalues.size(); k++) {
            parameters.put("eigenvalues" + k, eigenvalues.get(k));
            parameters.put("eigenvectors" + k, eigenvectors.get(k));
        }
        return parameters;
    }

    @Override
    public NoisyKroneckerNormal withParameters(List<Tensor> parameters) {
        var values = new ArrayList<Tensor>();
        var vectors = new ArrayList<Tensor>();
        for (int k = 2; k < parameters.size(); k += 2) {
            values.add(parameters.get(k));
            vectors.add(parameters.get(k + 1));
        }
        return new NoisyKroneckerNormal(parameters.get(0), parameters.get(1), values, vectors);
    }

    @Override
    public Support support() {
        return Support.REAL;
    }

    @Override
    public int eventRank() {
        return 1;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("sigma", sigma));
    }

    @Override
    public Tensor supportPoint() {
        return Parameters.broadcast(mu, spectrum());
    }

    /// The eigenvalues of the whole covariance.
    private Tensor spectrum() {
        return KroneckerNormal.outer(eigenvalues).plus(square(expandDims(sigma, -1)));
    }

    private List<Tensor> lengths() {
        return eigenvalues.stream().map(e -> Extent.of(e).lengths().getLast()).toList();
    }

    private Tensor turned(Tensor x, boolean back) {
        var maps = new ArrayList<UnaryOperator<Tensor>>();
        for (var q : eigenvectors) maps.add(y -> matmul(back ? q : matrixTranspose(q), y));
        return KroneckerNormal.apply(maps, lengths(), x);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var spectrum = spectrum();
        var squares = square(turned(value.minus(mu), false)).div(spectrum);
        return sum(squares.plus(log(spectrum)).times(-0.5).minus(Normal.LOG_SQRT_2_PI), -1);
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(supportPoint());
    }

    @Override
    public Optional<Tensor> variance() {
        var maps = new ArrayList<UnaryOperator<Tensor>>();
        for (var q : eigenvectors) maps.add(x -> matmul(square(q), x));
        return Optional.of(KroneckerNormal.apply(maps, lengths(), spectrum()));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return mu.plus(turned(Draws.normal(key, shape).times(sqrt(spectrum())), true));
    }
}
