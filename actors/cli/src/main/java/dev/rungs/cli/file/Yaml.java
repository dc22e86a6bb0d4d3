package dev.rungs.cli.file;

import dev.rungs.cli.file.Node.Field;
import dev.rungs.cli.file.Node.Fields;
import dev.rungs.cli.file.Node.Items;
import dev.rungs.cli.file.Node.Scalar;
import dev.rungs.space.Value;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads one YAML 1.2 document of plain data: mappings, lists, and the scalars of the core schema.
 *
 * <p>Built from the parser's events, not its node tree, so that depth is limited before it becomes
 * recursion and an alias is refused where it stands, before it can multiply.
 */
final class Yaml {

  /** A sweep file is small; what is larger is something else. */
  static final int MOST_BYTES = 1 << 20;

  static final int DEEPEST = 32;

  /** What could move a terminal's cursor or turn its text around. */
  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069&&[^\n\t]]");

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setSchema(new CoreSchema()).setCodePointLimit(MOST_BYTES).build();
  private static final ScalarResolver RESOLVER = SETTINGS.getSchema().getScalarResolver();

  /** Ends the reading: what follows cannot be understood. */
  @SuppressWarnings("serial")
  private static final class Unreadable extends RuntimeException {
    final transient Problem problem;

    Unreadable(Problem problem) {
      super(problem.message(), null, false, false);
      this.problem = problem;
    }
  }

  private final Source source;
  private final int columnsBefore;
  private final Findings findings;
  private final Iterator<Event> events;

  private Yaml(Source source, String text, int columnsBefore, Findings findings) {
    this.source = source;
    this.columnsBefore = columnsBefore;
    this.findings = findings;
    this.events = new Parse(SETTINGS).parseString(text).iterator();
  }

  /** Returns the text of a file; empty, and a finding, if it is not UTF-8 or too large. */
  static Optional<String> decode(String name, byte[] bytes, Findings findings) {
    if (bytes.length > MOST_BYTES) {
      findings.add(
          Problem.of(
              Code.TOO_LARGE,
              Source.of(name, "").start(),
              "",
              "the file has " + bytes.length + " bytes, must have <= " + MOST_BYTES));
      return Optional.empty();
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer text = CharBuffer.allocate(bytes.length + 1);
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    CoderResult result = decoder.decode(rest, text, true);
    text.flip();
    String decoded = text.toString();
    if (result.isError()) {
      String good = decoded + " ";
      Source source = Source.of(name, good);
      int line = source.lines().size();
      int column = source.line(line).codePointCount(0, source.line(line).length());
      findings.add(
          Problem.of(
                  Code.ENCODING,
                  new Span(source, line, column, column + 1),
                  "",
                  String.format(Locale.ROOT, "byte 0x%02X is not UTF-8", rest.get(rest.position())))
              .help("save the file as UTF-8"));
      return Optional.empty();
    }
    return Optional.of(decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded);
  }

  /**
   * Returns the document; empty, and a finding, if the text is not one. Keys that stand twice are
   * findings, too, and the first counts.
   */
  static Optional<Node> read(Source source, String text, Findings findings) {
    return read(source, text, 0, findings);
  }

  /**
   * Returns the document in a text that starts behind the first {@code columnsBefore} characters of
   * a source of one line.
   */
  static Optional<Node> read(Source source, String text, int columnsBefore, Findings findings) {
    var reader = new Yaml(source, text, columnsBefore, findings);
    try {
      return reader.document();
    } catch (Unreadable unreadable) {
      findings.add(unreadable.problem);
    } catch (ReaderException strange) {
      findings.add(reader.strange(text, strange));
    } catch (MarkedYamlEngineException wrong) {
      findings.add(reader.syntax(wrong));
    } catch (YamlEngineException | IllegalArgumentException | IndexOutOfBoundsException wrong) {
      findings.add(Problem.of(Code.SYNTAX, source.start(), "", "not YAML: " + firstLine(wrong)));
    }
    return Optional.empty();
  }

  private Optional<Node> document() {
    events.next(); // the stream's start
    if (events.next().getEventId() == Event.ID.StreamEnd) {
      return Optional.empty();
    }
    Node root = node(events.next(), 0);
    events.next(); // the document's end
    Event next = events.next();
    if (next.getEventId() != Event.ID.StreamEnd) {
      throw refuse(Code.NOT_PLAIN, span(next), "a second document starts, must be one");
    }
    return Optional.of(root);
  }

  private Node node(Event event, int depth) {
    if (depth > DEEPEST) {
      throw refuse(Code.TOO_LARGE, span(event), "nested more than " + DEEPEST + " levels deep");
    }
    if (event instanceof AliasEvent) {
      throw refuse(Code.NOT_PLAIN, span(event), "an alias, must be written out");
    }
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar);
    }
    if (event instanceof SequenceStartEvent start) {
      refuseTag(start, start.getTag());
      return items(start, depth);
    }
    if (event instanceof MappingStartEvent start) {
      refuseTag(start, start.getTag());
      return fields(start, depth);
    }
    throw new IllegalStateException("event is " + event + ", must start a node");
  }

  private Node items(Event start, int depth) {
    var items = new ArrayList<Node>();
    Event next = events.next();
    while (next.getEventId() != Event.ID.SequenceEnd) {
      items.add(node(next, depth + 1));
      next = events.next();
    }
    return new Items(items, span(start).to(span(next)));
  }

  private Node fields(Event start, int depth) {
    var fields = new ArrayList<Field>();
    Map<String, Span> seen = new HashMap<>();
    Event next = events.next();
    while (next.getEventId() != Event.ID.MappingEnd) {
      Node key = node(next, depth + 1);
      Node value = node(events.next(), depth + 1);
      if (!(key instanceof Scalar name)) {
        throw refuse(
            Code.NOT_PLAIN, key.span(), "a key is " + key.what() + ", must be a single word");
      }
      Span first = seen.putIfAbsent(name.text(), key.span());
      if (first == null) {
        fields.add(new Field(name.text(), key.span(), value));
      } else {
        findings.add(
            Problem.of(
                    Code.DUPLICATE,
                    key.span(),
                    name.text(),
                    "key " + Quote.of(name.text()) + " stands twice")
                .label("first in line " + first.line()));
      }
      next = events.next();
    }
    return new Fields(fields, span(start).to(span(next)));
  }

  private Scalar scalar(ScalarEvent event) {
    refuseTag(event, event.getTag());
    if (CONTROL.matcher(event.getValue()).find()) {
      throw refuse(Code.NOT_PLAIN, span(event), "a text holds control characters, must not");
    }
    Tag tag = RESOLVER.resolve(event.getValue(), event.isPlain());
    return new Scalar(event.getValue(), value(tag, event.getValue()), span(event));
  }

  private static Optional<Value> value(Tag tag, String text) {
    if (tag.equals(Tag.NULL)) {
      return Optional.empty();
    }
    if (tag.equals(Tag.BOOL)) {
      return Optional.of(new Value.Flag(Boolean.parseBoolean(text)));
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return number(text, tag.equals(Tag.INT));
    }
    return Optional.of(new Value.Text(text));
  }

  private static Optional<Value> number(String text, boolean whole) {
    try {
      if (!whole) {
        return Optional.of(new Value.Real(Double.parseDouble(text)));
      }
      if (text.startsWith("0x")) {
        return Optional.of(new Value.Int(Long.parseLong(text.substring(2), 16)));
      }
      if (text.startsWith("0o")) {
        return Optional.of(new Value.Int(Long.parseLong(text.substring(2), 8)));
      }
      return Optional.of(new Value.Int(Long.parseLong(text)));
    } catch (IllegalArgumentException outOfRange) { // .inf, .nan, 1e999, 2^63
      return Optional.empty();
    }
  }

  private void refuseTag(NodeEvent event, Optional<String> tag) {
    if (tag.isPresent()) {
      throw refuse(
          Code.NOT_PLAIN, span(event), "a tag " + Quote.of(tag.get()) + ", must be plain data");
    }
  }

  private Unreadable refuse(Code code, Span span, String message) {
    return new Unreadable(Problem.of(code, span, "", message));
  }

  private Span span(Event event) {
    Span start = span(event.getStartMark());
    Span end = span(event.getEndMark()); // the character after the last
    boolean oneLine = end.line() == start.line();
    return oneLine ? new Span(source, start.line(), start.column(), end.column()) : start.to(end);
  }

  private Span span(Optional<Mark> mark) {
    return mark.map(at -> span(at.getLine(), at.getColumn())).orElse(source.start());
  }

  private Span span(int line, int column) {
    int from = column + 1 + (line == 0 ? columnsBefore : 0);
    return new Span(source, line + 1, from, from + 1);
  }

  private Problem syntax(MarkedYamlEngineException wrong) {
    return Problem.of(
            Code.SYNTAX, span(wrong.getProblemMark()), "", "not YAML: " + wrong.getProblem())
        .help(wrong.getContext() == null ? "" : wrong.getContext());
  }

  private Problem strange(String text, ReaderException strange) {
    int end =
        text.offsetByCodePoints(
            0, Math.min(strange.getPosition(), text.codePointCount(0, text.length())));
    List<String> before = List.of(text.substring(0, end).split("\r\n|\r|\n", -1));
    String last = before.get(before.size() - 1);
    return Problem.of(
        Code.SYNTAX,
        span(before.size() - 1, last.codePointCount(0, last.length())),
        "",
        String.format(
            Locale.ROOT, "character U+%04X is not allowed in YAML", strange.getCodePoint()));
  }

  private static String firstLine(Exception wrong) {
    return String.valueOf(wrong.getMessage()).lines().findFirst().orElse("");
  }
}
