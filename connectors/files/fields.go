package main

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// fields are the settings of a connection. Empty ones are recognised.
func fields() []spec.Field {
	return slices.Concat(listFields(), ledgerFields(), folderFields())
}

// listFields are about the lists themselves.
func listFields() []spec.Field {
	extensions := []string{".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".se", ".si", ".sie"}
	return []spec.Field{
		{
			Key: "items", Type: spec.FieldFile, Extensions: extensions,
			Label: spec.Text{"en": "Open items", "nb": "Åpne poster"},
			Help: spec.Text{
				"en": "The list of open items that your accounting system exports as CSV or Excel. Save each new export in the same place.",
				"nb": "Listen over åpne poster som regnskapssystemet eksporterer som CSV eller Excel. Lagre hver ny eksport på samme sted.",
			},
		},
		{
			Key: "folder", Type: spec.FieldFolder,
			Label: spec.Text{"en": "Or a folder", "nb": "Eller en mappe"},
			Help: spec.Text{
				"en": "Instead of one file: the folder into which the lists are exported. The newest list is read as soon as it is there.",
				"nb": "I stedet for én fil: mappen som listene eksporteres til. Den nyeste listen leses så snart den er der.",
			},
		},
		{
			Key: "customers", Type: spec.FieldFile, Extensions: extensions,
			Label: spec.Text{"en": "Customers", "nb": "Kunder"},
			Help: spec.Text{
				"en": "A list of customers with e-mail and address. Empty: customers are in the list of open items.",
				"nb": "En liste over kunder med e-post og adresse. Tom: kundene står i listen over åpne poster.",
			},
		},
		{
			Key: "mapping", Type: spec.FieldMapping, Choices: mappingChoices(), Advanced: true,
			Label: spec.Text{"en": "Columns", "nb": "Kolonner"},
			Help: spec.Text{
				"en": "Which column holds what. Empty: recognised by the headings.",
				"nb": "Hvilken kolonne som inneholder hva. Tom: gjenkjennes på overskriftene.",
			},
		},
		{
			Key: "currency", Type: spec.FieldText, Pattern: "[A-Z]{3}", Advanced: true,
			Label: spec.Text{"en": "Currency", "nb": "Valuta"},
			Help: spec.Text{
				"en": "For rows that do not name one, like NOK or EUR.",
				"nb": "For rader som ikke nevner noen, som NOK eller EUR.",
			},
		},
		choice("decimal", "Decimal sign", "Desimaltegn", decimalChoices()),
		choice("date_order", "Order of dates", "Rekkefølge i datoer", orderChoices()),
		choice("delimiter", "Delimiter (CSV)", "Skilletegn (CSV)", []spec.Choice{
			{Value: "semicolon", Label: spec.Text{"en": "Semicolon ;", "nb": "Semikolon ;"}},
			{Value: "comma", Label: spec.Text{"en": "Comma ,", "nb": "Komma ,"}},
			{Value: "tab", Label: spec.Text{"en": "Tab", "nb": "Tabulator"}},
			{Value: "pipe", Label: spec.Text{"en": "Bar |", "nb": "Strek |"}},
		}),
		choice("encoding", "Letters (CSV)", "Tegnsett (CSV)", charsetChoices()),
		{
			Key: "sheet", Type: spec.FieldText, Advanced: true,
			Label: spec.Text{"en": "Sheet (Excel)", "nb": "Ark (Excel)"},
			Help: spec.Text{
				"en": "The sheet with the open items. Empty: the one whose headings are recognised best.",
				"nb": "Arket med de åpne postene. Tom: det som har de mest kjente overskriftene.",
			},
		},
	}
}

// ledgerFields are about SIE and DATEV, folderFields about the lists in a folder.
func ledgerFields() []spec.Field {
	return []spec.Field{
		{
			Key: "accounts", Type: spec.FieldText, Pattern: `[0-9]{3,8}(-[0-9]{3,8})?`, Default: "1510-1519", Advanced: true,
			Label: spec.Text{"en": "Receivables (SIE)", "nb": "Kundefordringer (SIE)"},
			Help: spec.Text{
				"en": "The accounts on which a SIE file has its customers and invoices.",
				"nb": "Kontoene der en SIE-fil har kundene og fakturaene.",
			},
		},
		{
			Key: "net_days", Type: spec.FieldNumber, Min: "0", Max: "365", Advanced: true,
			Label: spec.Text{"en": "Payment term (SIE, DATEV), days", "nb": "Betalingsfrist (SIE, DATEV), dager"},
			Help: spec.Text{
				"en": "For ledgers that do not say when an invoice is due. Empty: such invoices have no due date and are not reminded.",
				"nb": "For regnskap som ikke sier når en faktura forfaller. Tom: slike fakturaer har ingen forfallsdato og blir ikke purret.",
			},
		},
		{
			Key: "postings", Type: spec.FieldBool, Advanced: true, Default: "false",
			Label: spec.Text{"en": "Postings hold all that is open (DATEV)", "nb": "Bilagene har alt som er åpent (DATEV)"},
			Help: spec.Text{
				"en": "Read a Buchungsstapel as open items. Only right where it holds all postings of what is open, opening balances too.",
				"nb": "Les en Buchungsstapel som åpne poster. Bare riktig når den har alle bilag for det som er åpent, også åpningsbalansen.",
			},
		},
	}
}

func folderFields() []spec.Field {
	return []spec.Field{
		name("items_name", "Name of the lists in the folder", "Navn på listene i mappen", "open*.csv"),
		name("customers_name", "Name of the customers' files in the folder", "Navn på kundefilene i mappen", "customers*.csv"),
		{
			Key: "max_age", Type: spec.FieldNumber, Advanced: true, Default: "7", Min: "0", Max: "3660",
			Label: spec.Text{"en": "Oldest list in the folder (days)", "nb": "Eldste liste i mappen (dager)"},
			Help: spec.Text{
				"en": "A list that is older is refused, because who has paid since would be reminded. 0: any age.",
				"nb": "En eldre liste blir avvist, for de som har betalt siden, ville ellers blitt purret. 0: uansett alder.",
			},
		},
	}
}

func name(key, english, norwegian, example string) spec.Field {
	return spec.Field{
		Key: key, Type: spec.FieldText, Advanced: true,
		Label: spec.Text{"en": english, "nb": norwegian},
		Help: spec.Text{
			"en": "Like " + example + ", where * stands for anything. Empty: told by the columns.",
			"nb": "Som " + example + ", der * står for hva som helst. Tom: vises av kolonnene.",
		},
	}
}

func choice(key, english, norwegian string, choices []spec.Choice) spec.Field {
	return spec.Field{
		Key: key, Type: spec.FieldChoice, Advanced: true, Choices: choices,
		Label: spec.Text{"en": english, "nb": norwegian},
		Help:  spec.Text{"en": "Empty: recognised.", "nb": "Tom: gjenkjennes."},
	}
}
