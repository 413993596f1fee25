package dev.jebpf.samples.orders;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// One order.
///
/// @param id positive, given by the service
/// @param item one of [Warehouse#ITEMS]
/// @param quantity at least 1
/// @param cents price of the whole order
public record Order(long id, String customer, String item, int quantity, long cents) {

  /// An order from the fields of a form.
  ///
  /// @throws IllegalArgumentException naming the field that is missing or wrong
  static Order of(long id, Map<String, String> form) {
    String customer = required(form, "customer");
    String item = required(form, "item");
    int quantity = Integer.parseInt(required(form, "quantity"));
    if (quantity < 1 || quantity > 1_000) {
      throw new IllegalArgumentException("quantity=" + quantity + " is not in 1..1000");
    }
    return new Order(id, customer, item, quantity, Warehouse.cents(item) * quantity);
  }

  private static String required(Map<String, String> form, String field) {
    String value = form.get(field);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("field " + field + " is missing");
    }
    return value;
  }

  /// One line of JSON.
  String toJson() {
    return """
        {"id":%d,"customer":"%s","item":"%s","quantity":%d,"cents":%d}"""
        .formatted(id, customer.replace("\"", "\\\""), item, quantity, cents);
  }

  byte[] toJsonBytes() {
    return toJson().getBytes(StandardCharsets.UTF_8);
  }
}
