package locale

// tables are in order of preference where two share a language ("en" alone is en-GB). Values as in CLDR 48. A short date
// is given where it is not the numeric one.
var tables = []Locale{
	{
		tag: "en-GB", decimal: ".", group: ",", minus: "-", symbolFirst: true,
		symbols: map[string]string{"EUR": "€", "GBP": "£", "USD": "US$", "JPY": "JP¥"},
		numeric: "DD/MM/Y", medium: "D MMM Y", long: "D MMMM Y", full: "W, D MMMM Y",
		months: englishMonths, monthsShort: englishShort, weekdays: englishDays,
	},
	{
		tag: "en-US", decimal: ".", group: ",", minus: "-", symbolFirst: true,
		symbols: map[string]string{"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥"},
		numeric: "M/D/Y", short: "M/D/YY", medium: "MMM D, Y", long: "MMMM D, Y", full: "W, MMMM D, Y",
		months: englishMonths, monthsShort: englishShortUS, weekdays: englishDays,
	},
	{
		tag: "nb-NO", decimal: ",", group: nbsp, minus: minus, percent: nbsp,
		symbols: map[string]string{"NOK": "kr", "EUR": "€", "GBP": "£"},
		numeric: "DD.MM.Y", medium: "D. MMM Y", long: "D. MMMM Y", full: "W D. MMMM Y",
		months: [12]string{
			"januar", "februar", "mars", "april", "mai", "juni",
			"juli", "august", "september", "oktober", "november", "desember",
		},
		monthsShort: [12]string{"jan.", "feb.", "mars", "apr.", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des."},
		weekdays:    [7]string{"søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"},
	},
	{
		tag: "de-DE", decimal: ",", group: ".", minus: "-", percent: nbsp,
		symbols: map[string]string{"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥"},
		numeric: "DD.MM.Y", short: "DD.MM.YY", medium: "DD.MM.Y", long: "D. MMMM Y", full: "W, D. MMMM Y",
		months: [12]string{
			"Januar", "Februar", "März", "April", "Mai", "Juni",
			"Juli", "August", "September", "Oktober", "November", "Dezember",
		},
		monthsShort: [12]string{"Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."},
		weekdays:    [7]string{"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"},
	},
	{
		// CLDR 48 has "Rp 81.000.000" with a space; the Indonesian spelling rules (EYD V, 2022) write it without.
		tag: "id-ID", decimal: ",", group: ".", minus: "-", symbolFirst: true, tight: "Rp",
		symbols: map[string]string{"IDR": "Rp", "EUR": "€", "GBP": "£", "USD": "US$", "JPY": "JP¥"},
		numeric: "DD/MM/Y", short: "DD/MM/YY", medium: "D MMM Y", long: "D MMMM Y", full: "W, DD MMMM Y",
		months: [12]string{
			"Januari", "Februari", "Maret", "April", "Mei", "Juni",
			"Juli", "Agustus", "September", "Oktober", "November", "Desember",
		},
		monthsShort: [12]string{"Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"},
		weekdays:    [7]string{"Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"},
	},
	{
		tag: "sv-SE", decimal: ",", group: nbsp, minus: minus, percent: nbsp,
		symbols: map[string]string{"SEK": "kr", "NOK": "Nkr", "DKK": "Dkr", "ISK": "Ikr", "EUR": "€", "USD": "US$"},
		numeric: "Y-MM-DD", medium: "D MMM Y", long: "D MMMM Y", full: "W D MMMM Y",
		months: [12]string{
			"januari", "februari", "mars", "april", "maj", "juni",
			"juli", "augusti", "september", "oktober", "november", "december",
		},
		monthsShort: [12]string{"jan.", "feb.", "mars", "apr.", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec."},
		weekdays:    [7]string{"söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag"},
	},
	{
		tag: "da-DK", decimal: ",", group: ".", minus: "-", percent: nbsp,
		symbols: map[string]string{"DKK": "kr.", "EUR": "€", "GBP": "£", "USD": "US$", "JPY": "JP¥"},
		numeric: "DD.MM.Y", medium: "D. MMM Y", long: "D. MMMM Y", full: "W den D. MMMM Y",
		months: [12]string{
			"januar", "februar", "marts", "april", "maj", "juni",
			"juli", "august", "september", "oktober", "november", "december",
		},
		monthsShort: [12]string{"jan.", "feb.", "mar.", "apr.", "maj", "jun.", "jul.", "aug.", "sep.", "okt.", "nov.", "dec."},
		weekdays:    [7]string{"søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"},
	},
	{
		tag: "fi-FI", decimal: ",", group: nbsp, minus: minus, percent: nbsp,
		symbols: map[string]string{"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥"},
		numeric: "D.M.Y", medium: "D.M.Y", long: "D. MMMM Y", full: "W D. MMMM Y", // no form needs the month's short name
		months: [12]string{
			"tammikuuta", "helmikuuta", "maaliskuuta", "huhtikuuta", "toukokuuta", "kesäkuuta",
			"heinäkuuta", "elokuuta", "syyskuuta", "lokakuuta", "marraskuuta", "joulukuuta",
		},
		weekdays: [7]string{"sunnuntai", "maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai"},
	},
	{
		tag: "nl-NL", decimal: ",", group: ".", minus: "-", symbolFirst: true, apart: true,
		symbols: map[string]string{"EUR": "€", "GBP": "£", "USD": "US$", "JPY": "JP¥"},
		numeric: "DD-MM-Y", medium: "D MMM Y", long: "D MMMM Y", full: "W D MMMM Y",
		months: [12]string{
			"januari", "februari", "maart", "april", "mei", "juni",
			"juli", "augustus", "september", "oktober", "november", "december",
		},
		monthsShort: [12]string{"jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"},
		weekdays:    [7]string{"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"},
	},
	{
		tag: "fr-FR", decimal: ",", group: narrow, minus: "-", percent: nbsp,
		symbols: map[string]string{"EUR": "€", "GBP": "£GB", "USD": "$US"},
		numeric: "DD/MM/Y", medium: "D MMM Y", long: "D MMMM Y", full: "W D MMMM Y",
		months: [12]string{
			"janvier", "février", "mars", "avril", "mai", "juin",
			"juillet", "août", "septembre", "octobre", "novembre", "décembre",
		},
		monthsShort: [12]string{"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."},
		weekdays:    [7]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
	},
}

var (
	englishMonths = [12]string{
		"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December",
	}
	englishShort   = [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"}
	englishShortUS = [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
	englishDays    = [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
)
