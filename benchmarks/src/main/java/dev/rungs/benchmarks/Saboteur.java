package dev.rungs.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Damages a file at a place of chance, as disks and people do. */
enum Saboteur {
  FLIP {
    @Override
    byte[] damage(byte[] file, SplittableRandom chance) {
      file[chance.nextInt(file.length)] ^= (byte) (1 << chance.nextInt(8));
      return file;
    }
  },
  ZEROES {
    @Override
    byte[] damage(byte[] file, SplittableRandom chance) {
      int from = chance.nextInt(file.length);
      Arrays.fill(file, from, Math.min(file.length, from + 1 + chance.nextInt(4096)), (byte) 0);
      return file;
    }
  },
  GARBAGE {
    @Override
    byte[] damage(byte[] file, SplittableRandom chance) {
      int from = chance.nextInt(file.length);
      byte[] garbage = new byte[Math.min(file.length - from, 1 + chance.nextInt(4096))];
      chance.nextBytes(garbage);
      System.arraycopy(garbage, 0, file, from, garbage.length);
      return file;
    }
  },
  TRUNCATION {
    @Override
    byte[] damage(byte[] file, SplittableRandom chance) {
      return Arrays.copyOf(file, file.length - 1 - chance.nextInt(Math.min(file.length, 16_384)));
    }
  },
  HOLE {
    @Override
    byte[] damage(byte[] file, SplittableRandom chance) {
      int from = chance.nextInt(file.length);
      int to = Math.min(file.length, from + 1 + chance.nextInt(8192));
      byte[] rest = Arrays.copyOf(file, file.length - (to - from));
      System.arraycopy(file, to, rest, from, file.length - to);
      return rest;
    }
  };

  /** Returns a damaged form of a file that is not empty, or the same array changed. */
  abstract byte[] damage(byte[] file, SplittableRandom chance);

  /** Damages a file that is not empty. */
  void damage(Path file, SplittableRandom chance) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, damage(bytes, chance));
  }
}
