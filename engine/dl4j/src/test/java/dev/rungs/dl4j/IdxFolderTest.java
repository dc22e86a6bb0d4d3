package dev.rungs.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.space.Configuration;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFolderTest {

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path folder;

  @Test
  void pixelsBecomeSharesOf255() throws IOException {
    write("train", 6, 2, 3, false);
    Table table = IdxFolder.train(folder);
    assertThat(table.examples().inputs()).startsWith(0, 1 / 255f, 2 / 255f).hasSize(36);
    assertThat(table.examples().inputs()[35]).isEqualTo(35 / 255f);
    assertThat(table.examples().labels()).containsExactly(0, 1, 0, 1, 0, 1);
    assertThat(table.classes()).containsExactly("0", "1");
    assertThat(table.height()).isEqualTo(2);
  }

  @Test
  void theTestFilesAreReadOnlyWhenTheTestPartIsOpened() throws IOException {
    write("train", 20, 2, 2, true);
    write("t10k", 4, 2, 2, false);
    LabelledData data = read(Map.of());
    assertThat(data.train().count() + data.validation().count()).isEqualTo(20);
    assertThat(data.test().open().count()).isEqualTo(4);
    Files.write(folder.resolve("t10k-labels-idx1-ubyte"), new byte[] {1, 2, 3, 4});
    assertThatThrownBy(() -> data.test().open())
        .hasMessageEndingWith("number at 0 is 16909060, must be 2049: unsigned bytes");
  }

  @Test
  void aShareOfTheTrainingFilesMayBeTheTestPart() throws IOException {
    write("train", 20, 2, 2, true);
    write("t10k", 4, 2, 2, false);
    assertThat(read(Map.of("test", 0.1)).test().open().count()).isEqualTo(2);
  }

  @Test
  void aFolderWithoutTestFilesHasNoTestPart() throws IOException {
    write("train", 20, 2, 2, false);
    assertThat(read(Map.of()).test().open().count()).isZero();
  }

  @Test
  void aMissingOrShortFileIsRefusedByName() throws IOException {
    assertThatThrownBy(() -> IdxFolder.train(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be a folder with train-images-idx3-ubyte or");
    write("train", 6, 2, 2, false);
    Path images = folder.resolve("train-images-idx3-ubyte");
    byte[] whole = Files.readAllBytes(images);
    Files.write(images, Arrays.copyOf(whole, whole.length - 1));
    assertThatThrownBy(() -> IdxFolder.train(folder))
        .hasMessageEndingWith("train-images-idx3-ubyte: file ends after 23 bytes, must be 24");
  }

  @Test
  void aPackedFileThatIsCutShortIsRefusedByName() throws IOException {
    write("train", 6, 2, 2, true);
    Path labels = folder.resolve("train-labels-idx1-ubyte.gz");
    byte[] whole = Files.readAllBytes(labels);
    for (int length : new int[] {2, 12, whole.length - 1}) {
      Files.write(labels, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> IdxFolder.train(folder))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith("labels-idx1-ubyte.gz: cannot be read to its end, must be whole");
    }
  }

  @Test
  void sizesThatNoImageHasAreRefused() throws IOException {
    write("train", 2, 1, 1, false);
    for (int[] size : new int[][] {{0, 1}, {1, -1}, {Integer.MAX_VALUE, 2}, {1, 10_001}}) {
      size(size[0], size[1]);
      assertThatThrownBy(() -> IdxFolder.train(folder))
          .hasMessageEndingWith(
              "size is " + size[0] + " x " + size[1] + ", must be 1 to 10000 each");
    }
    write("train", 22, 1, 1, false);
    size(10_000, 10_000);
    assertThatThrownBy(() -> IdxFolder.train(folder))
        .hasMessageEndingWith("pixels are 2200000000, must be <= 2147483639");
  }

  private void size(int height, int width) throws IOException {
    Path images = folder.resolve("train-images-idx3-ubyte");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(images));
    Files.write(images, bytes.putInt(8, height).putInt(12, width).array());
  }

  private LabelledData read(Map<String, ?> more) throws IOException {
    var settings = Configuration.of(Map.of("idx", ".")).orElse(Configuration.of(more));
    return LabelledData.read(Settings.DATA.make(settings), folder);
  }

  private void write(String part, int count, int height, int width, boolean packed)
      throws IOException {
    var images = new ByteArrayOutputStream();
    var labels = new ByteArrayOutputStream();
    var imageData = new DataOutputStream(images);
    var labelData = new DataOutputStream(labels);
    imageData.writeInt(0x803);
    imageData.writeInt(count);
    imageData.writeInt(height);
    imageData.writeInt(width);
    labelData.writeInt(0x801);
    labelData.writeInt(count);
    for (int i = 0; i < count * height * width; i++) {
      imageData.writeByte(i);
    }
    for (int i = 0; i < count; i++) {
      labelData.writeByte(i % 2);
    }
    save(part + "-images-idx3-ubyte", images.toByteArray(), packed);
    save(part + "-labels-idx1-ubyte", labels.toByteArray(), packed);
  }

  private void save(String name, byte[] bytes, boolean packed) throws IOException {
    Path file = folder.resolve(packed ? name + ".gz" : name);
    try (OutputStream out =
        packed ? new GZIPOutputStream(Files.newOutputStream(file)) : Files.newOutputStream(file)) {
      out.write(bytes);
    }
  }
}
