package dev.jebpf.jfr;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import jdk.jfr.ContentType;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.MetadataDefinition;

/// Content type: class and method: `com.acme.Orders.place`, with parameter types where it is
/// overloaded.
@MetadataDefinition
@ContentType
@Label("Method")
@Description(
    "Class and method: com.acme.Orders.place, with parameter types where it is overloaded.")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface MethodName {}
