package desk

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
)

// The file that an agency, a lawyer or a court sends back; docs/handover-format.md describes it. Add, never change.

// AgencyLine is one thing that such a file tells.
type AgencyLine struct {
	Line       int // in the file, from 1
	Escalation int64
	Reference  string // the other's own of the claim
	settlement.EscalationEvent
}

// BrokenFile is the code of a file whose lines cannot be read or cannot be true; nothing of it is kept.
const BrokenFile fault.Code = "broken-file"

const (
	largestAgencyFile = 4 << 20
	mostAgencyLines   = 10_000
	mostTroubles      = 5 // told at once; who mends those finds the others
)

// agencyColumns are the columns that a file must have; "reference" and "note" may be missing.
var agencyColumns = []string{"handover", "key", "kind", "date", "amount", "currency"}

// theirs are the kinds that the other may tell; the rest is ours to say.
var theirs = []settlement.EscalationKind{
	settlement.SaidAccepted, settlement.SaidRefused, settlement.SaidPaid, settlement.SaidReturned, settlement.SaidRemitted, settlement.SaidWithheld,
	settlement.SaidBilled, settlement.SaidCorrected, settlement.SaidClosed,
}

// troubles are what is wrong with a file, each with its line and column.
type troubles []string

func (t *troubles) add(line int, column, format string, args ...any) {
	where := "line " + strconv.Itoa(line)
	if column != "" {
		where += ", " + column
	}
	*t = append(*t, where+": "+fmt.Sprintf(format, args...))
}

func (t troubles) err() error {
	if len(t) == 0 {
		return nil
	}
	text := strings.Join(t[:min(len(t), mostTroubles)], "; ")
	if more := len(t) - mostTroubles; more > 0 {
		text += "; and " + strconv.Itoa(more) + " more"
	}
	return fault.New(BrokenFile, "%s", text).OnField("file").WithHint("nothing of the file was kept; ask for it anew, or mend these lines (docs/handover-format.md)")
}

// ParseAgencyFile reads what an agency tells, in the order of its lines. An error (BrokenFile) names every place that is wrong, up to
// five of them. It looks at no book: whether there is such a hand-over, and whether it can be so, is seen when it is kept.
func ParseAgencyFile(content []byte) ([]AgencyLine, error) {
	r, err := agencyReader(content)
	if err != nil {
		return nil, err
	}
	columns, err := agencyHead(r)
	if err != nil {
		return nil, err
	}
	var out []AgencyLine
	var wrong troubles
	keys := map[string]int{}
	for len(out) <= mostAgencyLines {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			wrong.add(lineOf(err), "", "the quotes do not match")
			return nil, wrong.err() // where the next line begins is not known any more
		}
		at, _ := r.FieldPos(0)
		line, ok := agencyLine(row, columns, at, &wrong)
		if before := keys[line.named()]; ok && before > 0 {
			wrong.add(at, "key", "%q stands in line %d already", line.Key, before)
		} else if ok {
			keys[line.named()] = at
			out = append(out, line)
		}
	}
	if len(out) > mostAgencyLines {
		wrong.add(out[mostAgencyLines].Line, "", "the file has more than %d lines", mostAgencyLines)
	}
	if err := wrong.err(); err != nil {
		return nil, err
	}
	return out, nil
}

// agencyReader opens a file that may be one: text in UTF-8, with commas or semicolons as its first line has them.
func agencyReader(content []byte) (*csv.Reader, error) {
	content = bytes.TrimPrefix(content, []byte("\ufeff"))
	switch {
	case len(content) > largestAgencyFile:
		return nil, fault.New(BrokenFile, "the file is larger than %d MB", largestAgencyFile>>20).OnField("file").WithHint("a line for each payment or state is enough")
	case !utf8.Valid(content) || bytes.IndexByte(content, 0) >= 0:
		return nil, fault.New(BrokenFile, "the file is no text in UTF-8").OnField("file").WithHint("ask for a CSV file in UTF-8")
	}
	r := csv.NewReader(bytes.NewReader(content))
	r.FieldsPerRecord, r.TrimLeadingSpace = -1, true
	if head, _, _ := bytes.Cut(content, []byte("\n")); bytes.Count(head, []byte(";")) > bytes.Count(head, []byte(",")) {
		r.Comma = ';'
	}
	return r, nil
}

