package host

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// Catalogue remembers the descriptions of connectors by checksum, so that a
// list of connectors or a connection form opens without starting a program. It
// is safe for concurrent use.
type Catalogue struct {
	file    string
	mu      sync.Mutex
	loaded  bool
	entries map[string]spec.Description
}

// NewCatalogue keeps its memory in the file, which is made when needed. A file
// that is missing or broken is an empty memory: it holds nothing that cannot be
// asked for again.
func NewCatalogue(file string) *Catalogue { return &Catalogue{file: file} }

// Describe returns the description of a program, from memory or by starting
// the program once, without any settings. Options.Approved may be empty: asking
// a connector what it is comes before approving it.
func (c *Catalogue) Describe(ctx context.Context, p Program, o Options) (spec.Description, error) {
	if d, ok := c.Known(p); ok {
		return d, nil
	}
	o.Approved = p.Checksum
	session, err := Start(ctx, p, o)
	if err != nil {
		return spec.Description{}, err
	}
	defer session.Close()
	d, err := session.Describe(ctx)
	if err != nil {
		return spec.Description{}, err
	}
	return d, c.remember(p, d)
}

// Known returns the description of a program if it is in memory.
func (c *Catalogue) Known(p Program) (spec.Description, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.load()
	d, ok := c.entries[p.Checksum]
	return d, ok && d.Kind == p.Kind
}

func (c *Catalogue) load() {
	if c.loaded {
		return
	}
	c.loaded, c.entries = true, map[string]spec.Description{}
	b, err := os.ReadFile(c.file)
	if err != nil || json.Unmarshal(b, &c.entries) != nil {
		c.entries = map[string]spec.Description{}
	}
	for checksum, d := range c.entries {
		if d.Validate() != nil {
			delete(c.entries, checksum)
		}
	}
}

// remember writes the file anew. It drops what was known of the same kind under
// another checksum: an updated connector leaves nothing behind.
func (c *Catalogue) remember(p Program, d spec.Description) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	for checksum, old := range c.entries {
		if old.Kind == d.Kind {
			delete(c.entries, checksum)
		}
	}
	c.entries[p.Checksum] = d
	b, err := json.MarshalIndent(c.entries, "", " ")
	if err != nil {
		return err
	}
	if err := writeFile(c.file, b); err != nil {
		return &Error{
			Code: StartFailed, Connector: p.Kind, Err: err,
			Message: "What the connector " + p.Kind + " says of itself cannot be kept in " + c.file + ".",
			Hint:    "Check that the folder can be written to and that the disk has room.",
		}
	}
	return nil
}

// writeFile replaces a file in one step.
func writeFile(file string, b []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	temporary, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".*")
	if err != nil {
		return err
	}
	_, err = temporary.Write(b)
	err = errors.Join(err, temporary.Close())
	if err == nil {
		err = os.Rename(temporary.Name(), file)
	}
	if err != nil {
		if gone := os.Remove(temporary.Name()); !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, gone)
		}
	}
	return err
}
