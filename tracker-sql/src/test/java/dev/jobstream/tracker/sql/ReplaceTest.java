package dev.jobstream.tracker.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.SavedSearch;
import dev.jobstream.tracker.applications.SearchText;
import dev.jobstream.tracker.applications.StoreReader;
import dev.jobstream.tracker.applications.TrackerException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy takes the place of what is there, and what others write meanwhile is saved. */
final class ReplaceTest {
  @TempDir Path folder;

  private SqlStore store;
  private SqlStore other;
  private Path copy;
  private int number;

  @BeforeEach
  void open() {
    copy = folder.resolve("copy.db");
    store = SqlStore.sqlite(folder.resolve("jobstream.db"));
    add(store, "copied");
    store.copyTo(copy);
    add(store, "later");
    // As another process has it: with connections of its own.
    other = SqlStore.sqlite(folder.resolve("jobstream.db"));
  }

  @AfterEach
  void close() {
    store.close();
    other.close();
  }

  @Test
  void whatNobodyChangesIsSavedOnce() {
    List<Boolean> saved = new ArrayList<>();

    store.replaceWith(copy, () -> saved.add(has(store, "later")));
    assertThat(saved).containsExactly(true);
    assertThat(has(other, "copied")).isTrue();
    assertThat(has(other, "later")).isFalse();
  }

  @Test
  void whatOthersWriteMeanwhileIsSavedBeforeItIsReplaced() {
    List<Boolean> saved = new ArrayList<>();

    store.replaceWith(
        copy,
        () -> {
          saved.add(has(store, "meanwhile"));
          if (saved.size() == 1) {
            add(other, "meanwhile");
          }
        });
    assertThat(saved).containsExactly(false, true);
    assertThat(has(other, "meanwhile")).isFalse();
    assertThat(has(other, "copied")).isTrue();
  }

  @Test
  void aSaveThatFailsReplacesNothing() {
    assertThatThrownBy(() ->
            store.replaceWith(
                copy,
                () -> {
                  throw new IllegalStateException("no room");
                }))
        .hasMessage("no room");
    assertThat(has(store, "later")).isTrue();
  }

  @Test
  void aLateSaveThatFailsIsTold() {
    List<Boolean> saved = new ArrayList<>();

    assertThatThrownBy(() ->
            store.replaceWith(
                copy,
                () -> {
                  saved.add(true);
                  if (saved.size() == 2) {
                    throw new IllegalStateException("no room");
                  }
                  add(other, "meanwhile");
                }))
        .isInstanceOf(TrackerException.StoreUnavailable.class)
        .hasMessageContaining("is replaced, but what another program wrote to it meanwhile");
    assertThat(has(store, "copied")).isTrue();
    add(store, "afterwards");
  }

  private void add(SqlStore to, String name) {
    Id id = new Id("%016d".formatted(number++));
    to.write(writer -> {
      writer.add(new SavedSearch(id, 1, name, "x", Instant.EPOCH));
      return id;
    });
  }

  private static boolean has(SqlStore in, String name) {
    return in.read(
        (StoreReader reader) -> reader.savedSearchNamed(SearchText.key(name)).isPresent());
  }
}
