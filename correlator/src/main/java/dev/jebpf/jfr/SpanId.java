package dev.jebpf.jfr;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import jdk.jfr.ContentType;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.MetadataDefinition;

/// Content type: the number of one call of an instrumented method, unique in a JVM; 0 for none.
@MetadataDefinition
@ContentType
@Label("Span id")
@Description("The number of one call of an instrumented method, unique in a JVM; 0 for none.")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface SpanId {}
