/// Tests of the options' syntax.
package dev.jebpf.config;
