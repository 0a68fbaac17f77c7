package dev.credence.array;

/// The error functions, with the same bits on every machine.
///
/// `erfc` and `erfcx` rest on polynomials for `erfcx` on a few intervals, beyond them one in `1 /
/// x²`. The exponential of a square needs more digits of it than a double has; the rest comes in to
/// first order.
final class ErrorFunctions {
    /// From here on `erfc` is zero.
    private static final double FAR = 27.5;

    /// Squares from here on have exponentials so small that they lose digits.
    private static final double LARGE_SQUARE = 650;

    private static final double SHIFT = 64;
    private static final double EXP_MINUS_SHIFT = 1.603810890548638E-28;

    // erf(x) / x in x², |x| <= 1, relative error below 7.3e-18.
    private static final double[] ERF = {
        1.1283791670955126,
        -0.3761263890318352,
        0.11283791670944186,
        -0.02686617064311171,
        0.005223977606120433,
        -0.0008548325929406173,
        0.00012055293579585901,
        -1.4924712352609554E-05,
        1.6447132183929146E-06,
        -1.6206318361450736E-07,
        1.3710999918587226E-08,
        -7.779504187777185E-10
    };

    // erfcx(x) in x - 1/4, 0 <= x <= 1/2; the relative errors of all are below 8e-19.
    private static final double[] FROM_0 = {
        0.7703465477309968,
        -0.7432058932300142,
        0.5845450744234932,
        -0.39804641641609395,
        0.24251673515970437,
        -0.13496689305045423,
        0.06959167063627254,
        -0.0335911358276529,
        0.015298471424028117,
        -0.006614781678375261,
        0.0027289635943040184,
        -0.0010786468723894414,
        0.00040972488542630946,
        -0.0001501296056710466,
        5.473394751564959E-05,
        -1.875029448548771E-05
    };

    // In x - 3/4, 1/2 <= x <= 1.
    private static final double[] FROM_HALF = {
        0.5069376502931449,
        -0.3679726916557954,
        0.2309581315512983,
        -0.1298360619948811,
        0.06679054252756655,
        -0.03189726203968118,
        0.014289198666213443,
        -0.00605153229729106,
        0.0024376373433168705,
        -0.000938512056293829,
        0.0003467512575452147,
        -0.0001233545520026088,
        4.236125943559736E-05,
        -1.408512949400527E-05,
        4.653752310183548E-06,
        -1.4567881256540653E-06
    };

    // In x - 3/2, 1 <= x <= 2.
    private static final double[] FROM_1 = {
        0.3215854164543175,
        -0.16362291773256007,
        0.07615103985547739,
        -0.032930905299562635,
        0.013377340953068511,
        -0.005145957547985475,
        0.0018861348769562312,
        -0.0006619300663930904,
        0.00022330994586274217,
        -7.265892257522832E-05,
        2.2864294807967016E-05,
        -6.974987241686018E-06,
        2.067088490322641E-06,
        -5.961119446974675E-07,
        1.6708703859197203E-07,
        -4.585146974854072E-08,
        1.329844554951821E-08,
        -3.4778531023839574E-09
    };

    // In x - 3, 2 <= x <= 4.
    private static final double[] FROM_2 = {
        0.17900115118138996,
        -0.05437226000717287,
        0.01588437115987136,
        -0.00447943101837258,
        0.0012230390523759822,
        -0.00032412554449670324,
        8.355413963925958E-05,
        -2.0989464462229973E-05,
        5.146436493852072E-06,
        -1.2333677143104898E-06,
        2.8926692938101366E-07,
        -6.646690382092543E-08,
        1.4977112890287265E-08,
        -3.312780752600577E-09,
        7.206556491473509E-10,
        -1.539306000137148E-10,
        3.165046186861128E-11,
        -6.555844952443731E-12,
        1.6647790649164353E-12,
        -3.32463503923892E-13
    };

    // In x - 6, 4 <= x <= 8.
    private static final double[] FROM_4 = {
        0.09277656780053835,
        -0.015060353489052321,
        0.002414446866224427,
        -0.0003824481944705023,
        5.9878849700695274E-05,
        -9.27003850655615E-06,
        1.4195395538365174E-06,
        -2.1508605236716247E-07,
        3.2255809792630995E-08,
        -4.789154256290489E-09,
        7.041770084961325E-10,
        -1.0256209613617595E-10,
        1.4800602251033724E-11,
        -2.116770293636985E-12,
        3.0007516022750656E-13,
        -4.2141256251257416E-14,
        5.8736489005211165E-15,
        -8.213944580342335E-16,
        1.1257649631275838E-16,
        -1.3655603117164138E-17,
        1.8503395707917106E-18,
        -4.141116927458814E-19,
        5.475200092012161E-20
    };

    // x erfcx(x) in 1 / x², x >= 8.
    private static final double[] FROM_8 = {
        0.5641895835477563,
        -0.28209479177387453,
        0.42314218765313166,
        -1.0578554628097703,
        3.7024914727239415,
        -16.66057448337537,
        91.53972957593777,
        -586.5239994226704,
        3933.14318383269,
        -19269.35077665935
    };

    private ErrorFunctions() {}

    static double erf(double x) {
        double size = Math.abs(x);
        if (size < 1) return x * Polynomial.value(ERF, x * x);
        return Math.copySign(1 - tail(size), x);
    }

    static double erfc(double x) {
        if (x < -1) return 2 - tail(-x);
        return x < 0.5 ? 1 - erf(x) : tail(x);
    }

    static double erfcx(double x) {
        if (!(x < 0)) return scaledTail(x);
        double square = x * x;
        double power = StrictMath.exp(square);
        if (power == Double.POSITIVE_INFINITY) return power;
        return 2 * Math.fma(power, Math.fma(x, x, -square), power) - scaledTail(-x);
    }

    /// `erfc(x)` for `x >= 1/2`.
    private static double tail(double x) {
        if (x > FAR) return 0;
        double square = x * x;
        double rest = Math.fma(x, x, -square);
        boolean small = square > LARGE_SQUARE;
        double power = StrictMath.exp(small ? SHIFT - square : -square);
        double value = scaledTail(x) * power;
        value = Math.fma(value, -rest, value);
        return small ? value * EXP_MINUS_SHIFT : value;
    }

    /// `erfcx(x)` for `x >= 0`.
    private static double scaledTail(double x) {
        if (x < 0.5) return Polynomial.value(FROM_0, x - 0.25);
        if (x < 1) return Polynomial.value(FROM_HALF, x - 0.75);
        if (x < 2) return Polynomial.value(FROM_1, x - 1.5);
        if (x < 4) return Polynomial.value(FROM_2, x - 3);
        if (x < 8) return Polynomial.value(FROM_4, x - 6);
        double inverse = 1 / x;
        return Polynomial.value(FROM_8, inverse * inverse) / x;
    }
}
