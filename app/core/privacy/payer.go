package privacy

import "github.com/dunningdesk/dunningdesk/app/core/date"

// PayerDays is for how many days after its booking the book keeps who made a payment that is no customer's, as far as anybody
// could say: long enough to find the customer after a year's end, and no longer than that needs (GDPR, article 5 (1) (c) and
// (e)). No duty to keep accounts asks for more: the voucher is the bank's statement, and what is kept here is a copy.
const PayerDays = 180

// PayersBefore is the day before whose bookings the payers of such payments are removed.
func PayersBefore(today date.Date) date.Date { return today.AddDays(-PayerDays) }
