// Package retention asks what privacy asks of an office: whether a customer may be forgotten, and what keeps one from it. The customer's
// page and the settings open the same dialogs.
package retention

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/privacy"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Desk is what the dialogs need of the desk.
type Desk interface {
	PreviewAnonymise(ctx context.Context, id receivable.DebtorID) (desk.ForgetPreview, error)
	Anonymise(ctx context.Context, o desk.AnonymiseOrder) (desk.Anonymised, error)
	HoldLegally(ctx context.Context, o desk.LegalHoldOrder) (int64, error)
	LiftLegalHold(ctx context.Context, id int64, why string) error
}

// obstacleKeys are the words for what stands against forgetting a customer.
var obstacleKeys = map[privacy.Obstacle]string{
	privacy.Already: "forget.already", privacy.OnLegalHold: "forget.legal-hold", privacy.OpenItems: "forget.open-items", privacy.OpenCharges: "forget.open-charges",
	privacy.InWave: "forget.in-wave", privacy.Messages: "forget.messages", privacy.OpenPromises: "forget.promises", privacy.OpenDisputes: "forget.disputes",
	privacy.Agreements: "forget.agreements", privacy.Escalations: "forget.escalations", privacy.OpenTasks: "forget.tasks", privacy.OpenRequests: "forget.requests", privacy.Postings: "forget.postings",
	privacy.NoRetention: "forget.no-retention", privacy.RetentionRuns: "forget.retention", privacy.StillInSource: "forget.still-in-source",
}

// Obstacles says what stands against forgetting a customer; empty when nothing does.
func Obstacles(v *privacy.Verdict, w words.Words) string {
	var parts []string
	for _, o := range v.Obstacles {
		key, known := obstacleKeys[o]
		if !known {
			parts = append(parts, string(o))
			continue
		}
		parts = append(parts, i18n.T(key, i18n.Args{"date": w.Day(v.First)}))
	}
	return words.Facts(parts...)
}

// partKeys are the words for what goes and what stays.
var partKeys = map[string]string{
	desk.GoesContact: "forget.part-contact", desk.GoesConsents: "forget.part-consents", desk.GoesReferences: "forget.part-references",
	desk.GoesDocuments: "forget.part-documents", desk.GoesWords: "forget.part-words", desk.GoesLog: "forget.part-log",
	desk.StaysSums: "forget.part-sums", desk.StaysNotices: "forget.part-notices", desk.StaysProof: "forget.part-proof", desk.StaysChain: "forget.part-chain",
}

// partLines says what goes, or what stays, a line each.
func partLines(parts []desk.ForgetPart, w words.Words) []string {
	out := make([]string, 0, len(parts))
	for _, p := range parts {
		text := p.Name
		if key, known := partKeys[p.Name]; known {
			text = i18n.T(key)
		}
		out = append(out, words.Facts(text, w.Count(p.Count)))
	}
	return out
}

// AskAnonymise shows what anonymising a customer takes and leaves, and does it when nothing stands against it and the customer's number
// has been typed. It cannot be undone.
func AskAnonymise(st *stage.Stage, d Desk, id receivable.DebtorID, done func(said string)) {
	runner.Go(st.Run, func(ctx context.Context) (desk.ForgetPreview, error) { return d.PreviewAnonymise(ctx, id) }, func(p desk.ForgetPreview, err error) {
		if err != nil {
			st.Fail(err)
			return
		}
		askAnonymise(st, d, &p, done)
	})
}

func askAnonymise(st *stage.Stage, d Desk, p *desk.ForgetPreview, done func(said string)) {
	w := st.Words
	lines := preview(p, w)
	name := i18n.Args{"name": p.Name, "number": p.Number}
	if !p.May() && !p.OnlyInSource() {
		widget.AskOn(st.Canvas(), widget.Question{
			Title: i18n.T("forget.title", name), Text: i18n.T("forget.not-now", i18n.Args{"why": Obstacles(&p.Verdict, w)}), Content: lines, Cancel: i18n.T("dialog.close"), Width: 640,
		})
		return
	}
	why, number := widget.NewInput(i18n.T("forget.why-hint")), widget.NewInput(p.Number)
	fields := []stage.NamedField{
		stage.Labelled("why", i18n.T("forget.why"), why), stage.Labelled("number", i18n.T("forget.type-number", name), number),
	}
	content := widget.Stack(12, lines)
	if p.OnlyInSource() {
		content.Add(widget.NewSentence(widget.Body.In(theme.Overdue2.Text()), i18n.T("forget.comes-back")))
	}
	content.Add(stage.InLines(fields, 1))
	st.Decide(stage.Decision{
		Title: i18n.T("forget.title", name), Text: i18n.T("forget.text"), Verb: i18n.T("forget.verb", name), Icon: theme.IconPerson, Danger: true, Width: 640,
		Fields: fields, Content: content,
		Work: func() (func(context.Context) error, error) {
			if strings.TrimSpace(number.Text()) != p.Number {
				return nil, stage.Missing("number", i18n.T("forget.wrong-number", name))
			}
			o := desk.AnonymiseOrder{Debtor: p.Debtor, Why: why.Text(), EvenIfInSource: p.OnlyInSource()}
			return func(ctx context.Context) error {
				_, err := d.Anonymise(ctx, o)
				return err
			}, nil
		},
		Done: func() { done(i18n.T("forget.done", i18n.Args{"number": p.Number})) },
	})
}

// preview stands what goes beside what stays, each with why.
func preview(p *desk.ForgetPreview, w words.Words) fyne.CanvasObject {
	kept := i18n.T("forget.stays-why")
	if p.Retention.Years > 0 {
		kept = i18n.N("forget.stays-law", p.Retention.Years, i18n.Args{"ref": p.Retention.Ref})
	}
	column := func(title, about string, lines []string) fyne.CanvasObject {
		out := widget.Stack(4, widget.NewText(title, widget.BodyStrong), widget.NewSentence(widget.Small, about))
		for _, l := range lines {
			out.Add(widget.NewSentence(widget.Body, l))
		}
		return out
	}
	return widget.NewBox(theme.Pane, widget.Inset(12, theme.Edge, 12, theme.Edge, stage.Columns(
		widget.Inset(0, theme.Edge, 0, 0, column(i18n.T("forget.goes"), i18n.T("forget.goes-why"), partLines(p.Goes, w))),
		column(i18n.T("forget.stays"), kept, partLines(p.Stays, w)),
	)))
}
