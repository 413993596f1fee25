/// Tests of how guests are made and read, without one.
package dev.jebpf.guest;
