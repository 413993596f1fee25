package dev.jebpf.jfr;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import jdk.jfr.ContentType;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.MetadataDefinition;

/// Content type: a Java stack as text.
@MetadataDefinition
@ContentType
@Label("Java stack")
@Description("A Java stack, a frame a line, the last called first.")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface StackText {}
