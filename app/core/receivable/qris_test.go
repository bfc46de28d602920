package receivable

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// The check sum as of EMV QRCPS, on its own example and on the one that all CRCs are told by.
func TestCRC16(t *testing.T) {
	example := "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME91320016A0112233449988770708123456786304"
	for text, want := range map[string]string{"123456789": "29B1", example: "A13A"} {
		if got := crc16(text); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func static() string {
	text := "00020101021126610014COM.GO-JEK.WWW01189360091434506469550210G4506469550303UMI51440014ID.CO.QRIS.WWW0215ID10200300402560303UMI5204581253033605802ID5911TOKO MAKMUR6007JAKARTA61051031062070703A016304"
	return text + crc16(text)
}

func FuzzQRIS(f *testing.F) {
	f.Add(static())
	f.Add("0002016304")
	f.Add("00-1")
	f.Fuzz(func(t *testing.T, text string) {
		if err := CheckQRIS(text); err != nil && !fault.Has(err, BadQRIS) {
			t.Errorf("%v", err)
		}
	})
}
