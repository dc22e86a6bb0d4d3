package dev.rungs.cli.file;

import dev.rungs.cli.file.Node.Field;
import dev.rungs.cli.file.Node.Fields;
import java.util.List;
import java.util.Optional;

/**
 * A value from the command line that takes the place of one in the file.
 *
 * @param option the option as people see it, such as {@code --set}
 * @param text {@code path=value}: keys joined by dots, and YAML
 */
public record Setter(String option, String text) {

  /** Returns {@code --set path=value}. */
  public static Setter set(String text) {
    return new Setter("--set", text);
  }

  /** Returns a text in the place of whatever a path names: nothing in it is read as YAML. */
  public static Setter text(String option, String path, String value) {
    return new Setter(option, path + "='" + value.replace("'", "''") + "'");
  }

  /** Returns the root of the document with this value in its place. */
  Fields apply(Fields root, Findings findings) {
    Source source = Source.of(option, text.replaceAll("[\r\n]", " "));
    int equals = text.indexOf('=');
    if (equals < 1) {
      findings.add(
          Problem.of(Code.OPTION, source.start(), "", option + " is " + Quote.of(text))
              .label("must be path=value, such as scheduler.eta=4"));
      return root;
    }
    int columns = text.codePointCount(0, equals + 1);
    return Yaml.read(source, source.line(1).substring(equals + 1), columns, findings)
        .map(
            value ->
                put(
                    root,
                    List.of(text.substring(0, equals).split("\\.", -1)),
                    1,
                    source,
                    value,
                    findings))
        .orElse(root);
  }

  private Fields put(
      Fields into, List<String> keys, int column, Source source, Node value, Findings findings) {
    String name = keys.get(0);
    int end = column + name.codePointCount(0, name.length());
    var key = new Span(source, 1, column, end);
    if (keys.size() == 1) {
      return into.with(new Field(name, key, value));
    }
    Optional<Field> old = into.field(name);
    if (old.isPresent() && !(old.get().value() instanceof Fields)) {
      findings.add(
          Problem.of(Code.OPTION, key, name, Quote.of(name) + " is " + old.get().value().what())
              .label(
                  "must be a mapping to hold " + String.join(".", keys.subList(1, keys.size()))));
      return into;
    }
    Fields inner = old.map(field -> (Fields) field.value()).orElse(new Fields(List.of(), key));
    Fields filled = put(inner, keys.subList(1, keys.size()), end + 1, source, value, findings);
    return into.with(new Field(name, old.map(Field::key).orElse(key), filled));
  }
}
