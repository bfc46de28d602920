package runner

import "sync"

// Snapshot is the state of long work: a phase in the words of the work's owner, and how much of it is done. Total 0 means
// that nobody knows how much there is.
type Snapshot struct {
	Phase string
	Done  int
	Total int
}

type progress struct {
	mu  sync.Mutex
	now Snapshot
}

func (p *progress) load() Snapshot {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.now
}

// Reporter is how work tells how far it has come. It may be called as often as one likes, from any goroutine: only the
// latest state is ever shown.
type Reporter struct{ progress *progress }

// Set replaces the state.
func (r *Reporter) Set(s Snapshot) {
	r.progress.mu.Lock()
	r.progress.now = s
	r.progress.mu.Unlock()
}

// Phase begins a new phase of total steps.
func (r *Reporter) Phase(name string, total int) { r.Set(Snapshot{Phase: name, Total: total}) }

// Step adds to what is done.
func (r *Reporter) Step(n int) {
	r.progress.mu.Lock()
	r.progress.now.Done += n
	r.progress.mu.Unlock()
}
