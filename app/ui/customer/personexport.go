package customer

import (
	"context"
	"os"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// exportAll writes all that is stored about the customer where the person chooses. The file is of this person alone until it
// is handed on.
func (s *Screen) exportAll() {
	id, name := s.model.View.Debtor.ID, s.name()
	s.stage.SaveFile(i18n.T("person-export.file", i18n.Args{"number": s.model.View.Debtor.Number}), func(path string) {
		runner.Go(s.stage.Run, func(ctx context.Context) (struct{}, error) {
			doc, err := s.desk.PersonExport(ctx, id)
			if err != nil {
				return struct{}{}, err
			}
			if err := os.WriteFile(path, doc.Bytes, 0o600); err != nil {
				return struct{}{}, fault.Wrap(err, fault.Unavailable, "%s cannot be written", path).WithHint("choose another folder")
			}
			return struct{}{}, nil
		}, func(_ struct{}, err error) {
			if err != nil {
				s.stage.Fail(err)
				return
			}
			s.did(i18n.T("person-export.done", i18n.Args{"name": name, "file": path}))()
		})
	})
}

func legalHoldFacts(f facts, w words.Words) string {
	return words.Facts(quoted(f.text("reason")), i18n.T("timeline.review-on", i18n.Args{"date": f.day("review", w)}))
}
