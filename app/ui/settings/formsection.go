package settings

import (
	"errors"
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

func sentence(err error) string { return words.Sentence(err) }

// form is a section that is one form.
type form struct {
	*widget.Form
}

func newForm(st *stage.Stage, fields []widget.FormField) form {
	return form{widget.NewForm(fields, widget.FormConfig{Locale: st.Words.Dates(), Today: st.Words.Today(), Pick: st.Pick})}
}

func (f form) content() fyne.CanvasObject { return f.Form }

func (f form) failed(err error) bool {
	var coded *fault.Error
	if !errors.As(err, &coded) || f.Field(coded.Field) == nil {
		return false
	}
	f.SetErrors(map[string]string{coded.Field: sentence(err)})
	return true
}

// checked reads the form when all its fields are good.
func (f form) checked() (map[string]string, error) {
	if !f.Validate() {
		return nil, fault.New(fault.Invalid, "%s", i18n.T("settings.mend"))
	}
	return f.Values(), nil
}

// set fills the form; fields that have no value are emptied.
func (f form) set(values map[string]string) { f.SetValues(values) }

func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}

func yes(b bool) string {
	if b {
		return "true"
	}
	return "false"
}
