package dev.rungs.dl4j;

import java.util.List;

/**
 * What a file holds, before anything is split or scaled by its own statistics.
 *
 * @param names of the inputs, in order
 * @param classes of the labels, in order: class {@code c} is label {@code c}
 * @param height rows of the image that an example is; 1 if it is none
 */
record Table(Examples examples, List<String> names, List<String> classes, int height) {

  Table {
    names = List.copyOf(names);
    classes = List.copyOf(classes);
  }
}
