package web

import "github.com/dunningdesk/dunningdesk/plugin/spec"

// Page is one page of a list.
type Page[T any] struct {
	// Rows are nil where the answer has no list at all, as when it tells of a failure: that is not a list without rows.
	Rows []T
	// Count is how many rows the source says that the whole list has; negative where it does not say.
	Count int
	More  bool
}

const (
	// attempts at a list that changes while it is read.
	attempts = 3
	// emptyPages is how many pages without a row may come one after the other. Sources that filter as they go send some.
	emptyPages = 100
)

// Steady reads a list page by page, numbered from 0. Where a row comes twice, or there are not as many as the source says, rows
// have moved between two pages, and the list is read again. key tells rows apart; name is for people.
func Steady[T any](name string, key func(T) string, fetch func(n int) (Page[T], error)) ([]T, error) {
	return again(name, func() (all []T, steady bool, err error) {
		seen, count, empty := map[string]bool{}, -1, 0
		err = EachPage(func(n int) (string, bool, error) {
			page, err := fetch(n)
			if err == nil && page.Rows == nil {
				err = NoList(name)
			}
			if err != nil {
				return "", false, err
			}
			if empty++; len(page.Rows) > 0 {
				empty = 0
			}
			if empty > emptyPages {
				return "", false, endless()
			}
			steady = n == 0 || count == page.Count
			count = page.Count
			for _, row := range page.Rows {
				steady = steady && !seen[key(row)]
				seen[key(row)] = true
			}
			all = append(all, page.Rows...)
			return mark(key, page.Rows), page.More && steady, nil
		})
		return all, steady && (count < 0 || count == len(all)), err
	})
}

// Overlapping reads a list whose rows are asked for from an index on, where the source does not say how many there are; rows are nil
// where the answer has no list. more may always be true: a page that brings nothing new is the last. Each page
// begins with the last row of the one before: where that is another one, rows have gone meanwhile, and the list is read again.
func Overlapping[T any](name string, key func(T) string, fetch func(from int) (rows []T, more bool, err error)) ([]T, error) {
	return again(name, func() (all []T, steady bool, err error) {
		seen := map[string]bool{}
		steady = true
		err = EachPage(func(int) (string, bool, error) {
			rows, more, err := fetch(max(0, len(all)-1))
			if err == nil && rows == nil {
				err = NoList(name)
			}
			if err != nil {
				return "", false, err
			}
			if len(all) > 0 {
				if steady = len(rows) > 0 && key(rows[0]) == key(all[len(all)-1]); !steady {
					return "", false, nil
				}
				rows = rows[1:]
			}
			for _, row := range rows {
				steady = steady && !seen[key(row)]
				seen[key(row)] = true
			}
			all = append(all, rows...)
			return "", more && steady && len(rows) > 0, nil
		})
		return all, steady, err
	})
}

// again reads until nothing has changed on the way.
func again[T any](name string, read func() ([]T, bool, error)) ([]T, error) {
	for range attempts {
		all, steady, err := read()
		if err != nil {
			return nil, err
		}
		if steady {
			return all, nil
		}
	}
	return nil, spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeSourceChanged, Summary: "The source's list of " + name + " changes while it is read.",
		Hint: "Sync again when less is being booked.",
	}
}

// NoList is an answer that went well and holds no list: taken for an empty one it would settle everybody, and have what was
// searched in it written twice.
func NoList(name string) error {
	return spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeSourceUnreadable, Summary: "The source answers without the list of " + name + ".",
		Hint: "Try again; report it when it stays. Nothing was taken as paid.",
	}
}

func mark[T any](key func(T) string, rows []T) string {
	if len(rows) == 0 {
		return ""
	}
	return key(rows[0])
}
