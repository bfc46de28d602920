package sqlstore

import (
	"encoding/binary"
	"iter"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// idSet is a set of the book's own ids, which are dense: one bit each, in blocks made where they are needed.
type idSet map[int64]*[idBlock / 64]uint64

const idBlock = 1 << 14

func (s idSet) add(id int64) {
	block := s[id/idBlock]
	if block == nil {
		block = new([idBlock / 64]uint64)
		s[id/idBlock] = block
	}
	block[id%idBlock/64] |= 1 << (id % 64)
}

func (s idSet) has(id int64) bool {
	block := s[id/idBlock]
	return block != nil && block[id%idBlock/64]&(1<<(id%64)) != 0
}

// all gives the ids in no order.
func (s idSet) all() iter.Seq[int64] {
	return func(yield func(int64) bool) {
		for high, block := range s {
			for low := range int64(idBlock) {
				if block[low/64]&(1<<(low%64)) != 0 && !yield(high*idBlock+low) {
					return
				}
			}
		}
	}
}

// packIDs writes ids as differences, each a signed variable-length integer: one byte or two for most.
func packIDs(ids []int64) []byte {
	out, last := make([]byte, 0, 2*len(ids)), int64(0)
	for _, id := range ids {
		out = binary.AppendVarint(out, id-last)
		last = id
	}
	return out
}

func unpackIDs(packed []byte, into idSet) error {
	for last := int64(0); len(packed) > 0; {
		step, n := binary.Varint(packed)
		last += step
		if n <= 0 || last < 0 {
			return fault.New(store.Truncated, "the notes of a read in the book cannot be read").WithHint("restore a backup")
		}
		into.add(last)
		packed = packed[n:]
	}
	return nil
}
