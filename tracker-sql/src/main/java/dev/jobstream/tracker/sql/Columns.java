package dev.jobstream.tracker.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.jobstream.tracker.applications.Id;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values as both databases hold them: days and amounts as texts, moments as milliseconds. */
final class Columns {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private Columns() {}

  static Id id(ResultSet row, String column) throws SQLException {
    return new Id(row.getString(column));
  }

  static @Nullable Id idOrNull(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? null : new Id(text);
  }

  static @Nullable String text(ResultSet row, String column) throws SQLException {
    return row.getString(column);
  }

  static LocalDate day(ResultSet row, String column) throws SQLException {
    return LocalDate.parse(row.getString(column));
  }

  static @Nullable LocalDate dayOrNull(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? null : LocalDate.parse(text);
  }

  static Instant moment(ResultSet row, String column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  static @Nullable Instant momentOrNull(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  static @Nullable BigDecimal amountOrNull(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? null : new BigDecimal(text);
  }

  static <E extends Enum<E>> E value(Class<E> type, ResultSet row, String column)
      throws SQLException {
    return Enum.valueOf(type, row.getString(column));
  }

  static <E extends Enum<E>> @Nullable E valueOrNull(Class<E> type, ResultSet row, String column)
      throws SQLException {
    String text = row.getString(column);
    return text == null ? null : Enum.valueOf(type, text);
  }

  static List<String> list(ResultSet row, String column) throws SQLException {
    try {
      return List.of(JSON.readValue(row.getString(column), String[].class));
    } catch (JsonProcessingException e) {
      throw new SQLException("The column `%s` holds no list.".formatted(column), e);
    }
  }

  static String of(List<String> list) {
    try {
      return JSON.writeValueAsString(list);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts can be written.", e);
    }
  }

  static @Nullable String of(@Nullable Id id) {
    return id == null ? null : id.text();
  }

  static @Nullable String of(@Nullable LocalDate day) {
    return day == null ? null : day.toString();
  }

  static @Nullable Long of(@Nullable Instant moment) {
    return moment == null ? null : moment.toEpochMilli();
  }

  static @Nullable String of(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
  }

  static @Nullable String of(@Nullable BigDecimal amount) {
    return amount == null ? null : amount.toPlainString();
  }
}
