/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;

/** What the shop sells, to whom, and from where; each with its attributes, made once. */
// Attributes are immutable, whatever Error Prone knows of them.
@SuppressWarnings("ImmutableEnumChecker")
final class Catalog {
  static final AttributeKey<String> COUNTRY = AttributeKey.stringKey("country");
  static final AttributeKey<String> PAYMENT = AttributeKey.stringKey("payment");
  static final AttributeKey<String> PRODUCT = AttributeKey.stringKey("product");
  static final AttributeKey<String> WAREHOUSE = AttributeKey.stringKey("warehouse");

  private Catalog() {}

  enum Country {
    AT(30),
    DE(120),
    PL(400);

    private final double distanceKm;
    private final Attributes attributes = Attributes.of(COUNTRY, name());

    Country(double distanceKm) {
      this.distanceKm = distanceKm;
    }

    double distanceKm() {
      return distanceKm;
    }

    Attributes attributes() {
      return attributes;
    }

    Attributes attributes(Payment payment) {
      return attributes.toBuilder().put(PAYMENT, payment.label).build();
    }
  }

  enum Payment {
    CARD("card", 0.18),
    TRANSFER("transfer", 0.65);

    private final String label;
    private final double medianSeconds;
    private final Attributes attributes;

    Payment(String label, double medianSeconds) {
      this.label = label;
      this.medianSeconds = medianSeconds;
      attributes = Attributes.of(PAYMENT, label);
    }

    double medianSeconds() {
      return medianSeconds;
    }

    Attributes attributes() {
      return attributes;
    }
  }

  enum Product {
    ESPRESSO("espresso beans", 17.9, 1.0),
    FILTER("filter coffee", 12.5, 0.5),
    MUG("mug", 9.0, 0.35);

    private final double price;
    private final double weightKg;
    private final Attributes attributes;

    Product(String label, double price, double weightKg) {
      this.price = price;
      this.weightKg = weightKg;
      attributes = Attributes.of(PRODUCT, label);
    }

    double price() {
      return price;
    }

    double weightKg() {
      return weightKg;
    }

    Attributes attributes() {
      return attributes;
    }
  }

  enum Warehouse {
    GRAZ("Graz", 18.5),
    COLD_STORE("Cold store", 4);

    private final double celsius;
    private final Attributes attributes;

    Warehouse(String label, double celsius) {
      this.celsius = celsius;
      attributes = Attributes.of(WAREHOUSE, label);
    }

    double celsius() {
      return celsius;
    }

    Attributes attributes() {
      return attributes;
    }
  }
}
