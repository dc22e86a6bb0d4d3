package dev.rungs.benchmarks.sim;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Lines in a picture that any browser draws (SVG). The vertical axis is logarithmic; points that
 * are not positive and finite are left out.
 *
 * @param series drawn in this order
 */
public record Chart(String title, String across, String up, List<Series> series) {

  /** One line. */
  public record Series(String name, List<Point> points) {
    public Series {
      points = points.stream().filter(Point::drawable).toList();
    }
  }

  /** One point of a line. */
  public record Point(double x, double y) {
    private boolean drawable() {
      return y > 0 && Double.isFinite(y);
    }
  }

  /** A range of numbers, laid out over some pixels. */
  private record Axis(double low, double high, double from, double to) {
    double at(double value) {
      return from + (value - low) / (high - low) * (to - from);
    }
  }

  // Told apart by people who see colours differently (Wong 2011, Nature Methods 8, 441).
  private static final List<String> COLOURS =
      List.of("#000000", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9");
  private static final List<String> DASHES = List.of("none", "6 3", "2 2", "8 3 2 3");

  private static final int LEFT = 70;
  private static final int RIGHT = 590;
  private static final int TOP = 40;
  private static final int BOTTOM = 400;

  public Chart {
    series = List.copyOf(series);
    if (series.stream().allMatch(each -> each.points().isEmpty())) {
      throw new IllegalArgumentException("series is " + series + ", must hold a positive point");
    }
  }

  /** Returns the picture as a document of its own. */
  public String svg() {
    Axis x = horizontal();
    Axis y = vertical();
    var lines = new ArrayList<String>();
    lines.add(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 820 450'"
            + " font-family='sans-serif' font-size='12'>");
    lines.add("<rect width='820' height='450' fill='white'/>");
    lines.add(text(LEFT, 22, "start", "font-size='15'", title));
    lines.addAll(grid(x, y));
    lines.add(text((LEFT + RIGHT) / 2.0, 440, "middle", "", across));
    lines.add(text(-(TOP + BOTTOM) / 2.0, 16, "middle", "transform='rotate(-90)'", up));
    for (int i = 0; i < series.size(); i++) {
      lines.addAll(line(i, x, y));
    }
    lines.add("</svg>");
    return String.join("\n", lines) + "\n";
  }

  private Axis horizontal() {
    List<Double> all = series.stream().flatMap(s -> s.points().stream()).map(Point::x).toList();
    return new Axis(0, Collections.max(all), LEFT, RIGHT);
  }

  /** From a whole power of ten to a whole power of ten. */
  private Axis vertical() {
    List<Double> logs =
        series.stream().flatMap(s -> s.points().stream()).map(p -> Math.log10(p.y())).toList();
    double low = Math.floor(Collections.min(logs));
    double high = Math.max(low + 1, Math.ceil(Collections.max(logs)));
    return new Axis(low, high, BOTTOM, TOP);
  }

  private static List<String> grid(Axis x, Axis y) {
    var lines = new ArrayList<String>();
    for (int power = (int) y.low(); power <= y.high(); power++) {
      lines.add(rule(LEFT, y.at(power), RIGHT, y.at(power)));
      lines.add(text(LEFT - 6, y.at(power) + 4, "end", "", number(Math.pow(10, power))));
    }
    for (int tick = 0; tick <= 5; tick++) {
      double value = x.high() * tick / 5;
      lines.add(rule(x.at(value), TOP, x.at(value), BOTTOM));
      lines.add(text(x.at(value), BOTTOM + 18, "middle", "", number(value)));
    }
    return lines;
  }

  private List<String> line(int number, Axis x, Axis y) {
    Series one = series.get(number);
    String style =
        "stroke='"
            + COLOURS.get(number % COLOURS.size())
            + "' stroke-dasharray='"
            + DASHES.get(number / COLOURS.size() % DASHES.size())
            + "' stroke-width='2' fill='none'";
    String points =
        one.points().stream()
            .map(point -> pixels(x.at(point.x())) + "," + pixels(y.at(Math.log10(point.y()))))
            .collect(Collectors.joining(" "));
    double place = TOP + 8 + 18.0 * number;
    return List.of(
        "<polyline points='" + points + "' " + style + "/>",
        "<path d='M" + (RIGHT + 15) + " " + pixels(place) + "h26' " + style + "/>",
        text(RIGHT + 48, place + 4, "start", "", one.name()));
  }

  private static String rule(double x1, double y1, double x2, double y2) {
    return "<path d='M%s %sL%s %s' stroke='#dddddd'/>"
        .formatted(pixels(x1), pixels(y1), pixels(x2), pixels(y2));
  }

  private static String text(double x, double y, String anchor, String more, String content) {
    return "<text x='%s' y='%s' text-anchor='%s' %s>%s</text>"
        .formatted(pixels(x), pixels(y), anchor, more, escaped(content));
  }

  private static String escaped(String content) {
    return content.replace("&", "&amp;").replace("<", "&lt;");
  }

  private static String pixels(double place) {
    return String.format(Locale.ROOT, "%.1f", place);
  }

  private static String number(double value) {
    return new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }
}
