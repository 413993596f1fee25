/// Tests of what guests report.
package dev.jebpf.guest.inside;
