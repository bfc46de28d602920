package sqlstore

// fingerprintSet is a set of fingerprints in one slice, with open addressing: a read brings a million of them, and looking each up
// in a map costs as much as the rest of its judging.
type fingerprintSet struct {
	slots []fingerprint // a power of two of them, 0 for an empty one
	shift uint          // of a spread fingerprint, to its slot
	count int
	zero  bool // 0 itself is in it
}

const (
	fewestSlots = 10 // as a power of two
	wordBits    = 64
	// goldenRatio spreads fingerprints over the slots (Knuth, The Art of Computer Programming, volume 3, section 6.4).
	goldenRatio = 0x9E3779B97F4A7C15
)

// add puts a fingerprint into the set and reports whether it was not there before.
func (s *fingerprintSet) add(f fingerprint) bool {
	if f == 0 {
		added := !s.zero
		s.zero = true
		return added
	}
	if 4*(s.count+1) > 3*len(s.slots) {
		s.grow()
	}
	if !s.put(f) {
		return false
	}
	s.count++
	return true
}

func (s *fingerprintSet) put(f fingerprint) bool {
	for i := f * goldenRatio >> s.shift; ; i = (i + 1) & fingerprint(len(s.slots)-1) {
		if s.slots[i] == f {
			return false
		}
		if s.slots[i] == 0 {
			s.slots[i] = f
			return true
		}
	}
}

func (s *fingerprintSet) grow() {
	old := s.slots
	if s.slots = make([]fingerprint, max(1<<fewestSlots, 4*len(old))); s.shift == 0 {
		s.shift = wordBits - fewestSlots
	} else {
		s.shift -= 2
	}
	for _, f := range old {
		if f != 0 {
			s.put(f)
		}
	}
}
