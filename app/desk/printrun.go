package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// NothingToPrint is the code of a print run without letters.
const NothingToPrint fault.Code = "nothing-to-print"

// Orders of a print run.
const (
	PrintByPlace    = "place"    // country, the company's own first, then postal code and name
	PrintByName     = "name"     // the customers' names
	PrintByFranking = "franking" // sheets, then place: letters of one postage lie together
)

// PrintOrder says which letters become one file, and how.
type PrintOrder struct {
	Wave     WaveID // 0: all that wait
	Sorted   string // PrintByPlace when empty
	TwoSided bool   // each letter begins on a front, and the printer is asked to print both sides
	// Again prints letters that have left already: those of a run, or of the wave when Run is 0. It needs a reason.
	Again bool
	Run   int64
	Why   string
}

// PrintJob is a run to be written: letters in the order of the file, whose pages are asked for one by one.
type PrintJob struct {
	Company  Company
	Run      int64
	Made     date.Date
	Sorted   string
	TwoSided bool
	Marks    bool // of an inserting machine, on every letter's fronts
	Again    bool
	Letters  []PrintLetter
	Open     func(i int) ([]byte, error) // the PDF of a letter
}

// PrintLetter is a letter of a run.
type PrintLetter struct {
	Message                                 int64
	Number, Name, PostalCode, Town, Country string
	Pages                                   int
	Registered                              bool         // by the post: another postage, and handed in apart
	Left                                    *fault.Error // why it is not in the file
}

// PrintResult is a run that was made.
type PrintResult struct {
	Run     int64
	File    string
	Pages   int
	Letters []PrintLetter
	Held    []LettersHeld // what waits all the same, and for what
}

// Printed counts the letters in the file.
func (r PrintResult) Printed() int {
	n := 0
	for _, l := range r.Letters {
		if l.Left == nil {
			n++
		}
	}
	return n
}

// RunPrinter writes many letters as one file; a courier that is none prints no runs.
type RunPrinter interface {
	// PrintRun writes the file, sets the pages of each letter, and says of a letter that cannot be printed why; the others
	// are printed all the same. progress is called from time to time. An error means that there is no file.
	PrintRun(ctx context.Context, job *PrintJob, progress func(done int) error) (file string, pages int, err error)
}

// printLease is how long a claim on letters holds without news of the run.
const printLease = 10 * time.Minute

// runHolder claims the letters of runs. It is not the name under which this program sends: who sends first judges what that
// name left in sending, and would take the letters of a run that is being written for lost.
func (d *Desk) runHolder() string { return strings.TrimPrefix(d.Holder+"/print-run", "/") }

// PrintRun makes one sorted file of letters, with a list in front. The run is committed, with its number and its letters, before
// the file is written; they have left when it is there. When the program ends in between they are uncertain, and a person
// settles them or prints the run again.
func (d *Desk) PrintRun(ctx context.Context, o PrintOrder, progress func(Progress)) (PrintResult, error) {
	printer, able := d.Paper.(RunPrinter)
	if !able {
		return PrintResult{}, fault.New(fault.Unavailable, "this program cannot print letters")
	}
	if err := o.check(); err != nil {
		return PrintResult{}, err
	}
	if !o.Again {
		if err := d.refreshQueued(ctx); err != nil {
			return PrintResult{}, err
		}
	}
	job, held, err := d.beginRun(ctx, o)
	if err != nil {
		return PrintResult{}, err
	}
	if len(job.Letters) == 0 {
		return PrintResult{}, nothingToPrint(held, job.Company.Location())
	}
	file, pages, err := printer.PrintRun(ctx, &job, func(done int) error {
		if progress != nil {
			progress(Progress{Phase: "printing", Done: int64(done), Total: int64(len(job.Letters))})
		}
		return d.ExtendMessages(ctx, d.runHolder(), printLease)
	})
	ctx = context.WithoutCancel(ctx) // what happened is kept also when nobody waits any more
	if err != nil {
		return PrintResult{}, cmp.Or(d.dropRun(ctx, job, o, err), err)
	}
	res := PrintResult{Run: job.Run, File: file, Pages: pages, Letters: job.Letters, Held: held}
	return res, d.endRun(ctx, o, res)
}

