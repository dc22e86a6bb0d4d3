package dev.rungs.cli.file;

import dev.rungs.space.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A piece of a YAML document that knows where it stands. */
sealed interface Node {

  Span span();

  /** Returns what it is, for people: "a list", "nothing". */
  String what();

  /** A text, number or flag; {@code value} is empty for null and for numbers out of range. */
  record Scalar(String text, Optional<Value> value, Span span) implements Node {

    boolean isNull() {
      return value.isEmpty() && List.of("", "~", "null", "Null", "NULL").contains(text);
    }

    @Override
    public String what() {
      return isNull() ? "nothing" : Quote.of(text);
    }
  }

  /** A list. */
  record Items(List<Node> items, Span span) implements Node {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public String what() {
      return "a list";
    }
  }

  /** A mapping, its keys different from each other, in the file's order. */
  record Fields(List<Field> fields, Span span) implements Node {
    public Fields {
      fields = List.copyOf(fields);
    }

    Optional<Field> field(String name) {
      return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /** Returns these fields with one put in place of its namesake, or at the end. */
    Fields with(Field put) {
      var changed = new ArrayList<>(fields);
      changed.replaceAll(field -> field.name().equals(put.name()) ? put : field);
      if (field(put.name()).isEmpty()) {
        changed.add(put);
      }
      return new Fields(changed, span);
    }

    @Override
    public String what() {
      return "a mapping";
    }
  }

  /** A key and its value. */
  record Field(String name, Span key, Node value) {

    /** Returns this field as if its key were another. */
    Field named(String meant) {
      return new Field(meant, key, value);
    }
  }
}
