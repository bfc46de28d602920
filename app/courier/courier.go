// Package courier is the way out of the house. Each part stands alone: text renders what a notice says, notice is one
// demand with all its figures, letter and mail give it its two shapes, outbox sees that each leaves at most once.
package courier
