package main

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// loose is a text or a number: the same field is one or the other from call to call.
type loose string

// UnmarshalJSON keeps the token; null and false are nothing.
func (l *loose) UnmarshalJSON(b []byte) error {
	switch b[0] {
	case '"':
		return json.Unmarshal(b, (*string)(l))
	case 'n', 'f':
		*l = ""
		return nil
	case '[', '{', 't':
		return fmt.Errorf("%.20s is neither text nor number", b)
	}
	*l = loose(b)
	return nil
}

// id is the number of a record, 0 when it is none.
func (l loose) id() int64 {
	n, err := strconv.ParseInt(string(l), 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// day is the civil day of a moment that Dolibarr sends for one: midnight of its own time zone, in Unix seconds. Any other
// time of the day shows that the zone is another one.
func day(seconds loose, zone *time.Location) (spec.Date, error) {
	if seconds == "" || seconds == "0" {
		return "", nil
	}
	n, err := strconv.ParseInt(string(seconds), 10, 64)
	if err != nil || n < -1<<35 || n > 1<<38 {
		return "", fmt.Errorf("%.20q is not a date", string(seconds))
	}
	at := time.Unix(n, 0).In(zone)
	y, m, d := at.Date()
	late := n - time.Date(y, m, d, 0, 0, 0, 0, zone).Unix()
	if late < 0 || late > 3600 { // a summer time that begins at midnight has none
		return "", errZone
	}
	return spec.DateOf(at), nil
}

// errZone is what a date gives away of a wrong time zone.
var errZone = spec.Diagnostic{
	Severity: spec.SeverityError, Code: spec.CodeSettingInvalid, Field: "timezone", Summary: "The dates of Dolibarr are no midnights in this time zone.",
	Hint: "Choose the time zone of the server that Dolibarr runs on.",
}

// midnight is what Dolibarr takes for a day.
func midnight(d spec.Date, zone *time.Location) int64 {
	at, err := time.ParseInLocation(time.DateOnly, string(d), zone)
	if err != nil {
		return 0
	}
	return at.Unix()
}
