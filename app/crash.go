package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// keepCrash turns a mistake of the program into a file in the data folder and an error that names it. The file says where
// the program was, not with what: a message that somebody composed may hold a customer's name, so only those of Go's own
// runtime are kept. It must be deferred.
func keepCrash(folder string, err *error) {
	value := recover()
	if value == nil {
		return
	}
	*err = crashed(folder, value, debug.Stack())
}

func crashed(folder string, value any, stack []byte) error {
	what := fmt.Sprintf("a value of type %T, kept out of this file", value)
	var own runtime.Error
	if e, ok := value.(error); ok && errors.As(e, &own) {
		what = own.Error()
	}
	now := realClock.Now()
	path := filepath.Join(folder, "crash-"+now.UTC().Format("20060102-150405")+".log")
	text := fmt.Sprintf("Dunning Desk %s, %s/%s, %s\n%s\n%s\n\n%s", version, runtime.GOOS, runtime.GOARCH, runtime.Version(), now.UTC().Format("2006-01-02 15:04:05Z"), what, stack)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		return fault.New(fault.Internal, "the program made a mistake: %s", what)
	}
	return fault.New(fault.Internal, "the program made a mistake and had to stop").WithHint("the book is whole; please report the file %s, which holds no customer data", path)
}
