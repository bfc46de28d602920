package desk_test

import (
	"errors"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// dropped is an office whose list is put into a folder.
func dropped(t *testing.T) (o *office, files map[string][]string, look func() bool) {
	t.Helper()
	o = newOffice(t, twoCustomers)
	o.source.extra = []desk.Field{{Key: "folder", Type: "folder"}}
	files = map[string][]string{"/in": {"open.csv 10"}}
	o.must(o.ChangeConnection(t.Context(), o.conn.ID, desk.NewConnection{
		Name: "Books", Settings: map[string]string{"file": "x", "folder": "/in"}, Approve: true,
	}))
	watch := o.WatchFolders(func(path string) ([]string, error) {
		if files[path] == nil {
			return nil, errors.New("the drive is away")
		}
		return files[path], nil
	})
	return o, files, func() bool {
		before := len(o.source.reads)
		_, err := watch.Look(t.Context())
		if (err != nil) != (o.source.fail != nil && len(o.source.reads) > before) {
			t.Errorf("the look says %v", err)
		}
		return len(o.source.reads) > before
	}
}

func TestWhatIsPutIntoAFolderIsRead(t *testing.T) {
	_, files, look := dropped(t)
	for i, step := range []struct {
		name  string
		files []string
		read  bool
	}{
		{"the first look", []string{"open.csv 10"}, false},
		{"it lies there still", []string{"open.csv 10"}, true},
		{"nothing happens", []string{"open.csv 10"}, false},
		{"it is being written", []string{"open.csv 20"}, false},
		{"it grows", []string{"open.csv 30"}, false},
		{"it is whole", []string{"open.csv 30"}, true},
		{"the drive is away", nil, false},
		{"it is back", []string{"open.csv 30"}, false},
		{"emptied", []string{}, false},
		{"still empty", []string{}, false},
		{"another list", []string{"open.csv 30", "open2.csv 5"}, false},
		{"it lies there still", []string{"open.csv 30", "open2.csv 5"}, true},
	} {
		if files["/in"] = step.files; step.files == nil {
			delete(files, "/in")
		}
		if got := look(); got != step.read {
			t.Errorf("%d, %s: read %v", i, step.name, got)
		}
	}
}

func TestAListThatFailsIsReadAgainWhenThatMayHelp(t *testing.T) {
	o, files, look := dropped(t)
	read := func(code fault.Code, after time.Duration) bool {
		o.source.fail = nil
		if code != "" {
			o.source.fail = fault.New(code, "not now")
		}
		o.clock.add(after)
		return look()
	}
	for i, step := range []struct {
		code  fault.Code
		after time.Duration
		read  bool
	}{
		{"source-locked", 0, false},
		{"source-locked", 0, true},
		{"source-locked", 20 * time.Second, false},
		{"source-locked", 50 * time.Second, true},
		{"source-locked", time.Minute, false},
		{"source-locked", 2 * time.Minute, true},
		{"", time.Hour, true},
		{"", time.Hour, false},
	} {
		if got := read(step.code, step.after); got != step.read {
			t.Errorf("%d: read %v", i, got)
		}
	}
	files["/in"] = []string{"open.csv 11"}
	if read("column-missing", 0) || !read("column-missing", 0) || read("column-missing", 3*time.Hour) {
		t.Error("a list that nobody has mended is read again")
	}
	files["/in"] = []string{"open.csv 12"}
	if read("", 0) || !read("", 0) {
		t.Error("the mended list is not read")
	}
}

func TestAConnectorThatNobodyApprovedIsNotRunByAFolder(t *testing.T) {
	o, _, look := dropped(t)
	c, err := o.Connections(t.Context())
	o.must(err)
	o.must(o.Book.Update(t.Context(), o.Actor, func(w store.Writer) error {
		c[0].Connection.Checksum = ""
		_, err := w.PutConnection(c[0].Connection)
		return err
	}))
	for range 3 {
		if look() {
			t.Error("it was run")
		}
	}
}
