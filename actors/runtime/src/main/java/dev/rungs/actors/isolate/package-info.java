/** Trainers in JVMs of their own, so that what kills a JVM costs one trial's epoch. */
@NullMarked
package dev.rungs.actors.isolate;

import org.jspecify.annotations.NullMarked;
