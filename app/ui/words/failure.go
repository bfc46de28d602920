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
		if key := failureKey(coded); key != "" && i18n.Language() != english {
			f.Details += ": " + coded.Message
			f.What, f.Todo = i18n.T(key), ""
		}
	}
	return f
}

// english is the language in which errors are written, more exactly than a sentence by the code could.
const english = "en"

// failures are the errors that a clerk meets beside texts and mails, by code and where that says too little by field.
var failures = map[string]string{
	"text-refused": "failure.text-refused", "text-in-use": "failure.text-in-use", "conflict/customer": "failure.owes-nothing",
	"template-syntax": "failure.template", "template-variable": "failure.template", "template-markup": "failure.template",
	"mail-in-off": "failure.mail-in-off", "unavailable/host": "failure.mail-host", "unavailable/user": "failure.mail-user", "unavailable/folder": "failure.mail-folder",
}

// failureKey names the sentence of an error; empty: it has none of its own.
func failureKey(f *fault.Error) string {
	if key := failures[string(f.Code)+"/"+f.Field]; key != "" {
		return key
	}
	return failures[string(f.Code)]
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
