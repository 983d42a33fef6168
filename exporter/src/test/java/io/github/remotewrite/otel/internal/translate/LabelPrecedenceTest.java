/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import static io.github.remotewrite.otel.internal.translate.TestMetrics.RESOURCE;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.SCOPE;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.gauge;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.histogram;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.histogramPoint;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.point;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.pointAfter;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.summary;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.summaryPoint;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.annotations.SerializedName;
import io.github.remotewrite.otel.TranslationStrategy;
import io.github.remotewrite.otel.internal.translate.RecordingBatch.Written;
import io.github.remotewrite.otel.internal.translate.name.GoldenCases;
import io.github.remotewrite.otel.internal.translate.name.LabelNamer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LabelPrecedenceTest {
  static Stream<Case> cases() {
    return GoldenCases.read("label-sets.json", Case[].class).stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void labelsAreThoseOfTheReference(Case golden) {
    RecordingBatch batch =
        new TestTranslator(golden.toSettings())
            .translate(
                gauge(
                    Resource.create(TestMetrics.attributes(golden.resource)),
                    golden.scope == null ? InstrumentationScopeInfo.empty() : golden.scope.toInfo(),
                    "test_metric",
                    "",
                    point(1, TestMetrics.attributes(golden.attributes))));

    if (golden.expected != null) {
      assertThat(batch.named("test_metric").get(0).labels()).isEqualTo(golden.expected);
    }
    if (golden.expectedTargetInfo != null) {
      assertThat(batch.named("target_info"))
          .extracting(Written::labels)
          .isEqualTo(
              golden.expectedTargetInfo.isEmpty() ? List.of() : List.of(golden.expectedTargetInfo));
    }
  }

  @Test
  void pointWinsOverScopeOverPromotedOverExternal() {
    String key = "otel_scope_x";
    TestSettings settings =
        new TestSettings()
            .setPromotedAttributes(key::equals)
            .setExternalLabels(Map.of(key, "external"));
    Resource resource = RESOURCE.merge(Resource.create(Attributes.of(stringKey(key), "promoted")));
    InstrumentationScopeInfo scope =
        InstrumentationScopeInfo.builder("s")
            .setAttributes(Attributes.of(stringKey("x"), "scope"))
            .build();
    Attributes attributes = Attributes.of(stringKey(key), "point");

    RecordingBatch batch =
        new TestTranslator(settings)
            .translate(
                gauge(resource, scope, "a", "", point(1, attributes)),
                gauge(resource, scope, "b", "", point(1)),
                gauge(resource, SCOPE, "c", "", point(1)),
                gauge(RESOURCE, SCOPE, "d", "", point(1)));

    assertThat(batch.named("a").get(0).label(key)).isEqualTo("point");
    assertThat(batch.named("b").get(0).label(key)).isEqualTo("scope");
    assertThat(batch.named("c").get(0).label(key)).isEqualTo("promoted");
    assertThat(batch.named("d").get(0).label(key)).isEqualTo("external");
  }

  @Test
  void externalLabelsStandOnEverySeriesAndReplaceNothing() {
    TestSettings settings =
        new TestSettings()
            .setExternalLabels(
                Map.of("cluster", "c", "job", "x", "instance", "x", "host_name", "x", "le", "x"));

    RecordingBatch batch =
        new TestTranslator(settings)
            .translate(histogram("h", histogramPoint(new double[] {1}, 1, 1)));

    assertThat(batch.samples())
        .hasSize(5)
        .allSatisfy(
            sample ->
                assertThat(sample.labels())
                    .containsEntry("cluster", "c")
                    .containsEntry("job", "demo/shop")
                    .containsEntry("instance", "one"));
    assertThat(batch.named("target_info").get(0).label("host_name")).isEqualTo("h1");
    assertThat(batch.named("h_bucket")).extracting(s -> s.label("le")).containsExactly("1", "+Inf");
  }

  @Test
  void scopeLabelsCanBeSwitchedOff() {
    InstrumentationScopeInfo scope =
        InstrumentationScopeInfo.builder("s")
            .setVersion("1")
            .setSchemaUrl("u")
            .setAttributes(Attributes.of(stringKey("x"), "y"))
            .build();

    RecordingBatch batch =
        new TestTranslator(new TestSettings().setScopeLabels(false))
            .translate(gauge(RESOURCE, scope, "g", "", point(1)));

    assertThat(batch.named("g").get(0).labels())
        .isEqualTo(Map.of("__name__", "g", "job", "demo/shop", "instance", "one"));
  }

  @Test
  void collidingResourceAttributesAreJoinedOnTargetInfo() {
    Resource resource =
        RESOURCE.merge(
            Resource.create(
                Attributes.of(stringKey("k8s_pod_name"), "bar", stringKey("k8s.pod.name"), "foo")));

    RecordingBatch batch =
        new TestTranslator().translate(gauge(resource, SCOPE, "g", "", point(1)));

    assertThat(batch.named("target_info").get(0).label("k8s_pod_name")).isEqualTo("foo;bar");
  }

  @Test
  void targetInfoCanBeSwitchedOff() {
    TestTranslator translator = new TestTranslator(new TestSettings().setTargetInfo(false));
    Resource resource = RESOURCE.merge(Resource.create(Attributes.of(stringKey("..."), "x")));

    RecordingBatch batch = translator.translate(gauge(resource, SCOPE, "g", "", point(1)));

    assertThat(batch.samples()).extracting(s -> s.label("__name__")).containsExactly("g");
    assertThat(translator.dropped()).isEmpty();
  }

  @Test
  void resourceAttributeThatNoLabelCanBeMadeOfCostsNoOtherAttribute() {
    TestTranslator translator =
        new TestTranslator(new TestSettings().setPromotedAttributes(key -> true));
    Resource resource = RESOURCE.merge(Resource.create(Attributes.of(stringKey("..."), "x")));

    RecordingBatch batch = translator.translate(gauge(resource, SCOPE, "g", "", point(1)));
    translator.translate(gauge(resource, SCOPE, "g", "", pointAfter(1, 1)));

    assertThat(batch.named("target_info").get(0).label("host_name")).isEqualTo("h1");
    assertThat(batch.named("g").get(0).label("host_name")).isEqualTo("h1");
    assertThat(translator.dropped()).isEmpty();
    assertThat(translator.warnings())
        .singleElement()
        .asString()
        .contains("key=..., metric=target_info");
  }

  @Test
  void attributeThatIsReplacedIsSaidOnceForEachMetricAndLabel() {
    TestTranslator translator = new TestTranslator();
    Attributes attributes =
        Attributes.of(
            stringKey("job"), "x",
            stringKey("instance"), "x",
            stringKey("le"), "x",
            stringKey("quantile"), "x");
    Attributes others = attributes.toBuilder().put("k", "v").build();
    for (Attributes one : List.of(attributes, others)) {
      translator.translate(
          gauge("g", "", point(1, one)),
          histogram("h", histogramPoint(1, 2, List.of(1.0), List.of(1L, 1L), one)),
          summary(RESOURCE, SCOPE, "s", "", summaryPoint(1, 1, one, new double[] {0.5, 1})));
    }

    assertThat(translator.warnings())
        .extracting(line -> line.substring(line.indexOf("label=")))
        .containsExactlyInAnyOrder(
            "label=job, metric=g",
            "label=instance, metric=g",
            "label=job, metric=h",
            "label=instance, metric=h",
            "label=le, metric=h",
            "label=job, metric=s",
            "label=instance, metric=s",
            "label=quantile, metric=s");
  }

  @Test
  void externalLabelThatIsReplacedIsNotSaid() {
    TestTranslator translator =
        new TestTranslator(new TestSettings().setExternalLabels(Map.of("le", "x", "job", "x")));

    translator.translate(histogram("h", histogramPoint(new double[] {1}, 1, 1)));

    assertThat(translator.warnings()).isEmpty();
  }

  record Case(
      @SerializedName("case") String title,
      Map<String, String> resource,
      Map<String, String> attributes,
      TranslatorGoldenTest.@Nullable Scope scope,
      boolean scopeLabels,
      @Nullable List<String> promote,
      @Nullable String promotePrefix,
      boolean identifyingAttributesKept,
      boolean underscoreSanitization,
      boolean preserveMultipleUnderscores,
      @Nullable Map<String, String> expected,
      @Nullable Map<String, String> expectedTargetInfo) {
    TestSettings toSettings() {
      return new TestSettings()
          .setScopeLabels(scopeLabels)
          .setIdentifyingAttributesKept(identifyingAttributesKept)
          .setPromotedAttributes(this::isPromoted)
          .setLabelNamer(
              new LabelNamer(
                  TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES,
                  underscoreSanitization,
                  preserveMultipleUnderscores));
    }

    private boolean isPromoted(String key) {
      return (promote != null && promote.contains(key))
          || (promotePrefix != null && key.startsWith(promotePrefix));
    }

    @Override
    public String toString() {
      return title;
    }
  }
}
