/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example;

import io.github.remotewrite.example.Catalog.Country;
import io.github.remotewrite.example.Catalog.Payment;
import io.github.remotewrite.example.Catalog.Product;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleUpDownCounter;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;

/** The synchronous instruments: the shop records an event when it happens. */
final class ShopRecorder {
  private static final AttributeKey<Long> CUSTOMER = AttributeKey.longKey("customer");

  private final LongCounter orders;
  private final DoubleCounter revenue;
  private final LongCounter clicks;
  private final LongUpDownCounter carts;
  private final DoubleUpDownCounter stockWeight;
  private final LongHistogram searchResults;
  private final LongHistogram basketItems;
  private final DoubleHistogram checkoutDuration;
  private final DoubleHistogram paymentDuration;
  private final DoubleHistogram deliveryDistance;
  private final LongGauge parcels;
  private final DoubleGauge discount;

  ShopRecorder(Meter meter) {
    orders =
        meter
            .counterBuilder("shop.orders")
            .setDescription("Orders that were paid")
            .setUnit("{order}")
            .build();
    revenue =
        meter
            .counterBuilder("shop.revenue")
            .ofDoubles()
            .setDescription("What customers have paid")
            .setUnit("EUR")
            .build();
    clicks =
        meter
            .counterBuilder("shop.clicks")
            .setDescription("Clicks of each customer: too many series to be kept")
            .setUnit("{click}")
            .build();
    carts =
        meter
            .upDownCounterBuilder("shop.carts")
            .setDescription("Carts that have something in them")
            .setUnit("{cart}")
            .build();
    stockWeight =
        meter
            .upDownCounterBuilder("shop.stock.weight")
            .ofDoubles()
            .setDescription("Weight of everything on the shelves")
            .setUnit("kg")
            .build();
    searchResults =
        meter
            .histogramBuilder("shop.search.results")
            .ofLongs()
            .setDescription("Products found by a search")
            .setUnit("{product}")
            .build();
    basketItems =
        meter
            .histogramBuilder("shop.basket.items")
            .ofLongs()
            .setDescription("Items in an order")
            .setUnit("{item}")
            .build();
    checkoutDuration =
        meter
            .histogramBuilder("shop.checkout.duration")
            .setDescription("Time from the checkout to the confirmation")
            .setUnit("s")
            .build();
    paymentDuration =
        meter
            .histogramBuilder("shop.payment.duration")
            .setDescription("Time the payment provider takes")
            .setUnit("s")
            .build();
    deliveryDistance =
        meter
            .histogramBuilder("shop.delivery.distance")
            .setDescription("Way from the warehouse to the customer")
            .setUnit("km")
            .build();
    parcels =
        meter
            .gaugeBuilder("shop.parcels.waiting")
            .ofLongs()
            .setDescription("Parcels that wait for the van")
            .setUnit("{parcel}")
            .build();
    discount =
        meter
            .gaugeBuilder("shop.discount")
            .setDescription("Current discount, as a share of the price")
            .setUnit("1")
            .build();
  }

  void cartsChanged(long change) {
    carts.add(change);
  }

  void clicked(long customer) {
    clicks.add(1, Attributes.of(CUSTOMER, customer));
  }

  void searched(long results) {
    searchResults.record(results);
  }

  void ordered(Country country, Payment payment, long items, double price) {
    orders.add(1, country.attributes(payment));
    revenue.add(price, country.attributes());
    basketItems.record(items, country.attributes());
  }

  void paid(Payment payment, double paymentSeconds, double checkoutSeconds) {
    paymentDuration.record(paymentSeconds, payment.attributes());
    checkoutDuration.record(checkoutSeconds);
  }

  void shipped(double distanceKm) {
    deliveryDistance.record(distanceKm);
  }

  void stockChanged(Product product, long items) {
    stockWeight.add(items * product.weightKg());
  }

  void parcelsWaiting(long waiting) {
    parcels.set(waiting);
  }

  void discountSet(double share) {
    discount.set(share);
  }
}
