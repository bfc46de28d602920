package desk

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Enclosed is a paper that a mail can carry.
type Enclosed string

// Papers, by the words of MailSettings.Attach.
const (
	EncloseLetter    Enclosed = "letter"    // the notice itself, as it would be printed
	EncloseInvoices  Enclosed = "invoices"  // copies of the invoices, as far as the book has them
	EncloseStatement Enclosed = "statement" // all that the customer owes
	EncloseNothing   Enclosed = "none"
)

// Codes of what a mail leaves without.
const (
	NoInvoiceCopy      fault.Code = "no-invoice-copy"
	AttachmentTooLarge fault.Code = "attachment-too-large"
	NoStatement        fault.Code = "no-statement"
)

// usualAttachMB is how much a mail carries where nobody has said: servers refuse more than 25 MB, as encoded, and many less.
const usualAttachMB = 10

// Encloses reports whether reminders by mail carry a paper. A book where nobody has said carries the letter.
func (m MailSettings) Encloses(paper Enclosed) bool {
	if strings.TrimSpace(m.Attach) == "" {
		return paper == EncloseLetter
	}
	return slices.Contains(strings.Fields(m.Attach), string(paper))
}

// EnclosesAt is Encloses for a reminder of a level.
func (m MailSettings) EnclosesAt(level int, paper Enclosed) bool {
	if of, err := parseAttachLevels(m.AttachLevels); err == nil && of[level] != "" {
		m.Attach = of[level]
	}
	return m.Encloses(paper)
}

// mostLevel is the highest level that a reminder can have; see dunning.Procedure.
const mostLevel = 20

// parseAttachLevels reads "1: none; 3: letter statement".
func parseAttachLevels(text string) (map[int]string, error) {
	of := map[int]string{}
	for part := range strings.SplitSeq(text, ";") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		number, papers, ok := strings.Cut(part, ":")
		level, err := strconv.Atoi(strings.TrimSpace(number))
		if !ok || err != nil || level < 1 || level > mostLevel || of[level] != "" || strings.TrimSpace(papers) == "" {
			return nil, fault.New(fault.Invalid, "%q does not say what the mails of a level carry", strings.TrimSpace(part)).OnField("attach-levels").
				WithHint("each level once, from 1 to %d, such as 1: none; 3: letter statement", mostLevel)
		}
		words := strings.FieldsFunc(papers, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' })
		if err := checkPapers(words); err != nil {
			return nil, err.OnField("attach-levels")
		}
		of[level] = strings.Join(words, " ")
	}
	return of, nil
}

func writeAttachLevels(of map[int]string) string {
	var parts []string
	for _, level := range slices.Sorted(maps.Keys(of)) {
		parts = append(parts, strconv.Itoa(level)+": "+of[level])
	}
	return strings.Join(parts, "; ")
}

// attachLevel is the level of a key such as mail.attach.3.
func attachLevel(key string) (int, bool) {
	number, ok := strings.CutPrefix(strings.ToLower(key), "mail.attach.")
	if !ok {
		return 0, false
	}
	level, err := strconv.Atoi(number)
	return level, err == nil
}

// attachingAt gives AttachLevels with the papers of one level; no papers named means that it carries what all carry.
func (m MailSettings) attachingAt(level int, papers string) (string, error) {
	of, err := parseAttachLevels(m.AttachLevels)
	if err != nil {
		return "", err
	}
	delete(of, level)
	one, err := parseAttachLevels(strconv.Itoa(level) + ": " + cmp.Or(strings.TrimSpace(papers), string(EncloseNothing)))
	if err != nil {
		return "", err
	}
	if strings.TrimSpace(papers) != "" {
		of[level] = one[level]
	}
	return writeAttachLevels(of), nil
}

// AttachLimit is how many bytes of papers a mail carries at most.
func (m MailSettings) AttachLimit() int {
	if m.AttachMB <= 0 {
		return usualAttachMB << 20
	}
	return m.AttachMB << 20
}

func (m MailSettings) checkAttach() error {
	if err := checkPapers(strings.Fields(m.Attach)); err != nil {
		return err.OnField("attach")
	}
	if _, err := parseAttachLevels(m.AttachLevels); err != nil {
		return err
	}
	if m.AttachMB < 0 || m.AttachMB > 18 { // encoded, 18 MB are 25
		return fault.New(fault.Invalid, "a mail cannot carry %d MB", m.AttachMB).OnField("attach-mb").WithHint("at most 18; 0 is the usual 10")
	}
	return nil
}

func checkPapers(words []string) *fault.Error {
	for _, word := range words {
		switch Enclosed(word) {
		case EncloseLetter, EncloseInvoices, EncloseStatement, EncloseNothing:
		default:
			return fault.New(fault.Invalid, "%q is no paper that a mail carries", word).WithHint("letter, invoices and statement, with spaces between; or none")
		}
	}
	return nil
}

// trial is the address that all mails go to while the office tries; empty: they go to the customers.
func trial(r store.Reader) (string, error) {
	var m MailSettings
	_, err := r.Setting(keyMail, &m)
	if m.Mode != MailToServer {
		m.TestTo = ""
	}
	return m.TestTo, err
}

// enclose adds what goes along with a reminder by mail, where the settings ask for it.
func (d *Desk) enclose(r store.Reader, j *Job) error {
	if j.Notice.Channel != receivable.Email || j.Notice.Event != dunning.NoEvent {
		return nil
	}
	if j.Mail.EnclosesAt(j.Notice.Level, EncloseInvoices) {
		if err := j.withCopies(r); err != nil {
			return err
		}
	}
	if !j.Mail.EnclosesAt(j.Notice.Level, EncloseStatement) {
		return nil
	}
	stated, err := d.stateAccount(r, j.Debtor, StatementOrder{Debtor: j.Debtor.ID, On: j.Date}, j.Notice.New...)
	j.Account = &StatementJob{Company: j.Company, Debtor: j.Debtor, Statement: stated, Printed: j.Date}
	return err
}

// withCopies adds the copies of the invoices that a reminder is about.
func (j *Job) withCopies(r store.Reader) error {
	for i := range j.Notice.Lines {
		line := &j.Notice.Lines[i]
		found, ok, err := invoiceCopy(r, line.Item)
		switch {
		case err != nil:
			return err
		case !ok:
			j.NoCopies = append(j.NoCopies, line.Number)
			continue
		}
		if found, err = r.Enclosure(found.ID); err != nil {
			return err
		}
		j.Copies = append(j.Copies, InvoiceCopy{Item: line.Item, Name: found.Name, Bytes: found.Bytes})
	}
	return nil
}
