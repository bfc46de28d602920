package courier

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/wording"
	"github.com/dunningdesk/dunningdesk/app/courier/sms"
	"github.com/dunningdesk/dunningdesk/app/courier/text"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// shortSegments is how many messages a text may take before somebody should shorten it.
const shortSegments = 2

// Names lists the texts that come with the program.
func (c *Courier) Names() []string { return append(text.Tones(), text.Events()...) }

// Languages lists those that have texts.
func (c *Courier) Languages() []string { return text.Languages() }

// Variables lists the values that a text may name.
func (c *Courier) Variables() []string { return text.Names() }

// Shipped is the text that comes with the program.
func (c *Courier) Shipped(name, language string) (string, error) {
	source, err := text.Source(language, name)
	if err != nil || text.LanguageOf(language) != language {
		return "", fault.New(fault.NotFound, "there is no text %q in %q", name, language).WithHint("see `texts list`")
	}
	return source, nil
}

// Examine reads a text, fills it in with examples, and says what is wrong with it.
func (c *Courier) Examine(t wording.Text) []wording.Finding {
	if len(t.Source) > text.MaxSource { // nobody wrote that: do not read it word by word
		return []wording.Finding{unreadable(fault.New(text.BadTemplate, "it is longer than %d bytes", text.MaxSource))}
	}
	found := wording.Check(t)
	tmpl, err := text.Compile(t.Name, t.Source)
	if err != nil {
		found = append(found, unreadable(err))
		wording.Sort(found)
		return found
	}
	found = append(found, filledIn(tmpl)...)
	wording.Sort(found)
	return found
}

// unreadable is what keeps a text from being filled in. The line that the message names is the finding's.
func unreadable(err error) wording.Finding {
	f := wording.Finding{Rule: wording.Syntax, Severity: wording.Error, Args: map[string]string{"message": sentence(err)}}
	var coded *fault.Error
	if errors.As(err, &coded) && coded.Hint != "" {
		f.Args["hint"] = coded.Hint
	}
	_, after, named := strings.Cut(f.Args["message"], "line ")
	digits := after[:len(after)-len(strings.TrimLeft(after, "0123456789"))]
	if n, err := strconv.Atoi(digits); named && err == nil {
		f.Line = n
		f.Args["message"] = strings.TrimLeft(after[len(digits):], ": ")
	}
	return f
}

// filledIn fills a text in as it will be: for one invoice and several, with everything known and with little. It must read well each time.
func filledIn(tmpl *text.Template) []wording.Finding {
	var found []wording.Finding
	said := map[wording.Rule]bool{}
	say := func(f wording.Finding) {
		if !said[f.Rule] {
			said[f.Rule] = true
			found = append(found, f)
		}
	}
	for _, v := range text.Examples() {
		r, err := tmpl.Render(v)
		if err != nil {
			say(unreadable(err))
			continue
		}
		for _, part := range []string{r.Subject, r.Heading, r.SMS, r.Plain} {
			if gap := gapIn(part); gap != "" {
				say(wording.Finding{Rule: wording.Gap, Severity: wording.Warning, Args: map[string]string{"word": gap}})
			}
		}
		if r.Subject == "" || r.Heading == "" || r.Plain == "" {
			say(wording.Finding{Rule: wording.Gap, Severity: wording.Error, Args: map[string]string{"word": "–"}})
		}
		size := sms.Measure(sms.Plainly(r.SMS))
		if len(size.Forcing) > 0 {
			say(wording.Finding{Rule: wording.WideSMS, Severity: wording.Warning, Args: map[string]string{"word": strings.Join(size.Forcing, " ")}})
		}
		if size.Segments > shortSegments {
			say(wording.Finding{Rule: wording.LongSMS, Severity: wording.Warning, Args: map[string]string{"segments": strconv.Itoa(size.Segments), "most": strconv.Itoa(shortSegments)}})
		}
	}
	return found
}

// gapIn finds a place that reads badly because a value is missing there.
func gapIn(s string) string {
	for _, bad := range []string{"  ", " .", " ,", "**", "()"} {
		if at := strings.Index(s, bad); at >= 0 {
			runes := []rune(s[:at])
			before := string(runes[max(0, len(runes)-20):])
			after := []rune(s[at:])
			return strings.TrimSpace(before + string(after[:min(len(after), 12)]))
		}
	}
	return ""
}

// Show makes a notice with a text in the place of the one that would be used.
func (c *Courier) Show(ctx context.Context, job desk.Job, t desk.TextDraft) (shown desk.Shown) {
	texts := desk.HouseTexts{}
	for key, own := range job.Texts {
		texts[key] = own
	}
	texts[desk.TextKey{Name: t.Name, Language: t.Language}] = desk.OwnText{Name: t.Name, Language: t.Language, Source: t.Source}
	job.Texts, job.Debtor.Language = texts, t.Language
	d, _, err := document(job)
	if err != nil {
		return desk.Shown{MailErr: err, LetterErr: err}
	}
	if d.Text.SMS != "" {
		shown.SMS = sms.Plainly(textOf(job.Notice, d))
		shown.Size = sizeOf(shown.SMS)
	}
	paper, err := c.agreementOf(ctx, job, t.Language)
	if err != nil {
		return desk.Shown{MailErr: err, LetterErr: err}
	}
	letter := job
	letter.Notice.Channel = receivable.Letter
	shown.Letter, shown.LetterErr = makeLetter(letter, d, paper)
	if ctx.Err() != nil {
		shown.MailErr = ctx.Err()
		return shown
	}
	mailed := job
	mailed.Notice.Channel = receivable.Email
	if mailed.Debtor.Email == "" {
		mailed.Debtor.Email = "customer@example.invalid" // nobody is written to: how it looks is what is asked
	}
	mailed.Mail.TestTo = ""
	shown.Mail, shown.MailErr = c.makeMail(ctx, mailed, d, paper)
	return shown
}

// agreementOf is the paper of an agreement in the language of its text; none where the notice is about no agreement.
func (c *Courier) agreementOf(ctx context.Context, job desk.Job, language string) ([]byte, error) {
	if job.Agreement == nil {
		return nil, nil
	}
	paper := *job.Agreement
	paper.Language = language
	return c.Agreement(ctx, paper)
}
