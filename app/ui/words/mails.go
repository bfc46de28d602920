package words

import (
	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

// MailMeans says in a word or two what a mail means, or may mean.
func MailMeans(says incoming.Says) string {
	switch says {
	case incoming.AsksTime:
		return i18n.T("means.asks-time")
	case incoming.SaysPaid:
		return i18n.T("means.says-paid")
	case incoming.Disputes:
		return i18n.T("means.disputes")
	case incoming.WrongPerson:
		return i18n.T("means.wrong-person")
	case desk.AsksNothing:
		return i18n.T("means.nothing")
	case incoming.Unclear:
	}
	return i18n.T("means.unclear")
}

// holdReasons are the reasons of pauses that the program makes by itself; people write their own.
var holdReasons = map[string]string{
	desk.HoldForAnswer: "hold.for-answer", desk.HoldForTime: "hold.for-time", desk.HoldForMoney: "hold.for-money",
}

// HoldReason is the reason of a hold as it is shown.
func HoldReason(reason string) string {
	if key, ok := holdReasons[reason]; ok {
		return i18n.T(key)
	}
	return reason
}
