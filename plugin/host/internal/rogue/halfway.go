package main

import (
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
)

// halfWay is what moody does after its first customer.
var halfWay = map[string]func(*receivablev1.ReadRequest, sender) error{
	"crash": func(*receivablev1.ReadRequest, sender) error {
		fmt.Fprintln(os.Stderr, "out of luck")
		os.Exit(7)
		return nil
	},
	"crash-stop": func(_ *receivablev1.ReadRequest, to sender) error {
		<-to.Context().Done()
		os.Exit(7)
		return nil
	},
	"hang":         func(*receivablev1.ReadRequest, sender) error { select {} },
	"ignores-stop": func(*receivablev1.ReadRequest, sender) error { select {} },
	"frozen": func(*receivablev1.ReadRequest, sender) error {
		freeze()
		select {} // until the signal arrives
	},
	"glutton": func(*receivablev1.ReadRequest, sender) error {
		glutton()
		return nil
	},
	"quits":      func(*receivablev1.ReadRequest, sender) error { return nil },
	"flood":      func(r *receivablev1.ReadRequest, to sender) error { return onTheWire["endless"](r, to) },
	"huge":       func(r *receivablev1.ReadRequest, to sender) error { return onTheWire["huge-record"](r, to) },
	"rows":       rows,
	"rows-kept":  rowsKept,
	"marks":      marks,
	"duplicates": duplicates,
	"leak":       leak,
}

func init() {
	maps.Copy(halfWay, floods)
}

// customerBatch is a batch of customers nobody has heard of, each with an invoice.
func customerBatch(from, n int64) *receivablev1.ReadResponse {
	batch := &receivablev1.Batch{}
	for i := from; i < from+n; i++ {
		item := goodItem()
		item.ExternalId, item.DebtorId, item.Number, item.Currency = fmt.Sprint("f", i), fmt.Sprint("F", i), fmt.Sprint(i), "NOK"
		batch.Debtors = append(batch.Debtors, &receivablev1.Debtor{ExternalId: item.GetDebtorId(), Number: item.GetDebtorId(), Name: "Flood"})
		batch.Items = append(batch.Items, item)
	}
	return &receivablev1.ReadResponse{Event: &receivablev1.ReadResponse_Batch{Batch: batch}}
}

// rows sends so many good records that nobody can hold them, and no checkpoint.
func rows(_ *receivablev1.ReadRequest, to sender) error {
	const each = 1000
	for n := int64(0); n < size(); n += 2 * each {
		if err := to.Send(customerBatch(n/2, each)); err != nil {
			return err
		}
	}
	return nil
}

// rowsKept closes each batch of them truly, so that it is kept.
func rowsKept(r *receivablev1.ReadRequest, to sender) error {
	const each = 1000
	for n := int64(0); n < size(); n += 2 * each {
		if err := to.Send(customerBatch(n/2, each)); err != nil {
			return err
		}
		sent := n/2 + each
		if err := to.Send(checkpoint(&receivablev1.Checkpoint{
			Generation: r.GetGeneration(), Counts: map[string]int64{"debtors": 1 + sent, "items": 1 + sent},
			Sums: map[string]int64{"NOK": 125000 + sent*119000}, Exponents: map[string]int32{"NOK": 2},
		})); err != nil {
			return err
		}
	}
	return nil
}

// marks closes the same stretch again and again, as if there were no end.
func marks(r *receivablev1.ReadRequest, to sender) error {
	for {
		if err := to.Send(checkpoint(&receivablev1.Checkpoint{
			Generation: r.GetGeneration(), Counts: map[string]int64{"debtors": 1, "items": 1},
			Sums: map[string]int64{"NOK": 125000}, Exponents: map[string]int32{"NOK": 2},
		})); err != nil {
			return err
		}
	}
}

// duplicates sends each record twice and claims them all.
func duplicates(r *receivablev1.ReadRequest, to sender) error {
	for _, n := range []int{1, 2, 2} {
		if err := sendCustomer(to, n, ""); err != nil {
			return err
		}
	}
	return to.Send(checkpoint(&receivablev1.Checkpoint{
		Generation: r.GetGeneration(), Complete: true, Counts: map[string]int64{"debtors": 4, "items": 4},
		Sums: map[string]int64{"NOK": 500000}, Exponents: map[string]int32{"NOK": 2},
	}))
}

// leaks are lines that tell a password in the ways in which programs do.
func leaks(password string) []string {
	return []string{
		"login failed for kari with " + password,
		"GET /open?token=" + url.QueryEscape(password) + " 401",
		"GET /open/" + url.PathEscape(password),
		fmt.Sprintf("settings are {%q: %q}", "password", password),
		"Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte("kari:"+password)),
		"Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte("administrator:"+password)),
		"payload " + base64.RawURLEncoding.EncodeToString([]byte(password)),
		fmt.Sprintf("bytes %x", password),
		"long " + strings.Repeat("x", 4090) + password,
	}
}

// leak tells its password to everybody who may listen, and fails.
func leak(r *receivablev1.ReadRequest, to sender) error {
	password := r.GetSettings().GetSecrets()["password"]
	for _, line := range leaks(password) {
		fmt.Fprintln(os.Stderr, line)
		fmt.Println(line)
		for _, event := range []*receivablev1.ReadResponse{
			{Event: &receivablev1.ReadResponse_Progress{Progress: &receivablev1.Progress{Phase: "items", Text: line}}},
			{Event: &receivablev1.ReadResponse_Diagnostic{Diagnostic: &receivablev1.Diagnostic{
				Severity: receivablev1.Severity_SEVERITY_WARNING, Code: "leak", Summary: line, Detail: line, Hint: line,
				Record: &receivablev1.Record{ExternalId: line}, Choices: []*receivablev1.Choice{{Value: line, Label: &receivablev1.Text{Wording: map[string]string{"en": line}}}},
			}}},
		} {
			if err := to.Send(event); err != nil {
				return err
			}
		}
	}
	return errors.New(strings.Join(leaks(password), "; "))
}
