package pdf

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var contentsOf = regexp.MustCompile(`/Contents\s*(?:\[([^\]]*)\]|(\d{1,9} 0 R))`)

// AddMarked is Add with black boxes on each page, from its upper left corner; none leaves the page as it is. What the paper itself
// draws does not move them.
func (r *Run) AddMarked(paper []byte, boxes func(page int) []Box) (int, error) {
	return r.add(paper, boxes)
}

// marked puts boxes upon what a page shows: its own content stands between saving and restoring the state of drawing.
func (r *Run) marked(page []byte, boxes []Box) ([]byte, error) {
	at := contentsOf.FindSubmatchIndex(page)
	box := paperSize.Find(page)
	if at == nil || box == nil {
		return nil, fmt.Errorf("the page cannot be marked: it has no content or no size")
	}
	sides := strings.Fields(strings.Trim(string(box[bytes.IndexByte(box, '['):]), "[]"))
	if len(sides) != 4 {
		return nil, fmt.Errorf("the page cannot be marked: its size is %s", box)
	}
	high, err := strconv.ParseFloat(sides[3], 64)
	if err != nil {
		return nil, fmt.Errorf("the page cannot be marked: its size is %s", box)
	}
	own := at[2:4]
	if own[0] < 0 {
		own = at[4:6]
	}
	draw := Page{high: high}
	draw.op("Q q")
	draw.Fill(Ink{}, boxes...)
	draw.op("Q")
	contents := fmt.Sprintf("/Contents [%d 0 R %s %d 0 R]", r.small("q\n"), page[own[0]:own[1]], r.small(string(draw.content)))
	return append(append(bytes.Clone(page[:at[0]]), contents...), page[at[1]:]...), nil
}

// small writes a stream that many pages have alike once.
func (r *Run) small(content string) int {
	n, ok := r.streams[content]
	if !ok {
		n = r.f.stream("", []byte(content))
		r.streams[content] = n
	}
	return n
}
