package dev.rungs.actors.isolate;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program of a child: reads requests from standard input, carries them out on its main thread,
 * and answers on the file that its argument names, so that nothing a trainer prints comes between.
 *
 * <p>The end of standard input means that the parent has died. Then the child ends at once,
 * whatever its trainer does.
 */
final class ChildMain {

  private static final Logger log = LoggerFactory.getLogger(ChildMain.class);

  private static final int ORPHANED = 75;
  private static final int BROKEN = 70;

  private final Bench bench = new Bench();
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

  private ChildMain() {}

  public static void main(String[] args) {
    System.setIn(InputStream.nullInputStream()); // the real one is not a trainer's to read or close
    int code = BROKEN;
    try (var out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(args[0])))) {
      new ChildMain().serve(out);
      code = 0;
    } catch (IOException | InterruptedException | RuntimeException broken) {
      log.error("the child cannot go on", broken);
    } finally {
      Runtime.getRuntime().halt(code); // a trainer's threads must not keep it
    }
  }

  private void serve(DataOutputStream out) throws IOException, InterruptedException {
    var listener = new Thread(this::listen, "rungs-child-in");
    listener.setDaemon(true);
    listener.start();
    Request request;
    do {
      request = requests.take();
      Frames.send(out, answer(request));
    } while (!(request instanceof Request.Close));
  }

  private byte[] answer(Request request) throws IOException {
    try {
      return Frames.encode(Reply.class, bench.carryOut(request));
    } catch (Throwable thrown) { // also an Error is an answer
      return Frames.encode(Reply.class, Reply.Threw.of(thrown));
    } finally {
      Thread.interrupted(); // by the trainer itself: nobody else interrupts this thread
    }
  }

  private void listen() {
    try (var in =
        new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)))) {
      Optional<Request> request = Frames.read(in, Request.class);
      while (request.isPresent()) {
        hear(request.get());
        request = Frames.read(in, Request.class);
      }
    } catch (IOException | RuntimeException unreadable) {
      log.error("the parent cannot be understood", unreadable);
    } finally {
      Runtime.getRuntime().halt(ORPHANED);
    }
  }

  private void hear(Request request) {
    bench.setCancelled(request instanceof Request.Cancel);
    if (!(request instanceof Request.Cancel)) {
      requests.add(request);
    }
  }
}
