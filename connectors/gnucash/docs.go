package main

import "github.com/dunningdesk/dunningdesk/plugin/spec"

// docs is the page that the desk shows beside the connection form.
var docs = spec.Text{
	"en": `Choose the file that you open in GnuCash: a book stored as SQLite or XML, compressed or not, of GnuCash 2.6 to 5. Books in a
PostgreSQL or MySQL database are not read.

The book is only read, also while GnuCash has it open. What is not saved in GnuCash yet is not seen.

**Read:** customers, posted invoices and credit notes (through jobs too), payments, payments on account, all currencies.
**Not read:** drafts, vendors' bills, employees' vouchers, and bookings on a receivable account that belong to no customer; the latter are
told with their sum.

**Time zone:** GnuCash stores a due date as midnight on the computer where it was entered. Left empty, the zone is recognised by the dates
themselves; a warning says when that fails. Then set the zone of the computer on which GnuCash is used, else dates may be a day off.

GnuCash knows neither the language nor the country of a customer; set them in the desk.`,
	"nb": `Velg filen du åpner i GnuCash: en bok lagret som SQLite eller XML, komprimert eller ikke, fra GnuCash 2.6 til 5. Bøker i en
PostgreSQL- eller MySQL-database leses ikke.

Boken blir bare lest, også mens GnuCash har den åpen. Det som ikke er lagret i GnuCash ennå, blir ikke sett.

**Leses:** kunder, bokførte fakturaer og kreditnotaer (også via jobber), innbetalinger, forskudd, alle valutaer.
**Leses ikke:** kladder, leverandørregninger, utlegg, og posteringer på kundekontoen som ikke hører til noen kunde; de siste blir meldt med sum.

**Tidssone:** GnuCash lagrer forfall som midnatt på maskinen der datoen ble skrevet inn. Er feltet tomt, gjenkjennes sonen på datoene selv.

GnuCash kjenner verken kundens språk eller land; angi dem i programmet.`,
}
