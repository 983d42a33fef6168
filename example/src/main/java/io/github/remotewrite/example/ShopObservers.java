/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example;

import io.github.remotewrite.example.Catalog.Product;
import io.github.remotewrite.example.Catalog.Warehouse;
import io.opentelemetry.api.metrics.Meter;

/** The asynchronous instruments: the SDK asks the shop for its state at each collection. */
final class ShopObservers {
  private ShopObservers() {}

  // The instruments live as long as their meter, so nobody closes them.
  @SuppressWarnings("resource")
  static void register(Meter meter, Shop shop) {
    meter
        .counterBuilder("shop.network.sent")
        .setDescription("Bytes of all pages delivered")
        .setUnit("By")
        .buildWithCallback(measurement -> measurement.record(shop.bytesSent()));
    meter
        .counterBuilder("shop.robot.work")
        .ofDoubles()
        .setDescription("Time the warehouse robot has worked")
        .setUnit("s")
        .buildWithCallback(measurement -> measurement.record(shop.robotSeconds()));
    meter
        .upDownCounterBuilder("shop.stock")
        .setDescription("Items on the shelves")
        .setUnit("{item}")
        .buildWithCallback(
            measurement -> {
              for (Product product : Product.values()) {
                measurement.record(shop.stock(product), product.attributes());
              }
            });
    meter
        .upDownCounterBuilder("shop.balance")
        .ofDoubles()
        .setDescription("Balance of the shop's account")
        .setUnit("EUR")
        .buildWithCallback(measurement -> measurement.record(shop.balance()));
    meter
        .gaugeBuilder("shop.visitors")
        .ofLongs()
        .setDescription("Visitors on the site")
        .setUnit("{visitor}")
        .buildWithCallback(measurement -> measurement.record(shop.visitors()));
    meter
        .gaugeBuilder("shop.temperature")
        .setDescription("Temperature between the shelves")
        .setUnit("Cel")
        .buildWithCallback(
            measurement -> {
              for (Warehouse warehouse : Warehouse.values()) {
                measurement.record(shop.celsius(warehouse), warehouse.attributes());
              }
            });
  }
}
