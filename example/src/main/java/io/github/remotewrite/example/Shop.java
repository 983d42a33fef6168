/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example;

import io.github.remotewrite.example.Catalog.Country;
import io.github.remotewrite.example.Catalog.Payment;
import io.github.remotewrite.example.Catalog.Product;
import io.github.remotewrite.example.Catalog.Warehouse;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * A simulated coffee shop that records what happens in it with every kind of instrument of the
 * OpenTelemetry API.
 *
 * <p>Its time passes by {@link #tick} only, and equal seeds and ticks give equal numbers.
 * Thread-safe: the SDK reads its state while it ticks.
 */
public final class Shop {
  /** The scope of all instruments. */
  public static final String SCOPE = "io.github.remotewrite.example";

  private static final long MAX_STEP_MILLIS = 1_000;
  private static final int REORDER_LEVEL = 60;
  private static final int REORDER_ITEMS = 240;
  private static final double COST_SHARE = 0.7; // of the price
  private static final int VAN_CAPACITY = 40;
  private static final double DAY_SECONDS = 120;

  private final ShopRecorder recorder;
  private final Dice dice;
  private final Map<Product, Integer> stock = new EnumMap<>(Product.class);
  private final Map<Warehouse, Double> celsius = new EnumMap<>(Warehouse.class);
  private double seconds;
  private long carts;
  private long parcels;
  private double discount = 0.05;
  private double balance = 12_000;
  private long visitors;
  private long bytesSent;
  private double robotSeconds;

  private Shop(ShopRecorder recorder, Dice dice) {
    this.recorder = recorder;
    this.dice = dice;
  }

  /** Opens a shop that records with a meter of this provider. */
  public static Shop open(MeterProvider provider, long seed) {
    Meter meter = provider.get(SCOPE);
    Shop shop = new Shop(new ShopRecorder(meter), new Dice(seed));
    shop.fillShelves();
    ShopObservers.register(meter, shop);
    return shop;
  }

  private synchronized void fillShelves() {
    for (Product product : Product.values()) {
      stock.put(product, 0);
      restock(product);
    }
    for (Warehouse warehouse : Warehouse.values()) {
      celsius.put(warehouse, warehouse.celsius());
    }
  }

  /** Lets time pass in the shop. */
  public synchronized void tick(Duration elapsed) {
    // In steps: the number of events in a long one would need another algorithm.
    for (long rest = elapsed.toMillis(); rest > 0; rest -= MAX_STEP_MILLIS) {
      step(Math.min(rest, MAX_STEP_MILLIS) / 1e3);
    }
  }

  private void step(double stepSeconds) {
    seconds += stepSeconds;
    double daytime = Math.sin(2 * Math.PI * seconds / DAY_SECONDS); // -1 at night, 1 at noon
    visitors = Math.max(0, Math.round(dice.around(90 + 50 * daytime, 4)));
    browse(stepSeconds);
    int checkouts = dice.events(stepSeconds * (4 + 2 * daytime));
    for (int i = 0; i < checkouts && carts > 0; i++) {
      checkout();
    }
    runWarehouse(stepSeconds, daytime);
  }

  private void browse(double stepSeconds) {
    int clicks = dice.events(stepSeconds * visitors / 10);
    for (int i = 0; i < clicks; i++) {
      recorder.clicked(dice.upTo(1_000));
      bytesSent += (long) dice.longTail(24_000);
    }
    int searches = dice.events(stepSeconds * visitors / 20);
    for (int i = 0; i < searches; i++) {
      recorder.searched(dice.chance(0.15) ? 0 : (long) dice.longTail(12));
    }
    changeCarts(dice.events(stepSeconds * visitors / 16));
    changeCarts(-Math.min(carts, dice.events(stepSeconds * carts / 40)));
    if (dice.chance(stepSeconds / 10)) {
      discount = 0.05 * (1 + dice.upTo(4));
    }
    recorder.discountSet(discount);
  }

  private void checkout() {
    changeCarts(-1);
    Country country = dice.oneOf(Country.values());
    Payment payment = dice.oneOf(Payment.values());
    int items = 1 + dice.events(2.2);
    double price = 0;
    for (int i = 0; i < items; i++) {
      price += (1 - discount) * take(dice.oneOf(Product.values()));
    }
    double paymentSeconds = dice.longTail(payment.medianSeconds());
    recorder.ordered(country, payment, items, price);
    recorder.paid(payment, paymentSeconds, paymentSeconds + dice.longTail(0.09));
    recorder.shipped(dice.longTail(country.distanceKm()));
    balance += price;
    parcels++;
  }

  /** Takes an item from its shelf and returns its price. */
  private double take(Product product) {
    stock.merge(product, -1, Integer::sum);
    recorder.stockChanged(product, -1);
    if (stock.getOrDefault(product, 0) < REORDER_LEVEL) {
      restock(product);
    }
    return product.price();
  }

  private void restock(Product product) {
    stock.merge(product, REORDER_ITEMS, Integer::sum);
    recorder.stockChanged(product, REORDER_ITEMS);
    balance -= REORDER_ITEMS * product.price() * COST_SHARE;
  }

  private void runWarehouse(double stepSeconds, double daytime) {
    robotSeconds += stepSeconds * Math.min(1, 0.2 + parcels / (double) VAN_CAPACITY);
    if (parcels >= VAN_CAPACITY) {
      parcels = 0;
    }
    recorder.parcelsWaiting(parcels);
    for (Warehouse warehouse : Warehouse.values()) {
      celsius.put(warehouse, dice.around(warehouse.celsius() + daytime, 0.1));
    }
  }

  private void changeCarts(long change) {
    carts += change;
    recorder.cartsChanged(change);
  }

  synchronized long bytesSent() {
    return bytesSent;
  }

  synchronized double robotSeconds() {
    return robotSeconds;
  }

  synchronized long stock(Product product) {
    return stock.getOrDefault(product, 0);
  }

  synchronized double balance() {
    return balance;
  }

  synchronized long visitors() {
    return visitors;
  }

  synchronized double celsius(Warehouse warehouse) {
    return celsius.getOrDefault(warehouse, warehouse.celsius());
  }
}
