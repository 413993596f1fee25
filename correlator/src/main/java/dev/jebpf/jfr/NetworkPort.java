package dev.jebpf.jfr;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import jdk.jfr.ContentType;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.MetadataDefinition;

/// Content type: a TCP port.
@MetadataDefinition
@ContentType
@Label("Network port")
@Description("A TCP port.")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface NetworkPort {}