func (o *PrintOrder) check() error {
	o.Sorted = cmp.Or(o.Sorted, PrintByPlace)
	if !slices.Contains([]string{PrintByPlace, PrintByName, PrintByFranking}, o.Sorted) {
		return fault.New(fault.Invalid, "letters cannot be sorted by %q", o.Sorted).OnField("sort").WithHint("place, name or franking")
	}
	if o.Again && strings.TrimSpace(o.Why) == "" {
		return fault.New(fault.Invalid, "printing letters again needs a reason").OnField("why")
	}
	if o.Again && o.Run == 0 && o.Wave == 0 {
		return fault.New(fault.Invalid, "which letters shall be printed again?").OnField("run").WithHint("name a print run or a wave")
	}
	return nil
}

// beginRun commits the run: from here on its letters are on their way. Without a letter there is no run, and what was put off
// is kept all the same.
func (d *Desk) beginRun(ctx context.Context, o PrintOrder) (job PrintJob, held []LettersHeld, err error) {
	err = d.update(ctx, func(w store.Writer) error {
		if o.Wave != 0 {
			if _, err := w.Wave(o.Wave); err != nil {
				return err
			}
		}
		rows, err := d.lettersFor(w, o)
		if err != nil {
			return err
		}
		job = PrintJob{Sorted: o.Sorted, TwoSided: o.TwoSided, Again: o.Again}
		if job.Company, err = companyOf(w); err != nil {
			return err
		}
		if !o.Again {
			if held, err = heldLetters(w, w.Now(), o.Wave); err != nil {
				return err
			}
		}
		if len(rows) == 0 {
			return nil
		}
		rules, err := waveRules(w)
		if err != nil {
			return err
		}
		job.Marks = rules.OMR
		if job.Made, err = d.todayOf(w); err != nil {
			return err
		}
		if job.Letters, err = addressed(w, rows); err != nil {
			return err
		}
		sortLetters(job.Letters, job.Company.Country, o.Sorted)
		run := store.PrintRun{Wave: o.Wave, By: d.Actor.Name, Sorted: o.Sorted, TwoSided: o.TwoSided, AgainOf: o.Run, Again: o.Again, Why: o.Why, Letters: messagesOf(job.Letters)}
		if job.Run, err = w.AddPrintRun(run); err != nil {
			return err
		}
		return w.Append(activity.LettersPrinting, 0, 0, fmt.Sprint(job.Run), map[string]any{"run": job.Run, "letters": len(rows), "again": o.Again, "why": o.Why, "wave": o.Wave})
	})
	job.Open = func(i int) ([]byte, error) { return d.letterOf(ctx, job.Letters[i].Message) }
	return job, held, err
}

