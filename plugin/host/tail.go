package host

import (
	"bytes"
	"slices"
	"strings"
	"sync"
)

const (
	tailBytes = 8 << 10
	lineBytes = 64 << 10
)

// tail keeps the last words a connector wrote to standard error. It begins at
// the beginning of a line: half a secret could not be recognised and taken out.
// What a Go runtime tells of its stacks when it ends is left out: it says before
// what happened, and the log has it all.
type tail struct {
	mu            sync.Mutex
	text          []byte
	cut           bool
	dying, closed bool
}

var (
	// dyingWords begin the line in which a Go runtime says why it ends.
	dyingWords = []string{"fatal error: ", "panic: ", "runtime: out of memory"}
	// stackWords begin the first line of its stacks.
	stackWords = []string{"goroutine ", "runtime stack:"}
)

func beginsDying(line string) bool { return begins(line, dyingWords) }

func begins(line string, words []string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return strings.HasPrefix(line, word) })
}

func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	line := string(b[:min(len(b), 100)])
	t.dying = t.dying || beginsDying(line)
	if t.closed = t.closed || t.dying && begins(line, stackWords); t.closed {
		return len(b), nil
	}
	t.text = append(t.text, b...)
	if extra := len(t.text) - tailBytes; extra > 0 {
		t.text = append(t.text[:0], t.text[extra:]...)
		t.cut = true
	}
	return len(b), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	text := string(t.text)
	if t.cut {
		_, text, _ = strings.Cut(text, "\n")
	}
	return strings.TrimSpace(strings.ToValidUTF8(withoutChatter(text), "\uFFFD"))
}

// withoutChatter leaves out the lines in which the connector's plumbing tells of itself: they are no last words.
func withoutChatter(text string) string {
	var kept strings.Builder
	for line := range strings.Lines(text) {
		if !isChatter(line) {
			kept.WriteString(line)
		}
	}
	return kept.String()
}

// isChatter: the plumbing writes the level first, plugin/sdk behind the moment.
func isChatter(line string) bool {
	rest, found := strings.CutPrefix(line, `{"@timestamp":"`)
	if found {
		_, rest, _ = strings.Cut(rest, `",`)
		rest = "{" + rest
	} else {
		rest = line
	}
	return strings.HasPrefix(rest, `{"@level":"debug"`) || strings.HasPrefix(rest, `{"@level":"trace"`)
}

// lines gathers what arrives in pieces and passes it on line by line, so that a
// secret is never cut in two before it is looked for.
type lines struct {
	mu      sync.Mutex
	pending []byte
	take    func(line string)
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pending = append(l.pending, b...)
	for {
		line, rest, found := bytes.Cut(l.pending, []byte("\n"))
		if !found && len(l.pending) < lineBytes {
			return len(b), nil
		}
		l.take(string(line))
		l.pending = append(l.pending[:0], rest...)
	}
}
