package dev.jebpf.jfr;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import jdk.jfr.ContentType;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.MetadataDefinition;

/// Content type: the name of a thread.
@MetadataDefinition
@ContentType
@Label("Thread name")
@Description("The name of a thread.")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface ThreadName {}
