package dev.rungs.cli;

import dev.rungs.actors.journal.EventJson;
import dev.rungs.space.Assignment;
import dev.rungs.space.Configuration;
import dev.rungs.space.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a configuration is written for another program. Whoever reads it gets the very same values:
 * numbers keep every digit, texts are quoted as their language wants it.
 */
enum Paste {
  /** Names and values in columns, for people. */
  TABLE,
  /** Keys of a YAML mapping. */
  YAML,
  /** One JSON object. */
  JSON,
  /** Options of a command, quoted for a POSIX shell. */
  FLAGS,
  /** A Java expression: a map from names to values. */
  JAVA,
  /** Lines of a Java properties file. */
  PROPERTIES;

  /** Words that YAML, in some version, does not read as text, are quoted with what is no word. */
  private static final Pattern YAML_WORD =
      Pattern.compile("(?i)(?!(true|false|null|yes|no|on|off|y|n)$)[a-z_][a-z0-9_-]*");

  private static final String UNICODE = "\\u%04x";

  List<String> lines(Configuration configuration) {
    return switch (this) {
      case TABLE -> table(configuration);
      case YAML -> each(configuration, each -> yaml(each.name()) + ": " + yaml(each.value()));
      case JSON -> EventJson.pretty(configuration.plain()).lines().toList();
      case FLAGS -> List.of(String.join(" ", each(configuration, Paste::flag)));
      case JAVA -> java(configuration);
      case PROPERTIES ->
          each(configuration, each -> key(each.name()) + "=" + escaped(each.value().toString()));
    };
  }

  private interface Writer {
    String write(Assignment assignment);
  }

  private static List<String> each(Configuration configuration, Writer writer) {
    return configuration.assignments().stream().map(writer::write).toList();
  }

  private static List<String> table(Configuration configuration) {
    var table = new Table(List.of(false, false));
    configuration
        .assignments()
        .forEach(each -> table.line(List.of(each.name(), each.value().toString())));
    return table.text().lines().toList();
  }

  private static String yaml(Value value) {
    return value instanceof Value.Text text ? yaml(text.text()) : value.toString();
  }

  /** JSON's texts are YAML's as well. */
  private static String yaml(String text) {
    return YAML_WORD.matcher(text).matches() ? text : EventJson.line(text);
  }

  private static String flag(Assignment each) {
    return Words.shell("--" + each.name() + "=" + each.value());
  }

  private static List<String> java(Configuration configuration) {
    var lines = new ArrayList<String>();
    lines.add("Map.<String, Object>ofEntries(");
    lines.add(
        configuration.assignments().stream()
            .map(each -> "    Map.entry(" + literal(each.name()) + ", " + java(each.value()) + ")")
            .collect(Collectors.joining(",\n", "", ")")));
    return lines;
  }

  private static String java(Value value) {
    if (value instanceof Value.Text text) {
      return literal(text.text());
    }
    return value instanceof Value.Int ? value + "L" : value.toString();
  }

  private static String literal(String text) {
    return '"' + mapped(text, each -> each == '"' || each == '\\', "\\%03o") + '"';
  }

  private static String key(String name) {
    return escaped(name).replaceAll("[ =:#!]", "\\\\$0");
  }

  private static String escaped(String text) {
    String escaped = mapped(text, each -> each == '\\', UNICODE);
    return escaped.startsWith(" ") ? "\\" + escaped : escaped;
  }

  /**
   * Returns a text in ASCII, so that a file's encoding does not matter.
   *
   * @param marked the characters that get a backslash
   * @param control how a character below blank is written
   */
  private static String mapped(String text, IntPredicate marked, String control) {
    var mapped = new StringBuilder();
    text.chars()
        .mapToObj(
            each ->
                marked.test(each)
                    ? "\\" + (char) each
                    : each >= ' ' && each < 0x7f
                        ? Character.toString(each)
                        : String.format(each < ' ' ? control : UNICODE, each))
        .forEach(mapped::append);
    return mapped.toString();
  }
}
