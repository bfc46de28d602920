package host

import (
	"bytes"
	"strings"
	"sync"
)

const (
	tailBytes = 8 << 10
	lineBytes = 64 << 10
)

// tail keeps the last words a connector wrote to standard error. It begins at
// the beginning of a line: half a secret could not be recognised and taken out.
//
// Of a crash it also keeps how that began: a runtime that tells all its stacks
// says first what happened.
type tail struct {
	mu    sync.Mutex
	text  []byte
	cut   bool
	fatal string
}

// fatalWords begin the line in which a Go runtime says why it ends.
var fatalWords = [][]byte{[]byte("fatal error: "), []byte("panic: ")}

func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, words := range fatalWords {
		if t.fatal == "" && bytes.HasPrefix(b, words) {
			line, _, _ := bytes.Cut(b, []byte("\n"))
			t.fatal = string(line)
		}
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
		if t.fatal != "" {
			text = t.fatal + "\n" + text
		}
	}
	return strings.TrimSpace(strings.ToValidUTF8(withoutChatter(text), "\uFFFD"))
}

// withoutChatter leaves out the lines in which the connector's plumbing tells of itself: they are no last words.
func withoutChatter(text string) string {
	var kept strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, `{"@level":"debug"`) && !strings.HasPrefix(line, `{"@level":"trace"`) {
			kept.WriteString(line)
		}
	}
	return kept.String()
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
