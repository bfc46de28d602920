package pdf

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
)

// source is a file that is read: where its objects are, and which of them are pages.
type source struct {
	raw   []byte
	place map[int]int // by number
	ends  []int       // where objects and the table begin, sorted
	pages []int
	size  []byte // MediaBox for pages that have none
}

var (
	kidsOf  = regexp.MustCompile(`/Kids\s*\[([^\]]*)\]`)
	rootOf  = regexp.MustCompile(`/Root\s+(\d{1,9}) 0 R`)
	pagesOf = regexp.MustCompile(`/Pages\s+(\d{1,9}) 0 R`)
)

// readFile reads the table of places and the list of pages. The file is one of ours, but it comes from a disk.
func readFile(raw []byte) (*source, error) {
	at := bytes.LastIndex(raw, []byte("startxref"))
	if at < 0 || !bytes.HasPrefix(raw, []byte("%PDF-")) {
		return nil, fmt.Errorf("this is no PDF")
	}
	fields := bytes.Fields(raw[at+len("startxref"):])
	start := -1
	if len(fields) > 0 {
		start, _ = strconv.Atoi(string(fields[0]))
	}
	if start < 0 || start >= len(raw) || !bytes.HasPrefix(raw[start:], []byte("xref")) {
		return nil, fmt.Errorf("the PDF has no plain table of places")
	}
	s := &source{raw: raw, place: map[int]int{}, ends: []int{start}}
	trailer, err := s.table(raw[start+len("xref"):])
	if err != nil {
		return nil, err
	}
	slices.Sort(s.ends)
	root, err := s.named(rootOf, trailer)
	if err != nil {
		return nil, err
	}
	top, err := s.named(pagesOf, root)
	if err != nil {
		return nil, err
	}
	s.size = paperSize.Find(top)
	list := kidsOf.FindSubmatch(top)
	if list == nil {
		return nil, fmt.Errorf("the PDF has no pages")
	}
	for _, m := range reference.FindAllSubmatch(list[1], -1) {
		n, _ := strconv.Atoi(string(m[1]))
		s.pages = append(s.pages, n)
	}
	return s, nil
}

// Pages counts the pages of a paper that can be joined; any other is an error.
func Pages(paper []byte) (int, error) {
	s, err := readFile(paper)
	if err != nil {
		return 0, err
	}
	for _, page := range s.pages {
		if _, _, err := s.object(page); err != nil {
			return 0, err
		}
	}
	return len(s.pages), nil
}

// table reads the entries after the word xref, and gives what follows them.
func (s *source) table(in []byte) (trailer []byte, err error) {
	bad := fmt.Errorf("the PDF's table of places is damaged")
	in = bytes.TrimLeft(in, "\r\n ")
	for !bytes.HasPrefix(in, []byte("trailer")) {
		var first, count int
		line, rest, ok := bytes.Cut(in, []byte("\n"))
		if n, err := fmt.Sscanf(string(line), "%d %d", &first, &count); !ok || n != 2 || err != nil || count < 0 || count > len(rest)/20 {
			return nil, bad
		}
		for i := range count {
			entry := rest[20*i : 20*i+20]
			at, err := strconv.Atoi(string(entry[:10]))
			if err != nil || at < 0 || at >= len(s.raw) {
				return nil, bad
			}
			if entry[17] == 'n' {
				s.place[first+i] = at
				s.ends = append(s.ends, at)
			}
		}
		in = bytes.TrimLeft(rest[20*count:], "\r\n ")
	}
	return in, nil
}

func (s *source) named(where *regexp.Regexp, in []byte) ([]byte, error) {
	m := where.FindSubmatch(in)
	if m == nil {
		return nil, fmt.Errorf("the PDF has no list of pages")
	}
	n, _ := strconv.Atoi(string(m[1]))
	head, _, err := s.object(n)
	return head, err
}

// object gives an object's dictionary, and the bytes of its stream when it has one.
func (s *source) object(n int) (head, body []byte, err error) {
	at, ok := s.place[n]
	if !ok {
		return nil, nil, fmt.Errorf("the PDF has no object %d", n)
	}
	i, _ := slices.BinarySearch(s.ends, at+1)
	if i == len(s.ends) {
		return nil, nil, fmt.Errorf("object %d lies behind the table", n)
	}
	raw := s.raw[at:s.ends[i]]
	begin, end := bytes.Index(raw, []byte("obj")), bytes.LastIndex(raw, []byte("endobj"))
	if begin < 0 || end < begin+3 {
		return nil, nil, fmt.Errorf("object %d is damaged", n)
	}
	raw = bytes.TrimSpace(raw[begin+3 : end])
	stream := bytes.Index(raw, []byte("stream"))
	if stream < 0 || !bytes.HasSuffix(raw, []byte("endstream")) {
		return raw, nil, nil
	}
	body = raw[stream+len("stream") : len(raw)-len("endstream")]
	body = bytes.TrimPrefix(bytes.TrimPrefix(body, []byte("\r")), []byte("\n"))
	return bytes.TrimSpace(raw[:stream]), body, nil
}
