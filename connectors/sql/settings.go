package main

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// The kinds of database.
const (
	driverPostgres  = "postgres"
	driverMySQL     = "mysql"
	driverSQLServer = "sqlserver"
	driverSQLite    = "sqlite"
)

// fields are the settings of a connection.
var fields = []spec.Field{
	{
		Key: "driver", Type: spec.FieldChoice, Required: true,
		Label: spec.Text{"en": "Database", "nb": "Database"},
		Help:  spec.Text{"en": "The kind of database that the accounting system uses.", "nb": "Databasetypen som regnskapssystemet bruker."},
		Choices: []spec.Choice{
			{Value: driverPostgres, Label: spec.English("PostgreSQL")},
			{Value: driverMySQL, Label: spec.English("MySQL, MariaDB")},
			{Value: driverSQLServer, Label: spec.English("Microsoft SQL Server")},
			{Value: driverSQLite, Label: spec.Text{"en": "SQLite (a file)", "nb": "SQLite (en fil)"}},
		},
	},
	{
		Key: "preset", Type: spec.FieldChoice, Default: "custom",
		Label: spec.Text{"en": "Queries for", "nb": "Spørringer for"},
		Help: spec.Text{
			"en": "Choose your accounting system, or write queries of your own.", "nb": "Velg regnskapssystemet, eller skriv egne spørringer.",
		},
		Choices: []spec.Choice{
			{Value: "custom", Label: spec.Text{"en": "Queries of my own", "nb": "Egne spørringer"}},
			{Value: "ledgersmb", Label: spec.English("LedgerSMB")},
			{Value: "sql-ledger", Label: spec.English("SQL-Ledger")},
		},
	},
	{
		Key: "queries", Type: spec.FieldFile, Extensions: []string{".sql"},
		Label: spec.Text{"en": "File with the queries", "nb": "Fil med spørringene"},
		Help: spec.Text{
			"en": "One text file; each query stands below a line \"-- name: customers\". Beside a preset it replaces the queries that it names.",
			"nb": "Én tekstfil; hver spørring står under en linje «-- name: customers». Sammen med et ferdig oppsett erstatter den spørringene den nevner.",
		},
	},
	{
		Key: "file", Type: spec.FieldFile, Extensions: []string{".sqlite", ".sqlite3", ".db"},
		Label: spec.Text{"en": "Database file", "nb": "Databasefil"},
		Help:  spec.Text{"en": "For SQLite. It is only read, also while a program has it open.", "nb": "For SQLite. Den blir bare lest, også mens et program har den åpen."},
	},
	{
		Key: "host", Type: spec.FieldText, Pattern: `[^\s@/?#]+|/[^\s?#]*`,
		Label: spec.Text{"en": "Server", "nb": "Tjener"},
		Help: spec.Text{
			"en": "Its name or address. SQL Server: SERVER\\INSTANCE for a named one. PostgreSQL, MySQL: the folder or path of a socket too.",
			"nb": "Navn eller adresse. SQL Server: TJENER\\INSTANS for en navngitt. PostgreSQL, MySQL: også mappen eller stien til en socket.",
		},
	},
	{
		Key: "port", Type: spec.FieldNumber, Min: "1", Max: "65535", Advanced: true,
		Label: spec.Text{"en": "Port", "nb": "Port"},
		Help:  spec.Text{"en": "Empty: the usual one.", "nb": "Tom: den vanlige."},
	},
	{Key: "database", Type: spec.FieldText, Label: spec.Text{"en": "Name of the database", "nb": "Databasens navn"}},
	{
		Key: "user", Type: spec.FieldText, Label: spec.Text{"en": "User", "nb": "Bruker"},
		Help: spec.Text{"en": "Best one that may do nothing but read.", "nb": "Helst en som bare kan lese."},
	},
	{Key: "password", Type: spec.FieldSecret, Label: spec.Text{"en": "Password", "nb": "Passord"}},
	{
		Key: "tls", Type: spec.FieldChoice, Advanced: true,
		Label: spec.Text{"en": "Encryption", "nb": "Kryptering"},
		Help: spec.Text{
			"en": "Empty: with a checked certificate, but none to this computer itself.", "nb": "Tom: med kontrollert sertifikat, men ingen til denne maskinen selv.",
		},
		Choices: []spec.Choice{
			{Value: "verify", Label: spec.Text{"en": "Encrypted, certificate checked", "nb": "Kryptert, sertifikatet kontrolleres"}},
			{Value: "encrypt", Label: spec.Text{"en": "Encrypted, any certificate", "nb": "Kryptert, hvilket som helst sertifikat"}},
			{Value: "off", Label: spec.Text{"en": "Not encrypted", "nb": "Ikke kryptert"}},
		},
	},
	{
		Key: "certificate", Type: spec.FieldFile, Advanced: true, Extensions: []string{".pem", ".crt"},
		Label: spec.Text{"en": "Certificate", "nb": "Sertifikat"},
		Help: spec.Text{
			"en": "Of the authority that signed the server's, when it is your own (PEM).", "nb": "For utstederen av tjenerens sertifikat, når det er deres egen (PEM).",
		},
	},
	{
		Key: "currency", Type: spec.FieldText, Pattern: `[A-Z]{3}`, Advanced: true,
		Label: spec.Text{"en": "Currency", "nb": "Valuta"},
		Help:  spec.Text{"en": "For rows that name none, like NOK.", "nb": "For rader som ikke har noen, som NOK."},
	},
	{
		Key: "timezone", Type: spec.FieldTimezone, Advanced: true,
		Label: spec.Text{"en": "Time zone", "nb": "Tidssone"},
		Help:  spec.Text{"en": "For dates that are kept as moments with a time zone.", "nb": "For datoer som er lagret som tidspunkt med tidssone."},
	},
	{
		Key: "timeout", Type: spec.FieldNumber, Min: "1", Max: "3600", Default: "300", Advanced: true,
		Label: spec.Text{"en": "Timeout", "nb": "Tidsgrense"},
		Help:  spec.Text{"en": "Seconds after which a query is stopped.", "nb": "Sekunder før en spørring stanses."},
	},
	{
		Key: "dsn", Type: spec.FieldTextOrSecret, Advanced: true,
		Label: spec.Text{"en": "Connection string", "nb": "Tilkoblingsstreng"},
		Help: spec.Text{
			"en": "Instead of server, port, name and user. One that holds a password is given as a secret.",
			"nb": "I stedet for tjener, port, navn og bruker. En som inneholder et passord, gis som hemmelighet.",
		},
	},
}