// lettersFor claims what waits, or finds what left before.
func (d *Desk) lettersFor(w store.Writer, o PrintOrder) ([]store.OutMessage, error) {
	if o.Again {
		return lettersAgain(w, o)
	}
	rows, err := w.DueLetters(o.Wave)
	if err != nil {
		return nil, err
	}
	may, _, err := d.mayLeave(w, rows)
	if err != nil {
		return nil, err
	}
	out := make([]store.OutMessage, len(may))
	for i, m := range may {
		if out[i], err = w.TakeOutbox(m.OutMessage, d.runHolder(), printLease); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// lettersAgain are letters that left, or of which nobody knows; what was taken back since is left out.
func lettersAgain(r store.Reader, o PrintOrder) ([]store.OutMessage, error) {
	rows, err := lettersOnce(r, o)
	if err != nil {
		return nil, err
	}
	still := rows[:0]
	for _, m := range rows {
		n, err := r.Notice(m.Notice)
		if err != nil {
			return nil, err
		}
		if !n.Cancelled {
			still = append(still, m)
		}
	}
	return still, nil
}

// lettersOnce are the letters of a run or a wave that may have left.
func lettersOnce(r store.Reader, o PrintOrder) ([]store.OutMessage, error) {
	var rows []store.OutMessage
	if o.Run == 0 {
		all, err := r.Outbox(0, OutSent, OutUncertain)
		return slices.DeleteFunc(all, func(m store.OutMessage) bool { return m.Wave != o.Wave || m.Channel != receivable.Letter }), err
	}
	run, err := r.PrintRun(o.Run)
	if err != nil {
		return nil, err
	}
	for _, id := range run.Letters {
		m, err := r.OutboxMessage(id)
		if err != nil {
			return nil, err
		}
		if m.State == OutSent || m.State == OutUncertain {
			rows = append(rows, m)
		}
	}
	return rows, nil
}

func addressed(r store.Reader, rows []store.OutMessage) ([]PrintLetter, error) {
	out := make([]PrintLetter, 0, len(rows))
	for _, m := range rows {
		debtor, err := r.Debtor(m.Debtor)
		if err != nil {
			return nil, err
		}
		n, err := r.Notice(m.Notice)
		if err != nil {
			return nil, err
		}
		a := debtor.Address
		out = append(out, PrintLetter{Message: m.ID, Registered: n.Claim.Registered, Number: m.Number, Name: m.Name, PostalCode: a.PostalCode, Town: a.City, Country: cmp.Or(a.Country, debtor.Country)})
	}
	return out, nil
}

// sortLetters puts letters in the order of the file. By franking they are put again once their pages are known; see
// SortByFranking.
func sortLetters(letters []PrintLetter, home, by string) {
	slices.SortStableFunc(letters, func(a, b PrintLetter) int {
		if by == PrintByName {
			return cmp.Or(cmp.Compare(store.Fold(a.Name), store.Fold(b.Name)), cmp.Compare(a.Message, b.Message))
		}
		return byPlace(a, b, home)
	})
}

func byPlace(a, b PrintLetter, home string) int {
	abroad := func(l PrintLetter) string {
		if l.Country == home || l.Country == "" {
			return ""
		}
		return l.Country
	}
	return cmp.Or(cmp.Compare(abroad(a), abroad(b)), cmp.Compare(a.PostalCode, b.PostalCode), cmp.Compare(store.Fold(a.Name), store.Fold(b.Name)), cmp.Compare(a.Message, b.Message))
}

// Sheets is how many sheets a letter takes.
func (l PrintLetter) Sheets(twoSided bool) int {
	if twoSided {
		return (l.Pages + 1) / 2
	}
	return l.Pages
}

// SortByFranking puts letters of as many sheets together, thin ones first, within home and abroad; registered ones come last.
func (j *PrintJob) SortByFranking() {
	slices.SortStableFunc(j.Letters, func(a, b PrintLetter) int {
		if a.Registered != b.Registered {
			if a.Registered {
				return 1
			}
			return -1
		}
		return cmp.Or(cmp.Compare(a.Sheets(j.TwoSided), b.Sheets(j.TwoSided)), byPlace(a, b, j.Company.Country))
	})
}

func messagesOf(letters []PrintLetter) []int64 {
	ids := make([]int64, len(letters))
	for i := range letters {
		ids[i] = letters[i].Message
	}
	return ids
}

// letterOf gives the bytes of a letter as they were made.
func (d *Desk) letterOf(ctx context.Context, message int64) (pdf []byte, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		m, err := r.OutboxMessage(message)
		if err != nil {
			return err
		}
		docs, err := r.Documents(m.Notice)
		for _, doc := range docs {
			if doc.Kind == "pdf" {
				pdf = doc.Bytes
			}
		}
		return err
	})
	return pdf, err
}
