package dev.jobstream.llm.http;

import java.nio.ByteBuffer;

/** A JSON value on each line. Blank lines are skipped; the last line needs no end. */
final class NdjsonReader implements EventReader {
  private final Lines lines = new Lines();

  @Override
  public void add(ByteBuffer more) {
    lines.add(more);
  }

  @Override
  public boolean next() {
    while (lines.next()) {
      if (!blank()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean last() {
    return lines.rest() && !blank();
  }

  private boolean blank() {
    for (int i = lines.start(); i < lines.end(); i++) {
      if (lines.bytes()[i] != ' ' && lines.bytes()[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  @Override
  public byte[] bytes() {
    return lines.bytes();
  }

  @Override
  public int start() {
    return lines.start();
  }

  @Override
  public int end() {
    return lines.end();
  }
}
