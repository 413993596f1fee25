package dev.jebpf.jfr;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import jdk.jfr.ContentType;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.MetadataDefinition;

/// Content type: the number of a thread, of Java or of the kernel.
@MetadataDefinition
@ContentType
@Label("Thread id")
@Description("The number of a thread, of Java or of the kernel.")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface ThreadId {}
