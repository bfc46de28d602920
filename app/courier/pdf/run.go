package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"regexp"
	"strconv"
)

// Run joins papers into one file that is written as they come. What several papers have alike, such as their fonts, is
// written once. It keeps in memory where things are, not what they are.
type Run struct {
	f                    *file
	about                About
	catalog, pages, info int
	kids                 []int
	known                map[[sha256.Size]byte]int
	streams              map[string]int // small ones, by what they hold
}

// NewRun begins a file of joined papers.
func NewRun(w io.Writer, about About) *Run {
	r := &Run{f: &file{w: w}, about: about, known: map[[sha256.Size]byte]int{}, streams: map[string]int{}}
	r.f.begin()
	r.catalog, r.pages, r.info = r.f.reserve(), r.f.reserve(), r.f.reserve()
	return r
}

// Pages is how many pages the file has so far.
func (r *Run) Pages() int { return len(r.kids) }

// Err is what went wrong with writing, nil when nothing did: a paper that cannot be joined is no such thing.
func (r *Run) Err() error { return r.f.err }

// Blank adds an empty page.
func (r *Run) Blank(size Size) {
	content := r.f.stream("", nil)
	r.kids = append(r.kids, r.f.object(pageHead(r.pages, content, "<<>>", size)))
}

// Add appends all pages of a paper, and gives their number. Papers of this package can be joined, and any other whose
// objects stand in a plain table of places (ISO 32000-1 s. 7.5.4).
func (r *Run) Add(paper []byte) (int, error) {
	return r.add(paper, func(int) []Box { return nil })
}

func (r *Run) add(paper []byte, boxes func(page int) []Box) (int, error) {
	in, err := readFile(paper)
	if err != nil {
		return 0, err
	}
	c := copier{run: r, in: in, done: map[int]int{}}
	for i, page := range in.pages {
		kid, err := c.page(page, boxes(i))
		if err != nil {
			return 0, err
		}
		r.kids = append(r.kids, kid)
	}
	return len(in.pages), r.f.err
}

// Close ends the file.
func (r *Run) Close() error {
	r.f.close(r.catalog, r.pages, r.info, r.kids, r.about)
	return r.f.err
}

// copier brings the objects of one file over.
type copier struct {
	run  *Run
	in   *source
	done map[int]int
	deep int
}

var (
	reference = regexp.MustCompile(`\b(\d{1,9}) 0 R\b`)
	parent    = regexp.MustCompile(`/Parent\s+\d{1,9} 0 R`)
	paperSize = regexp.MustCompile(`/MediaBox\s*\[[^\]]*\]`)
)

func (c *copier) page(n int, boxes []Box) (int, error) {
	head, body, err := c.in.object(n)
	if err != nil {
		return 0, err
	}
	if body != nil {
		return 0, fmt.Errorf("page object %d has a stream", n)
	}
	own := parent.ReplaceAll(head, nil)
	if !paperSize.Match(own) {
		own = append(bytes.TrimSuffix(bytes.TrimSpace(own), []byte(">>")), append(bytes.Clone(c.in.size), ">>"...)...)
	}
	if own, err = c.renumbered(own); err != nil {
		return 0, err
	}
	if len(boxes) > 0 {
		if own, err = c.run.marked(own, boxes); err != nil {
			return 0, err
		}
	}
	own = append(bytes.TrimSuffix(bytes.TrimSpace(own), []byte(">>")), fmt.Sprintf("/Parent %d 0 R>>", c.run.pages)...)
	return c.run.f.object(string(own)), nil
}

// renumbered brings over what an object refers to, and gives the object with the new numbers.
func (c *copier) renumbered(head []byte) ([]byte, error) {
	const deepest = 20 // a paper's fonts lie four deep
	if c.deep++; c.deep > deepest {
		return nil, fmt.Errorf("objects lie too deep")
	}
	defer func() { c.deep-- }()
	var failed error
	out := reference.ReplaceAllFunc(head, func(ref []byte) []byte {
		n, err := strconv.Atoi(string(ref[:bytes.IndexByte(ref, ' ')]))
		if err == nil {
			n, err = c.bring(n)
		}
		if err != nil && failed == nil {
			failed = err
		}
		return append(strconv.AppendInt(nil, int64(n), 10), " 0 R"...)
	})
	if failed != nil {
		return nil, failed
	}
	return out, nil
}

// bring writes an object unless the file has it already, and gives its number there.
func (c *copier) bring(n int) (int, error) {
	if to, ok := c.done[n]; ok {
		return to, nil
	}
	head, body, err := c.in.object(n)
	if err != nil {
		return 0, err
	}
	if head, err = c.renumbered(head); err != nil {
		return 0, err
	}
	hash := sha256.New()
	hash.Write(head)
	hash.Write([]byte{0})
	hash.Write(body)
	var key [sha256.Size]byte
	hash.Sum(key[:0])
	to, ok := c.run.known[key]
	if !ok {
		to = c.run.f.reserve()
		c.run.f.copied(to, head, body)
		c.run.known[key] = to
	}
	c.done[n] = to
	return to, nil
}

func (f *file) copied(n int, head, body []byte) {
	f.place[n-1] = f.at
	f.write(fmt.Sprintf("%d 0 obj\n", n))
	f.bytes(head)
	if body != nil {
		f.write("\nstream\n")
		f.bytes(body)
		f.write("endstream")
	}
	f.write("\nendobj\n")
}
