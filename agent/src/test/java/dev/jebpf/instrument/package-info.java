/// Tests of weaving, on classes made by the test run itself.
package dev.jebpf.instrument;
