package dev.jebpf.jfr;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import jdk.jfr.ContentType;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.MetadataDefinition;

/// Content type: an IPv4 or IPv6 address without a port.
@MetadataDefinition
@ContentType
@Label("Network address")
@Description("An IPv4 or IPv6 address without a port.")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface NetworkAddress {}
