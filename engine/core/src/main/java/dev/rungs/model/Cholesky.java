package dev.rungs.model;

import java.util.Arrays;

/**
 * The factor of a symmetric positive definite matrix K = Uᵀ U, U upper triangular.
 *
 * <p>Every inner loop but one runs along a row and adds a multiple of another, which the compiler
 * turns into vector instructions without changing the result.
 */
final class Cholesky {

  private final double[][] upper;
  private int size;

  private Cholesky(double[][] upper, int size) {
    this.upper = upper;
    this.size = size;
  }

  /**
   * Factors a matrix, of which it reads the upper triangle.
   *
   * @param more how many rows may be appended
   * @throws ArithmeticException if the matrix is not positive definite to working precision
   */
  static Cholesky of(double[][] matrix, int more) {
    int size = matrix.length;
    var upper = new double[size + more][size + more];
    for (int i = 0; i < size; i++) {
      System.arraycopy(matrix[i], i, upper[i], i, size - i);
    }
    for (int k = 0; k < size; k++) {
      double[] pivot = upper[k];
      double root = root(pivot[k]);
      for (int j = k; j < size; j++) {
        pivot[j] /= root;
      }
      for (int i = k + 1; i < size; i++) {
        addMultiple(-pivot[i], pivot, upper[i], i, size);
      }
    }
    return new Cholesky(upper, size);
  }

  /**
   * Appends a row and column to the matrix.
   *
   * @param column the new column above its diagonal element
   * @throws ArithmeticException if the matrix is no longer positive definite
   */
  void append(double[] column, double diagonal) {
    double[] above = solveTransposed(column);
    double rest = diagonal;
    for (int k = 0; k < size; k++) {
      upper[k][size] = above[k];
      rest -= above[k] * above[k];
    }
    upper[size][size] = root(rest);
    size++;
  }

  int size() {
    return size;
  }

  /** Returns the solution of Uᵀ y = b. */
  double[] solveTransposed(double[] b) {
    double[] y = Arrays.copyOf(b, size);
    for (int k = 0; k < size; k++) {
      y[k] /= upper[k][k];
      addMultiple(-y[k], upper[k], y, k + 1, size);
    }
    return y;
  }

  /** Returns the solution of U x = y. */
  double[] solveUpper(double[] y) {
    double[] x = Arrays.copyOf(y, size);
    for (int k = size - 1; k >= 0; k--) {
      double sum = x[k];
      for (int j = k + 1; j < size; j++) {
        sum -= upper[k][j] * x[j];
      }
      x[k] = sum / upper[k][k];
    }
    return x;
  }

  /** Returns the solution of K x = b. */
  double[] solve(double[] b) {
    return solveUpper(solveTransposed(b));
  }

  /** Returns the logarithm of the determinant of K. */
  double logDeterminant() {
    double sum = 0;
    for (int k = 0; k < size; k++) {
      sum += 2 * StrictMath.log(upper[k][k]);
    }
    return sum;
  }

  /** Returns the upper triangle of the inverse of K; zeros below it. */
  double[][] inverse() {
    // The rows of U^-T are those of the inverse of U, turned; K^-1 = U^-1 U^-T.
    var turned = new double[size][size];
    for (int k = 0; k < size; k++) {
      turned[k][k] = 1;
    }
    for (int k = 0; k < size; k++) {
      for (int j = 0; j <= k; j++) {
        turned[k][j] /= upper[k][k];
      }
      for (int i = k + 1; i < size; i++) {
        addMultiple(-upper[k][i], turned[k], turned[i], 0, k + 1);
      }
    }
    var inverse = new double[size][size];
    for (int k = 0; k < size; k++) {
      for (int i = 0; i <= k; i++) {
        addMultiple(turned[k][i], turned[k], inverse[i], i, k + 1);
      }
    }
    return inverse;
  }

  private static void addMultiple(double factor, double[] from, double[] to, int begin, int end) {
    for (int j = begin; j < end; j++) {
      to[j] += factor * from[j];
    }
  }

  private static double root(double pivot) {
    if (!(pivot > 0)) {
      throw new ArithmeticException("pivot is " + pivot + ", must be > 0");
    }
    return Math.sqrt(pivot);
  }
}
