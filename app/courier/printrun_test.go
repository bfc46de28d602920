package courier

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/courier/letter"
	"github.com/dunningdesk/dunningdesk/app/courier/notice"
	"github.com/dunningdesk/dunningdesk/app/courier/pdf"
	"github.com/dunningdesk/dunningdesk/app/courier/text"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// aNotice is the n-th of many: each with another customer, number and sum.
func aNotice(t testing.TB, n, items int) notice.Document {
	t.Helper()
	d := notice.Document{
		Language: "nb", Form: "no-c5", Number: fmt.Sprintf("2026-%06d", n), Issued: date.Must(2026, time.November, 23), PayBy: date.Must(2026, time.December, 7),
		Sender:    notice.Sender{Name: "Skagerrak Engros AS", Address: []string{"Brygga 7", "4610 Kristiansand"}, Contact: "Kari Nordby", Phone: "38 00 41 10", Email: "kari@skagerrak.example", Register: []string{"Org.nr. 987 654 325 MVA", "Foretaksregisteret"}},
		Recipient: notice.Recipient{Name: fmt.Sprintf("Kunde %d AS", n), Address: []string{"Storgata 14", fmt.Sprintf("%04d Tromsø", n%9999)}, CustomerNumber: fmt.Sprint(n)},
		Currency:  "NOK", Exponent: 2, Payment: notice.Payment{Account: "1234 56 78903", Reference: "001011700220466", ReferenceName: "KID", Link: fmt.Sprintf("https://pay.example/n/%d", n)},
	}
	for i := range items {
		open := int64(100_00 + n*7 + i)
		d.Items = append(d.Items, notice.Item{Number: fmt.Sprintf("F-%d", n*100+i), Issued: date.Must(2026, time.September, 14), Due: date.Must(2026, time.October, 14), Days: 40, Open: open})
		d.Total += open
	}
	d.Lines = []notice.Line{{Kind: notice.Fee, Amount: 3500, Rule: "inkassoforskriften §§ 1-2"}}
	d.Total += 3500
	var err error
	if d.Text, err = text.Render(d.Language, text.Firm, d.Vars()); err != nil {
		t.Fatal(err)
	}
	return d
}

func rendered(t testing.TB, d notice.Document) []byte {
	t.Helper()
	raw, err := letter.Render(d)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// runOf writes letters as a run into a file and gives its path and pages.
func runOf(t testing.TB, job *desk.PrintJob) (string, int) {
	t.Helper()
	if err := measure(t.Context(), job); err != nil {
		t.Fatal(err)
	}
	if job.Sorted == desk.PrintByFranking {
		job.SortByFranking()
	}
	file, err := os.Create(filepath.Join(t.TempDir(), "run.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	pages, err := writeWhole(t.Context(), file, job, func(int) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	return file.Name(), pages
}

func aRun(letters ...[]byte) *desk.PrintJob {
	job := &desk.PrintJob{Company: desk.Company{Name: "Skagerrak Engros AS", Country: "NO", Language: "nb"}, Run: 12, Made: date.Must(2026, time.November, 23), Sorted: desk.PrintByPlace}
	for i := range letters {
		job.Letters = append(job.Letters, desk.PrintLetter{Message: int64(i), Number: fmt.Sprintf("2026-%06d", i), Name: fmt.Sprintf("Kunde %d AS", i), PostalCode: "9008", Town: "Tromsø", Country: "NO"})
	}
	job.Open = func(i int) ([]byte, error) { return letters[job.Letters[i].Message], nil }
	return job
}

func pagesOf(t *testing.T, file string) []string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("skipped: pdftotext (package poppler-utils) is not installed")
	}
	out, err := exec.Command(tool, "-layout", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	pages := strings.Split(string(out), "\f")
	return pages[:len(pages)-1]
}

// A run says first what is in it and what to frank, then brings every letter, each on a front; a damaged one is named and left out.
func TestARunHoldsItsListAndEveryLetter(t *testing.T) {
	job := aRun(rendered(t, aNotice(t, 0, 2)), rendered(t, aNotice(t, 1, 60)), []byte("%PDF-1.3 damaged"), rendered(t, aNotice(t, 3, 1)))
	job.TwoSided = true
	file, count := runOf(t, job)
	pages := pagesOf(t, file)
	if len(pages) != count {
		t.Fatalf("%d pages are said, %d are in the file", count, len(pages))
	}
	for _, want := range []string{"Utskrift 12", "Brev 3", "Portoliste", "Innland", "Ikke i denne filen", "letter 2026-000002 cannot be printed", "Kunde 3 AS"} {
		if list := strings.Join(strings.Fields(pages[0]+pages[1]), " "); !strings.Contains(list, want) {
			t.Errorf("the list does not say %q:\n%s", want, list)
		}
	}
	for i, page := range pages {
		if strings.Contains(page, "Brygga 7 · 4610 Kristiansand") && i%2 == 1 {
			t.Errorf("a letter begins on page %d, which is a back", i+1)
		}
	}
	if job.Letters[2].Left == nil || !fault.Has(job.Letters[2].Left, BadLetter) {
		t.Errorf("the damaged letter: %v", job.Letters[2].Left)
	}
	if tool, err := exec.LookPath("qpdf"); err == nil {
		if said, err := exec.Command(tool, "--check", file).CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, said)
		}
	}
}

func TestByFrankingThinLettersComeFirst(t *testing.T) {
	job := aRun(rendered(t, aNotice(t, 0, 60)), rendered(t, aNotice(t, 1, 1)), rendered(t, aNotice(t, 2, 60)), rendered(t, aNotice(t, 3, 1)))
	job.Sorted = desk.PrintByFranking
	runOf(t, job)
	var sheets []int
	for _, l := range job.Letters {
		sheets = append(sheets, l.Sheets(false))
	}
	if fmt.Sprint(sheets) != "[1 1 3 3]" {
		t.Errorf("sheets %v", sheets)
	}
}

