package dev.jebpf.jfr;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import jdk.jfr.ContentType;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.MetadataDefinition;

/// Content type: what a system call returned: a count, a descriptor, 0, or a negated errno.
@MetadataDefinition
@ContentType
@Label("System call result")
@Description("What a system call returned: a count, a descriptor, 0, or a negated errno.")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface SystemCallResult {}
