package welcome

import "github.com/dunningdesk/dunningdesk/app/core/money"

// habit is what is usual in a country: offered, not imposed.
type habit struct {
	currency money.Currency
	zone     string
	language string // of the screens
}

var habits = map[string]habit{
	"NO": {"NOK", "Europe/Oslo", "nb"}, "SE": {"SEK", "Europe/Stockholm", "en"}, "DK": {"DKK", "Europe/Copenhagen", "en"},
	"FI": {"EUR", "Europe/Helsinki", "en"}, "DE": {"EUR", "Europe/Berlin", "en"}, "AT": {"EUR", "Europe/Vienna", "en"},
	"CH": {"CHF", "Europe/Zurich", "en"}, "NL": {"EUR", "Europe/Amsterdam", "en"}, "FR": {"EUR", "Europe/Paris", "en"},
	"PL": {"PLN", "Europe/Warsaw", "en"}, "GB": {"GBP", "Europe/London", "en"}, "IE": {"EUR", "Europe/Dublin", "en"},
	"US": {"USD", "America/New_York", "en"}, "ID": {"IDR", "Asia/Jakarta", "en"},
}
