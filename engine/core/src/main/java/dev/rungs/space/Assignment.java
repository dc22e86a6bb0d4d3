package dev.rungs.space;

/** A name and its value. */
public record Assignment(String name, Value value) {

  @Override
  public String toString() {
    return name + "=" + value;
  }
}
