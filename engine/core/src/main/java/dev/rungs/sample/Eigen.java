package dev.rungs.sample;

/** The eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's rotations. */
final class Eigen {

  private static final int SWEEPS = 50;

  /** The eigenvalues, in no order. */
  final double[] values;

  /** The eigenvectors, as columns in the order of the values. */
  final double[][] vectors;

  private Eigen(double[] values, double[][] vectors) {
    this.values = values;
    this.vectors = vectors;
  }

  static Eigen of(double[][] symmetric) {
    int size = symmetric.length;
    var a = new double[size][];
    var vectors = new double[size][size];
    for (int i = 0; i < size; i++) {
      a[i] = symmetric[i].clone();
      vectors[i][i] = 1;
    }
    for (int sweep = 0; sweep < SWEEPS && offDiagonal(a) > 0; sweep++) {
      for (int p = 0; p < size; p++) {
        for (int q = p + 1; q < size; q++) {
          rotate(a, vectors, p, q);
        }
      }
    }
    var values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = a[i][i];
    }
    return new Eigen(values, vectors);
  }

  /** Returns the sum of squares above the diagonal; 0 where they no longer count. */
  private static double offDiagonal(double[][] a) {
    double off = 0;
    double on = 0;
    for (int i = 0; i < a.length; i++) {
      on += a[i][i] * a[i][i];
      for (int j = i + 1; j < a.length; j++) {
        off += a[i][j] * a[i][j];
      }
    }
    return off > 1e-30 * on ? off : 0;
  }

  /** Rotates coordinates p and q so that their element is 0 (Golub and Van Loan, section 8.5). */
  private static void rotate(double[][] a, double[][] vectors, int p, int q) {
    if (a[p][q] == 0) {
      return;
    }
    double tau = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double tangent = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
    double cosine = 1 / Math.sqrt(1 + tangent * tangent);
    double sine = tangent * cosine;
    for (int k = 0; k < a.length; k++) {
      turn(a[k], p, q, cosine, sine);
    }
    for (int k = 0; k < a.length; k++) {
      double x = a[p][k];
      a[p][k] = cosine * x - sine * a[q][k];
      a[q][k] = sine * x + cosine * a[q][k];
    }
    for (double[] row : vectors) {
      turn(row, p, q, cosine, sine);
    }
  }

  private static void turn(double[] row, int p, int q, double cosine, double sine) {
    double x = row[p];
    row[p] = cosine * x - sine * row[q];
    row[q] = sine * x + cosine * row[q];
  }
}
