package dev.rungs.examples;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;

/** A dense layer with its momentum. */
final class Layer {

  private static final double MOMENTUM = 0.9;

  /** {@code [out][in + 1]}; the last of each row is the bias. */
  private final double[][] weights;

  private final double[][] gradient;
  private final double[][] velocity;

  Layer(int in, int out, SplittableRandom chance) {
    weights = new double[out][in + 1];
    gradient = new double[out][in + 1];
    velocity = new double[out][in + 1];
    double limit = StrictMath.sqrt(6.0 / (in + out));
    for (double[] row : weights) {
      for (int i = 0; i < in; i++) {
        row[i] = limit * (2 * chance.nextDouble() - 1);
      }
    }
  }

  double[] forward(double[] x) {
    double[] y = new double[weights.length];
    for (int o = 0; o < y.length; o++) {
      y[o] = weights[o][x.length];
      for (int i = 0; i < x.length; i++) {
        y[o] += weights[o][i] * x[i];
      }
    }
    return y;
  }

  /** Adds to the gradient and returns that of the input. */
  double[] backward(double[] x, double[] dy) {
    double[] dx = new double[x.length];
    for (int o = 0; o < dy.length; o++) {
      gradient[o][x.length] += dy[o];
      for (int i = 0; i < x.length; i++) {
        gradient[o][i] += dy[o] * x[i];
        dx[i] += dy[o] * weights[o][i];
      }
    }
    return dx;
  }

  /** Steps down the gradient of so many rows, and forgets it. */
  void step(double rate, int rows) {
    for (int o = 0; o < weights.length; o++) {
      for (int i = 0; i < weights[o].length; i++) {
        velocity[o][i] = MOMENTUM * velocity[o][i] + gradient[o][i] / rows;
        weights[o][i] -= rate * velocity[o][i];
        gradient[o][i] = 0;
      }
    }
  }

  void write(DataOutputStream out) throws IOException {
    for (int o = 0; o < weights.length; o++) {
      for (int i = 0; i < weights[o].length; i++) {
        out.writeDouble(weights[o][i]);
        out.writeDouble(velocity[o][i]);
      }
    }
  }

  void read(DataInputStream in) throws IOException {
    for (int o = 0; o < weights.length; o++) {
      for (int i = 0; i < weights[o].length; i++) {
        weights[o][i] = in.readDouble();
        velocity[o][i] = in.readDouble();
      }
    }
  }
}
