package courier

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/courier/letter"
	"github.com/dunningdesk/dunningdesk/app/courier/pdf"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/durable"
)

// BadLetter is the code of a letter whose kept file cannot be printed.
const BadLetter fault.Code = "bad-letter"

// PrintRun writes the letters of a run as one file: the list in front, then letter after letter as they were made. One letter is
// in memory at a time. The file appears whole or not at all, readable by its owner alone.
func (c *Courier) PrintRun(ctx context.Context, job *desk.PrintJob, progress func(done int) error) (file string, pages int, err error) {
	folder, err := c.folderFor(ctx)
	if err != nil {
		return "", 0, err
	}
	if err := measure(ctx, job); err != nil {
		return "", 0, err
	}
	if job.Sorted == desk.PrintByFranking {
		job.SortByFranking()
	}
	dir := filepath.Join(folder, lettersFolder)
	if err := durable.Folder(dir); err != nil {
		return "", 0, fault.Wrap(err, fault.Unavailable, "the folder %s cannot be made", dir)
	}
	part, err := os.CreateTemp(dir, ".part-*") // mode 0600
	if err != nil {
		return "", 0, fault.Wrap(err, fault.Unavailable, "nothing can be written into %s", dir)
	}
	defer func() {
		if err != nil {
			_ = part.Close()
			_ = os.Remove(part.Name())
		}
	}()
	if pages, err = writeWhole(ctx, part, job, progress); err != nil {
		return "", 0, err
	}
	file = freeName(dir, job.Run)
	if err = keep(part, file, durable.Rename); err != nil {
		return "", 0, fault.Wrap(err, fault.Unavailable, "%s cannot be written", file)
	}
	return file, pages, nil
}

// freeName is where a run goes. The folder may hold runs of another book, or of this one before it was brought back from a copy:
// none is written over.
func freeName(dir string, run int64) string {
	name := fmt.Sprintf("print-run-%06d", run)
	file := filepath.Join(dir, name+".pdf")
	for n := 2; ; n++ {
		if _, err := os.Lstat(file); err != nil {
			return file
		}
		file = filepath.Join(dir, fmt.Sprintf("%s-%d.pdf", name, n))
	}
}

// keep gives a written run its name. A run whose name may not be on the disk is taken away again: its letters go back into the outbox,
// and somebody who finds the file would print them a second time.
func keep(part *os.File, file string, rename func(from, to string) error) error {
	if err := part.Sync(); err != nil {
		return err
	}
	ours, err := part.Stat()
	if err != nil {
		return err
	}
	if err := part.Close(); err != nil {
		return err
	}
	if err := rename(part.Name(), file); err != nil {
		if there, serr := os.Lstat(file); serr == nil && os.SameFile(ours, there) {
			err = errors.Join(err, os.Remove(file))
		}
		return err
	}
	return nil
}

// measure counts the pages of each letter, and says of one that cannot be printed why.
func measure(ctx context.Context, job *desk.PrintJob) error {
	for i := range job.Letters {
		if err := ctx.Err(); err != nil {
			return err
		}
		l := &job.Letters[i]
		raw, err := job.Open(i)
		if err != nil {
			return err
		}
		if l.Pages, err = pdf.Pages(raw); err != nil || l.Pages == 0 {
			l.Pages, l.Left = 0, damaged(l)
		}
	}
	return nil
}

func damaged(l *desk.PrintLetter) *fault.Error {
	return fault.New(BadLetter, "letter %s cannot be printed: its file is missing or damaged", l.Number).WithHint("take the reminder back, so that the next wave makes it anew")
}

