package dev.rungs.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.space.Configuration;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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
