// Package scheduler decides when things run. due.go is pure: from a schedule, its last slot and the present moment it
// tells what is owed, and so survives sleep, restart, daylight saving and a clock that was set. Everything else only
// wakes it: gocron rings every half minute, nothing more is trusted to a timer.
//
// The package knows nothing of what it runs and nothing of the book. It asks two ports: the Ledger, whose unique rows
// make a slot run at most once however many programs look at the same book, and the Lease, which keeps all but one of
// them from looking at all.
package scheduler
