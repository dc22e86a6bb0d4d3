/**
 * Networks of DL4J from configurations: the trainers {@code dl4j-mlp} and {@code dl4j-cnn}, their
 * data, their devices. No other package sees a class of DL4J or ND4J.
 */
@NullMarked
package dev.rungs.dl4j;

import org.jspecify.annotations.NullMarked;