// target is where the database is and how it is reached.
type target struct {
	dsn, host, database, user string
	password                  string
	port                      uint16
	file                      string
	tls                       *tls.Config // nil: not encrypted
	// ownTLS: the connection string speaks of encryption, and counts.
	ownTLS bool
	// hidden are what never gets into a message.
	hidden []string
	// tells: the connection string holds a password.
	tells bool
}

// hide keeps the password that was found with a connection string out of every
// message, and remembers whether it stood there.
func (t *target) hide(password string) {
	if u, err := url.Parse(t.dsn); err == nil && u.User != nil {
		if written, has := u.User.Password(); has && written != "" {
			t.tells, t.hidden = true, append(t.hidden, written, url.QueryEscape(written), url.PathEscape(written))
		}
	}
	if password == "" {
		return
	}
	for _, form := range []string{password, url.QueryEscape(password), url.PathEscape(password)} {
		t.tells = t.tells || strings.Contains(t.dsn, form)
		t.hidden = append(t.hidden, form)
	}
}

func (t target) redact(text string) string {
	for _, one := range t.hidden {
		if len(one) >= 3 {
			text = strings.ReplaceAll(text, one, spec.Redacted)
		}
	}
	return text
}

// connecting bounds how long a server may take to answer the first time.
const connecting = 15 * time.Second

// aim reads the settings that say where the database is.
func aim(s spec.Settings, e engine) (target, error) {
	t := target{
		dsn: cmp.Or(s.Secret("dsn"), s.Get("dsn")), host: s.Get("host"), database: s.Get("database"), user: s.Get("user"), password: s.Secret("password"),
		port: uint16(s.Number("port")), file: s.Get("file"),
	}
	t.hidden = []string{t.password, s.Secret("dsn")}
	if t.dsn != "" && (t.host != "" || t.file != "") {
		return t, trouble(spec.CodeSettingInvalid, "dsn", "A connection string is given, and a server or file beside it.", "Leave one of them empty.")
	}
	if err := e.accept(&t); err != nil {
		return t, err
	}
	var err error
	t.tls, err = encryption(s, t.host)
	return t, err
}

// holdsPassword refuses a password in a setting that is kept in the book.
func holdsPassword(s spec.Settings, t target) error {
	if s.Get("dsn") == "" || !t.tells {
		return nil
	}
	return trouble(spec.CodeSettingInvalid, "dsn", "The connection string holds a password and was given as an ordinary setting.",
		"Give it as a secret, or take the password out and enter it under Password.")
}

// encryption makes the settings of TLS; nil: none.
func encryption(s spec.Settings, host string) (*tls.Config, error) {
	mode := s.Get("tls")
	if mode == "" {
		mode = "verify"
		if isHere(host) {
			mode = "off"
		}
	}
	if mode == "off" {
		return nil, nil //nolint:nilnil // no encryption is no configuration
	}
	name, _, _ := strings.Cut(host, `\`)
	config := &tls.Config{MinVersion: tls.VersionTLS12, ServerName: name, InsecureSkipVerify: mode == "encrypt"} //nolint:gosec // a person chose to trust any certificate
	if path := s.Get("certificate"); path != "" {
		pem, err := os.ReadFile(path)
		if err != nil {
			return nil, troubleOpening("certificate", err)
		}
		config.RootCAs = x509.NewCertPool()
		if !config.RootCAs.AppendCertsFromPEM(pem) {
			return nil, trouble(spec.CodeSettingInvalid, "certificate", "The file holds no certificate.", "Choose the authority's certificate in PEM form.")
		}
	}
	return config, nil
}

// isHere tells whether a server is this computer: nobody listens in between.
func isHere(host string) bool {
	name, _, _ := strings.Cut(host, `\`)
	if name == "localhost" || name == "." || strings.HasPrefix(name, "/") {
		return true
	}
	ip := net.ParseIP(name)
	return ip != nil && ip.IsLoopback()
}
