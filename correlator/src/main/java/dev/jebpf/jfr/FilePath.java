package dev.jebpf.jfr;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import jdk.jfr.ContentType;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.MetadataDefinition;

/// Content type: the path of a file, or the last components of it.
@MetadataDefinition
@ContentType
@Label("File path")
@Description("The path of a file, or the last components of it.")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface FilePath {}
