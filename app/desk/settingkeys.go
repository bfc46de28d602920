package desk

import (
	"slices"
	"strings"
)

// SettingKey tells what a setting is for.
type SettingKey struct {
	Key     string
	Meaning string // on one line
	Values  string // what it may be, empty: any text
	// Same are other words for a value, as people write them.
	Same map[string]string
}

// SettingKeys gives every setting that Values has, in order of key.
func SettingKeys() []SettingKey { return slices.Clone(settingKeys) }

const (
	yesNo     = "true or false"
	noLimit   = "a whole number; 0: no limit"
	seconds   = "seconds; 0: as long as the standard asks"
	clockTime = "HH:MM, in the company's time zone"
	protected = "starttls, tls, none (only to this machine)"
)

var settingKeys = []SettingKey{
	{Key: "company.accounts", Meaning: "bank accounts that customers pay to, one for each currency", Values: `JSON: [{"Currency":"NOK","Account":"...","IBAN":"...","BIC":"..."}]`},
	{Key: "company.address", Meaning: "where the company is, as letters say it", Values: `JSON: {"Lines":["..."],"PostalCode":"...","City":"...","Country":"NO"}`},
	{Key: "company.contact", Meaning: "the name that signs notices"},
	{Key: "company.country", Meaning: "the company's country; its law holds for customers whose country nobody knows", Values: "two letters, such as NO"},
	{Key: "company.currency", Meaning: "the currency in which the book sums up", Values: "three letters, such as NOK"},
	{Key: "company.email", Meaning: "the company's address, for mails while mail.from is empty"},
	{Key: "company.fundingrate", Meaning: "what the company's own money costs it", Values: "percent a year"},
	{Key: "company.language", Meaning: "language of the screens", Values: "en, nb"},
	{Key: "company.letterform", Meaning: "paper and envelope of letters", Values: strings.Join(LetterForms(), ", ") + "; empty: the country's"},
	{Key: "company.name", Meaning: "the company that collects"},
	{Key: "company.orgnumber", Meaning: "the company's number in its register"},
	{Key: "company.phone", Meaning: "the number that notices ask to call"},
	{Key: "company.register", Meaning: "the register, as printed, such as Foretaksregisteret"},
	{Key: "company.website", Meaning: "the address on the web that letters print"},
	{Key: "company.zone", Meaning: "the time zone by which the company's days go", Values: "a name such as Europe/Oslo"},

	{Key: "mail-in.cafile", Meaning: "a certificate authority of your own for the incoming server", Values: "a PEM file"},
	{Key: "mail-in.folder", Meaning: "the folder that is read", Values: "its name; empty: INBOX"},
	{Key: "mail-in.from", Meaning: "mails are read from this day on", Values: "YYYY-MM-DD"},
	{Key: "mail-in.host", Meaning: "the server that mail is fetched from (IMAP)"},
	{Key: "mail-in.markread", Meaning: "mark mails that were read", Values: yesNo},
	{Key: "mail-in.moveto", Meaning: "the folder that mails are moved into when they were read", Values: "its name; empty: they stay"},
	{Key: "mail-in.noidle", Meaning: "do not wait for the server to tell of new mail", Values: yesNo},
	{Key: "mail-in.on", Meaning: "read what comes back", Values: yesNo},
	{Key: "mail-in.poll", Meaning: "how often to look", Values: "minutes; 0: every five"},
	{Key: "mail-in.port", Meaning: "port of the incoming server", Values: "such as 993"},
	{Key: "mail-in.security", Meaning: "what protects the connection to the incoming server", Values: protected},
	{Key: "mail-in.signin", Meaning: "how to sign in to the mailbox", Values: "empty or password, xoauth2"},
	{Key: "mail-in.user", Meaning: "who signs in to the mailbox"},

	{
		Key: "mail.attach", Meaning: "papers that reminders by mail carry",
		Values: "letter, invoices, statement, with spaces between; none; empty: letter",
	},
	{
		Key: "mail.attachlevels", Meaning: "papers of single levels, where they are others; mail.attach.LEVEL=... sets those of one",
		Values: "such as 1: none; 3: letter statement",
	},
	{Key: "mail.attachmb", Meaning: "how much a mail carries at most", Values: "megabytes up to 18; 0: the usual 10"},
	{Key: "mail.authorizeurl", Meaning: "where people sign in, with mail.signin=oauth", Values: "an https address"},
	{Key: "mail.cafile", Meaning: "a certificate authority of your own for the mail server", Values: "a PEM file"},
	{Key: "mail.clientid", Meaning: "what the provider gave the office for signing in by browser"},
	{
		Key: "mail.detail", Meaning: "which addresses of a mail are marked, so that answers and bounces find their notice",
		Values: "empty or both, answers, none", Same: map[string]string{"both": string(DetailBoth)},
	},
	{Key: "mail.dkimdomain", Meaning: "the domain that signs mails (DKIM)"},
	{Key: "mail.dkimselector", Meaning: "which key signs mails; see mail sign", Values: "a name; empty: mails are not signed"},
	{Key: "mail.from", Meaning: "the address that mails come from"},
	{Key: "mail.fromname", Meaning: "the name that mails come from"},
	{Key: "mail.host", Meaning: "the server that mails are handed to (SMTP)"},
	{
		Key: "mail.mode", Meaning: "whether mails leave by a server, or are only written to files",
		Values: "server (or smtp), folder", Same: map[string]string{"smtp": string(MailToServer), "files": string(MailToFolder)},
	},
	{Key: "mail.perminute", Meaning: "how many mails may leave in a minute", Values: noLimit},
	{Key: "mail.port", Meaning: "port of the mail server", Values: "such as 587 for starttls, 465 for tls"},
	{Key: "mail.replyto", Meaning: "the address that answers go to", Values: "empty: mail.from"},
	{Key: "mail.scopes", Meaning: "what signing in by browser asks for, with mail.signin=oauth", Values: "words with spaces between"},
	{Key: "mail.security", Meaning: "what protects the connection to the mail server", Values: protected},
	{
		Key: "mail.signin", Meaning: "how to sign in to the mail server",
		Values: "empty or password, microsoft, google, oauth", Same: map[string]string{"password": string(SignInPassword)},
	},
	{Key: "mail.tenant", Meaning: "the directory of Microsoft 365", Values: "empty: any"},
	{Key: "mail.testto", Meaning: "a trial: every mail goes to this address", Values: "empty: no trial, mails go to the customers"},
	{Key: "mail.timeoutseconds", Meaning: "how long each step of the mail server may take", Values: seconds},
	{Key: "mail.tokenurl", Meaning: "where tokens come from, with mail.signin=oauth", Values: "an https address"},
	{Key: "mail.user", Meaning: "who signs in to the mail server", Values: "empty: nobody"},

	{Key: "sms.account", Meaning: "the account at the gateway, where it wants one beside the user"},
	{Key: "sms.auth", Meaning: "how to sign in to the gateway", Values: "none, basic, bearer, header"},
	{Key: "sms.authname", Meaning: "the header of the secret, with sms.auth=header"},
	{Key: "sms.body", Meaning: "what is sent to the gateway, with fields such as {{to}} and {{text}}"},
	{Key: "sms.headers", Meaning: "further headers of the request", Values: `JSON: [{"Name":"...","Value":"..."}]`},
	{Key: "sms.idpath", Meaning: "where the gateway's number of a message stands in its answer"},
	{Key: "sms.kind", Meaning: "of the body", Values: "json, form, none"},
	{Key: "sms.later", Meaning: "words of the answer that mean not now", Values: "with commas between"},
	{Key: "sms.method", Meaning: "of the request", Values: "POST, GET, PUT"},
	{
		Key: "sms.mode", Meaning: "whether text messages leave by a gateway, or are only written to files",
		Values: "gateway, folder", Same: map[string]string{"files": string(SMSToFolder)},
	},
	{Key: "sms.path", Meaning: "where in the answer the word stands that says whether it was taken"},
	{Key: "sms.perminute", Meaning: "how many text messages may leave in a minute", Values: noLimit},
	{Key: "sms.preset", Meaning: "the gateway that the description began with; see sms preset"},
	{Key: "sms.price", Meaning: "of one segment, in the company's currency", Values: "a decimal number; empty: not shown"},
	{Key: "sms.sender", Meaning: "whom text messages come from", Values: "at most eleven letters, or a number"},
	{Key: "sms.statuses", Meaning: "HTTP answers that mean taken", Values: "JSON: [200,202]; empty: 200 to 299"},
	{Key: "sms.success", Meaning: "the word that means taken"},
	{Key: "sms.testto", Meaning: "a trial: every text message goes to this number", Values: "empty: no trial"},
	{Key: "sms.timeoutseconds", Meaning: "how long the gateway may take", Values: "seconds; 0: the usual"},
	{Key: "sms.url", Meaning: "address of the gateway", Values: "an https address"},
	{Key: "sms.user", Meaning: "who signs in to the gateway"},

	{Key: "waves.autopropose", Meaning: "propose a wave every day", Values: yesNo},
	{Key: "waves.autosync", Meaning: "read the books every day", Values: yesNo},
	{Key: "waves.letterfolder", Meaning: "where letters and test mails are put", Values: "a folder; empty: beside the book"},
	{
		Key: "waves.letters", Meaning: "how letters leave: each as a file, or together in a print run (see print-run)",
		Values: "files, run; empty: files",
	},
	{Key: "waves.maxagehours", Meaning: "data older than this blocks a release", Values: "hours"},
	{Key: "waves.omr", Meaning: "print marks for an inserting machine on the letters of print runs", Values: yesNo},
	{Key: "waves.proposeat", Meaning: "when a wave is proposed", Values: clockTime},
	{Key: "waves.syncat", Meaning: "when the books are read", Values: clockTime},
}

// settingWord gives a value as the book keeps it, whatever other word for it somebody wrote.
func settingWord(key, text string) string {
	i := slices.IndexFunc(settingKeys, func(k SettingKey) bool { return strings.EqualFold(k.Key, key) })
	if i < 0 {
		return text
	}
	if kept, ok := settingKeys[i].Same[strings.ToLower(strings.TrimSpace(text))]; ok {
		return kept
	}
	return text
}
