package receivable

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// BadQRIS is the code for a text that is no QRIS of a merchant.
const BadQRIS fault.Code = "bad-qris"

// qrisMost is the most that one payment by QRIS may be: 10 million rupiah (Bank Indonesia, since 1 March 2022), in minor units.
const qrisMost = 10_000_000_00

// qrisField is a tagged value of an EMVCo merchant presented code (EMV QRCPS, version 1.1, s. 4).
type qrisField struct{ tag, value string }

// QRISFor gives the text of a merchant's own code with an amount in it (sen), and false where there is none: an amount must be there,
// up to the most that a payment may be, and the code must be sound.
func QRISFor(own string, total int64) (string, bool) {
	if own == "" || total < 1 || total > qrisMost {
		return "", false
	}
	fields, err := readQRIS(own)
	if err != nil {
		return "", false
	}
	amount := strconv.FormatInt(total/100, 10)
	if rest := total % 100; rest != 0 {
		amount += fmt.Sprintf(".%02d", rest)
	}
	fields = slices.DeleteFunc(fields, func(f qrisField) bool { return f.tag == "54" || f.tag == "63" })
	for i := range fields {
		if fields[i].tag == "01" {
			fields[i].value = "12" // made for one payment
		}
	}
	at := slices.IndexFunc(fields, func(f qrisField) bool { return f.tag > "54" })
	if at < 0 {
		at = len(fields)
	}
	fields = slices.Insert(fields, at, qrisField{"54", amount})
	var b strings.Builder
	for _, f := range fields {
		fmt.Fprintf(&b, "%s%02d%s", f.tag, len(f.value), f.value)
	}
	b.WriteString("6304")
	return b.String() + crc16(b.String()), true
}

// CheckQRIS refuses a text that is no QRIS of a merchant: damaged, of another currency, or with a wrong check sum.
func CheckQRIS(text string) error {
	_, err := readQRIS(text)
	return err
}

func readQRIS(text string) ([]qrisField, error) {
	bad := func(why string) error {
		return fault.New(BadQRIS, "this is no QRIS code: %s", why).OnField("qris").WithHint("scan the QRIS of your shop with any code reader and paste the whole text, which begins with 000201")
	}
	text = strings.TrimSpace(text)
	var fields []qrisField
	for at := 0; at < len(text); {
		if at+4 > len(text) {
			return nil, bad("it is cut off")
		}
		size, err := strconv.Atoi(text[at+2 : at+4])
		if err != nil || size < 0 || at+4+size > len(text) {
			return nil, bad("it is cut off")
		}
		fields = append(fields, qrisField{text[at : at+2], text[at+4 : at+4+size]})
		at += 4 + size
	}
	value := func(tag string) string {
		if i := slices.IndexFunc(fields, func(f qrisField) bool { return f.tag == tag }); i >= 0 {
			return fields[i].value
		}
		return ""
	}
	switch {
	case value("00") != "01" || len(fields) < 2 || fields[len(fields)-1].tag != "63":
		return nil, bad("it does not begin and end as one")
	case value("53") != "360":
		return nil, bad("it is not for rupiah")
	case !strings.EqualFold(value("63"), crc16(text[:len(text)-4])):
		return nil, bad("its check sum is wrong")
	}
	return fields, nil
}

// crc16 is the check sum of EMV QRCPS s. 4.7.3: ISO/IEC 13239 with polynomial 1021 and first value FFFF.
func crc16(text string) string {
	crc := uint16(0xFFFF)
	for i := range len(text) {
		crc ^= uint16(text[i]) << 8
		for range 8 {
			if crc&0x8000 != 0 {
				crc = crc<<1 ^ 0x1021
			} else {
				crc <<= 1
			}
		}
	}
	return fmt.Sprintf("%04X", crc)
}
