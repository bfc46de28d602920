package words

import (
	"errors"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// Failure says what happened, to what, and what to do next.
func Failure(err error) widget.Failure {
	f := widget.Failure{What: capital(err.Error()), Details: string(fault.CodeOf(err))}
	var coded *fault.Error
	if errors.As(err, &coded) {
		f.What, f.Todo = Sentenced(Said(coded.Message)), Sentenced(Said(coded.Hint))
		if coded.Err != nil {
			f.Details += ": " + coded.Err.Error()
		}
	}
	return f
}

// Sentence is Failure in one line, for the notice line and under a field.
func Sentence(err error) string {
	f := Failure(err)
	if f.Todo == "" {
		return f.What
	}
	return f.What + " " + f.Todo
}

// ErrorWords are the words on the buttons of a failure.
func ErrorWords() widget.ErrorWords {
	return widget.ErrorWords{Retry: i18n.T("failure.retry"), Copy: i18n.T("failure.copy"), Copied: i18n.T("failure.copied")}
}