// writeWhole writes the run. Letters that show only while they are joined that they are damaged are left out, and the file is
// begun anew: the list in front says what is in it.
func writeWhole(ctx context.Context, out *os.File, job *desk.PrintJob, progress func(int) error) (int, error) {
	for {
		before := leftOutOf(job)
		pages, err := writeRun(ctx, out, job, progress)
		if err != nil || leftOutOf(job) == before {
			return pages, err
		}
		if _, err := out.Seek(0, io.SeekStart); err != nil {
			return 0, fault.Wrap(err, fault.Unavailable, "the print run cannot be written")
		}
		if err := out.Truncate(0); err != nil {
			return 0, fault.Wrap(err, fault.Unavailable, "the print run cannot be written")
		}
	}
}

func leftOutOf(job *desk.PrintJob) (n int) {
	for _, l := range job.Letters {
		if l.Left != nil {
			n++
		}
	}
	return n
}

// writeRun writes list and letters once; a letter that cannot be joined is marked as left out.
func writeRun(ctx context.Context, out *os.File, job *desk.PrintJob, progress func(int) error) (int, error) {
	buffer := bufio.NewWriterSize(out, 1<<20)
	p, err := housePaper("printrun", job.Company)
	if err != nil {
		return 0, err
	}
	title := p.w.Say("title", "run", strconv.FormatInt(job.Run, 10))
	y, m, d := job.Made.Parts()
	run := pdf.NewRun(buffer, pdf.About{Title: title, Author: job.Company.Name, Language: p.language, Made: civilNoon(y, int(m), d), TwoSided: job.TwoSided})
	cover, err := runList(&p, job, title)
	if err != nil {
		return 0, err
	}
	if err := addTo(run, cover, job, nil); err != nil {
		return 0, err
	}
	marks := &inserter{twoSided: job.TwoSided}
	const often = 200
	for i := range job.Letters {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		if job.Letters[i].Left == nil {
			if err := addLetter(run, job, i, marks); err != nil {
				return 0, err
			}
		}
		if (i+1)%often == 0 {
			if err := progress(i + 1); err != nil {
				return 0, err
			}
		}
	}
	if err := run.Close(); err != nil {
		return 0, fault.Wrap(err, fault.Unavailable, "the print run cannot be written")
	}
	if err := buffer.Flush(); err != nil {
		return 0, fault.Wrap(err, fault.Unavailable, "the print run cannot be written")
	}
	return run.Pages(), nil
}

// addLetter appends a letter, or marks it as one that cannot be.
func addLetter(run *pdf.Run, job *desk.PrintJob, i int, marks *inserter) error {
	l := &job.Letters[i]
	raw, err := job.Open(i)
	if err != nil {
		return err
	}
	var boxes func(int) []pdf.Box
	if job.Marks {
		boxes = marks.letter(l.Pages)
	}
	if addTo(run, raw, job, boxes) == nil {
		return nil
	}
	if err := run.Err(); err != nil {
		return fault.Wrap(err, fault.Unavailable, "the print run cannot be written")
	}
	l.Pages, l.Left = 0, damaged(l)
	return nil
}

// addTo appends a paper; printed on both sides, the next begins on a front.
func addTo(run *pdf.Run, raw []byte, job *desk.PrintJob, boxes func(page int) []pdf.Box) error {
	if boxes == nil {
		boxes = func(int) []pdf.Box { return nil }
	}
	if _, err := run.AddMarked(raw, boxes); err != nil {
		return err
	}
	if job.TwoSided && run.Pages()%2 == 1 {
		run.Blank(letter.SizeOf(job.Company.FormOfLetters()))
	}
	return nil
}

// Weights of what is posted, in grams: a sheet of 80 g/m² and an envelope with a window.
const (
	gramsSheet    = 5
	gramsEnvelope = 6
)

// weightSteps are where postage commonly rises, in grams.
var weightSteps = []int{20, 50, 100, 250, 500, 1000, 2000}

func weightOf(sheets int) int { return gramsEnvelope + gramsSheet*sheets }

func stepOf(grams int) int {
	i, _ := slices.BinarySearch(weightSteps, grams)
	return weightSteps[min(i, len(weightSteps)-1)]
}
