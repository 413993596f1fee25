package dev.jebpf.jfr;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import jdk.jfr.ContentType;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.MetadataDefinition;

/// Content type: a name or a sentence, as it is.
@MetadataDefinition
@ContentType
@Label("Name")
@Description("A name or a sentence, as it is.")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface Name {}