func (l *AgencyLine) named() string { return itoa(l.Escalation) + " " + l.Key }

func lineOf(err error) int {
	var broken *csv.ParseError
	if errors.As(err, &broken) {
		return broken.StartLine
	}
	return 1
}

// agencyHead finds the columns by their names.
func agencyHead(r *csv.Reader) (map[string]int, error) {
	head, err := r.Read()
	if err != nil {
		return nil, fault.New(BrokenFile, "line 1: the file has no header").OnField("file").WithHint("its first line is: %s", strings.Join(agencyColumns, ","))
	}
	columns := map[string]int{}
	for i, name := range head {
		columns[strings.ToLower(strings.TrimSpace(name))] = i
	}
	for _, name := range agencyColumns {
		if _, ok := columns[name]; !ok {
			return nil, fault.New(BrokenFile, "line 1: there is no column %q", name).OnField("file").WithHint("the first line names at least: %s", strings.Join(agencyColumns, ","))
		}
	}
	return columns, nil
}

// agencyLine reads one line; what is wrong with it is added, and the line is no good then.
func agencyLine(row []string, columns map[string]int, at int, wrong *troubles) (AgencyLine, bool) {
	cell := func(name string) string {
		i, ok := columns[name]
		if !ok || i >= len(row) {
			return ""
		}
		return strings.TrimSpace(row[i])
	}
	before := len(*wrong)
	line := AgencyLine{Line: at, Reference: clean(cell("reference"), 100)}
	line.Kind, line.Key, line.Note = settlement.EscalationKind(cell("kind")), cell("key"), clean(cell("note"), 500)
	id, err := strconv.ParseInt(cell("handover"), 10, 64)
	if err != nil || id < 1 {
		wrong.add(at, "handover", "%q is no number of a hand-over", clean(cell("handover"), 40))
	}
	line.Escalation = id
	if line.Key == "" || line.Key != clean(line.Key, 100) {
		wrong.add(at, "key", "every line needs a name of its own, of at most 100 letters, so that it counts once")
	}
	if !slices.Contains(theirs, line.Kind) {
		wrong.add(at, "kind", "%q is nothing that is told in this file", clean(string(line.Kind), 40))
	}
	if line.On, err = date.Parse(cell("date")); err != nil {
		wrong.add(at, "date", "%q is no day; write it as 2026-11-23", clean(cell("date"), 40))
	}
	line.readAmount(cell("amount"), cell("currency"), wrong)
	return line, len(*wrong) == before
}

func (l *AgencyLine) readAmount(amount, currency string, wrong *troubles) {
	if !l.Kind.Bears() {
		if amount != "" {
			wrong.add(l.Line, "amount", "%q is about no amount", string(l.Kind))
		}
		return
	}
	code, err := money.ParseCurrency(currency)
	if err != nil {
		wrong.add(l.Line, "currency", "%q is no currency", clean(currency, 40))
		return
	}
	if l.Amount, err = money.Parse(amount, code); err != nil {
		wrong.add(l.Line, "amount", "%q is no amount in %s; write it as 1234.50", clean(amount, 40), code)
		return
	}
	if l.Amount.IsZero() || l.Amount.Minor < 0 && l.Kind != settlement.SaidCorrected {
		wrong.add(l.Line, "amount", "%s must be above zero", l.Amount)
	}
}

// clean takes out what no screen should show, and what is too long.
func clean(text string, most int) string {
	out := []rune(strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f || c >= 0x80 && c < 0xa0 || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069 {
			return -1
		}
		return c
	}, text))
	return string(out[:min(len(out), most)])
}
