package main

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// maxExport bounds what is read into memory.
const maxExport = 64 << 20

type book struct {
	Customers []customer `json:"customers"`
	Invoices  []invoice  `json:"invoices"`
}

type customer struct {
	ID, Number, Name, Email, Street, Zip, City, Country string
	Company                                             bool
}

// An amount is text here: a float would already have lost cents.
type invoice struct {
	ID, Customer, Number, Date, Due, Currency, Total, Open string
}

func open(path string) (book, error) {
	file, err := os.Open(path)
	if err != nil {
		return book{}, err
	}
	defer func() { _ = file.Close() }() // only read
	b, err := io.ReadAll(io.LimitReader(file, maxExport+1))
	if err != nil {
		return book{}, err
	}
	if len(b) > maxExport {
		return book{}, errors.New("it holds more than 64 MiB")
	}
	var out book
	return out, json.Unmarshal(b, &out)
}

// asDiagnostic says what happened, on which field, and what to do.
func asDiagnostic(err error) spec.Diagnostic {
	d := spec.Diagnostic{
		Severity: spec.SeverityError, Field: "file",
		Code: spec.CodeSourceUnreadable, Summary: "The export cannot be read: " + err.Error() + ".",
		Hint: "Export the open items from Cashbook again.",
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		d.Summary = "The export " + filepath.Base(path.Path) + " cannot be opened: " + path.Err.Error() + "."
		d.Code, d.Hint = spec.CodeSourceNotFound, "Choose the file again."
	}
	return d
}
