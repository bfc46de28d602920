// Package host runs connectors for the desk: it finds their programs, starts
// only the one whose checksum was approved, in a process of its own with a
// clean environment and a mutually authenticated channel, reads what they send
// within limits, recounts it, and stops them.
//
// A connector is an untrusted neighbour. Whatever it does (crash, hang, send
// garbage or far too much, lie about its counts) ends in one *Error that says
// what happened, to which connector, and what to do next.
package host