// The post takes registered letters for another postage, at a counter: they lie together and are counted apart.
func TestRegisteredLettersAreCountedApart(t *testing.T) {
	job := aRun(rendered(t, aNotice(t, 0, 1)), rendered(t, aNotice(t, 1, 60)), rendered(t, aNotice(t, 2, 1)))
	job.Sorted, job.Letters[0].Registered = desk.PrintByFranking, true
	file, _ := runOf(t, job)
	if !job.Letters[2].Registered {
		t.Errorf("the registered letter lies among the others: %+v", job.Letters)
	}
	list := strings.Join(strings.Fields(pagesOf(t, file)[0]), " ")
	if !strings.Contains(list, "Innland · REKOMMANDERT 1 11 20 1") || !strings.Contains(list, "3 R 2026-000000") {
		t.Errorf("the list does not tell them apart: %s", list)
	}
}

func TestWeightStepsAreReckonedFromSheets(t *testing.T) {
	for sheets, want := range map[int]int{1: 20, 2: 20, 3: 50, 8: 50, 9: 100, 19: 250, 1000: 2000} {
		if got := stepOf(weightOf(sheets)); got != want {
			t.Errorf("%d sheets: %d g, want %d", sheets, got, want)
		}
	}
}

// However many letters: the file grows by what is new of each, and fonts are in it once.
func TestARunGrowsByWhatIsNew(t *testing.T) {
	const few, many = 20, 220
	letters := make([][]byte, many)
	for i := range letters {
		letters[i] = rendered(t, aNotice(t, i, 2))
	}
	size := func(n int) int64 {
		file, _ := runOf(t, aRun(letters[:n]...))
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if fonts := bytes.Count(raw, []byte("/FontFile2")); fonts != 2 {
			t.Errorf("%d letters: %d fonts", n, fonts)
		}
		return int64(len(raw))
	}
	if each := (size(many) - size(few)) / (many - few); each > 6000 {
		t.Errorf("each letter takes %d bytes", each)
	}
	if _, err := pdf.Pages(letters[0]); err != nil {
		t.Error(err)
	}
}

func TestARunIsWrittenOverNoOther(t *testing.T) {
	dir := t.TempDir()
	for _, want := range []string{"print-run-000007.pdf", "print-run-000007-2.pdf", "print-run-000007-3.pdf"} {
		file := freeName(dir, 7)
		if filepath.Base(file) != want {
			t.Errorf("%s, want %s", file, want)
		}
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// Letters of a run that was not kept go back into the outbox, so that its file must not lie there; another's stays.
func TestARunThatIsNotKeptLeavesNoFile(t *testing.T) {
	dir := t.TempDir()
	for name, c := range map[string]struct {
		rename func(from, to string) error
		before bool
	}{
		"named, and the disk fails":   {func(from, to string) error { return errors.Join(os.Rename(from, to), errors.New("the disk is gone")) }, false},
		"not named, another's stands": {func(string, string) error { return errors.New("the disk is gone") }, true},
	} {
		file := filepath.Join(dir, "run.pdf")
		if c.before {
			if err := os.WriteFile(file, nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		part, err := os.CreateTemp(dir, "part")
		if err != nil {
			t.Fatal(err)
		}
		if keep(part, file, c.rename) == nil {
			t.Errorf("%s: it counts as kept", name)
		}
		if _, err := os.Lstat(file); (err == nil) != c.before {
			t.Errorf("%s: %v", name, err)
		}
		_ = os.Remove(file)
	}
}

// A letter whose pages are there but not what stands on them is found when it is joined: it alone is left out.
func TestALetterThatCannotBeJoinedLeavesTheOthers(t *testing.T) {
	broken := regexp.MustCompile(`/Contents \d+ 0 R`).ReplaceAllFunc(rendered(t, aNotice(t, 1, 2)), func(at []byte) []byte {
		return append(append([]byte("/Contents "), strings.Repeat("9", len(at)-len("/Contents  0 R"))...), " 0 R"...)
	})
	if n, err := pdf.Pages(broken); n != 1 || err != nil {
		t.Fatalf("it would not pass for a letter: %d pages, %v", n, err)
	}
	job := aRun(rendered(t, aNotice(t, 0, 2)), broken, rendered(t, aNotice(t, 2, 1)))
	file, count := runOf(t, job)
	if l := job.Letters[1]; l.Left == nil || !fault.Has(l.Left, BadLetter) || job.Letters[0].Left != nil || job.Letters[2].Left != nil {
		t.Fatalf("left out: %+v", job.Letters)
	}
	pages := pagesOf(t, file)
	if all := strings.Join(pages, " "); len(pages) != count || count != 3 || !strings.Contains(all, "letter 2026-000001 cannot be printed") || !strings.Contains(all, "Kunde 2 AS") {
		t.Errorf("%d pages:\n%s", count, all)
	}
}

// The franking list speaks the house's language, down to where letters go.
func TestTheFrankingListNamesLettersAtHomeInItsLanguage(t *testing.T) {
	for language, want := range map[string]string{"en": "Domestic", "nb": "Innland"} {
		job := aRun(rendered(t, aNotice(t, 0, 1)))
		job.Company.Language = language
		file, _ := runOf(t, job)
		if list := pagesOf(t, file)[0]; !strings.Contains(list, want) {
			t.Errorf("%s: %s", language, list)
		}
	}
}
