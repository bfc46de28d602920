package main

import "hash/maphash"

// seen remembers which ids have come, in eight to sixteen bytes for each. It
// keeps their hashes: that two of five million ids share one is as likely as
// one in a million.
type seen struct {
	seed   maphash.Seed
	shards [256]shard
}

type shard struct {
	slots []uint64
	used  int
}

func newSeen() *seen { return &seen{seed: maphash.MakeSeed()} }

// add reports whether the id is new.
func (s *seen) add(id string) bool {
	h := s.hash(id)
	return s.shards[h>>56].add(h)
}

func (s *seen) has(id string) bool {
	h := s.hash(id)
	one := &s.shards[h>>56]
	return len(one.slots) > 0 && one.slots[one.find(h)] == h
}

func (s *seen) hash(id string) uint64 { return max(1, maphash.String(s.seed, id)) }

// find gives the slot that the hash has, or would get.
func (s *shard) find(h uint64) int {
	mask := len(s.slots) - 1
	i := int(h) & mask
	for s.slots[i] != 0 && s.slots[i] != h {
		i = (i + 1) & mask
	}
	return i
}

func (s *shard) add(h uint64) bool {
	if s.used*4 >= len(s.slots)*3 {
		s.grow()
	}
	i := s.find(h)
	if s.slots[i] == h {
		return false
	}
	s.slots[i] = h
	s.used++
	return true
}

func (s *shard) grow() {
	old := s.slots
	s.slots = make([]uint64, max(16, 2*len(old)))
	for _, h := range old {
		if h != 0 {
			s.slots[s.find(h)] = h
		}
	}
}
