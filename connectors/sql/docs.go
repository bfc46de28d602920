package main

import "github.com/dunningdesk/dunningdesk/plugin/spec"

// docs is the page that the desk shows beside the connection form.
var docs = spec.Text{
	"en": `Reads the books where the accounting system keeps them: in a database. **LedgerSMB** and **SQL-Ledger** need nothing but the access. For any
other system somebody who knows its tables writes the queries once, into one text file:

` + "```" + `
-- name: customers
SELECT id AS customer_id, name, email, country FROM customer

-- name: items
SELECT id AS item_id, customer_id, number AS invoice_no, invoice_date, due_date,
       currency, total AS amount, total - paid AS open_amount
  FROM invoice WHERE total <> paid
` + "```" + `

**Sections:** *customers* and *items* are needed; *payments* and *totals* (what the books themselves say is open) can be added.

**Columns of customers:** customer_id, name; customer_no, kind (business, consumer), country, language, timezone, currency, email, phone, address1 to
address4, postal_code, city, region, org_no, customer_group, owner, credit_limit, inactive, note, contact_name, contact_role, contact_email, contact_phone,
contact_language. A customer with several contacts has a row for each; they stand together.

**Columns of items:** item_id, customer_id, invoice_date, amount, open_amount; due_date, invoice_no, kind (invoice, credit, payment, fee, other), currency,
reference, order_ref, description, pay_link, applies_to, left_out (why a row is left out). What lessens a debt takes a minus.

**Columns of payments:** payment_id, customer_id, payment_date, amount; currency, unapplied, reference, description, reversed, item_id,
applied_amount, applied_date. A payment of several invoices has a row for each. **Columns of totals:** currency, open_amount.

Columns that begin with x_ are shown with the record. Any other name is refused. Amounts have to be exact: a floating point column is rounded in the query.

**It only reads.** A query has to be one SELECT; what could change or lock something is refused before it is sent. It then runs in a transaction that
only reads, with all queries on the books of one moment, and is stopped after the timeout. Still, best give it a user who may only read. SQL Server
knows no such transaction: there the user needs db_datareader and nothing more.

**Each sync reads everything**; what changed since cannot be asked of a database in general.

**Verified** on running PostgreSQL 15, MariaDB 10.11 and SQLite, the presets on the tables of LedgerSMB 1.6 (its whole schema) and 1.7 to 1.13 and of
SQL-Ledger 3.2. SQL Server and MySQL from documentation only.`,
	"nb": `Leser regnskapet der systemet har det: i en database. **LedgerSMB** og **SQL-Ledger** trenger bare tilgangen. For alle andre systemer skriver
noen som kjenner tabellene, spørringene én gang, i én tekstfil:

` + "```" + `
-- name: customers
SELECT id AS customer_id, name, email, country FROM customer

-- name: items
SELECT id AS item_id, customer_id, number AS invoice_no, invoice_date, due_date,
       currency, total AS amount, total - paid AS open_amount
  FROM invoice WHERE total <> paid
` + "```" + `

**Deler:** *customers* og *items* må være med; *payments* og *totals* (det regnskapet selv sier er åpent) kan være det.

**Kolonner i customers:** customer_id, name; customer_no, kind (business, consumer), country, language, timezone, currency, email, phone, address1 til
address4, postal_code, city, region, org_no, customer_group, owner, credit_limit, inactive, note, contact_name, contact_role, contact_email, contact_phone,
contact_language. En kunde med flere kontakter har en rad for hver; de står sammen.

**Kolonner i items:** item_id, customer_id, invoice_date, amount, open_amount; due_date, invoice_no, kind (invoice, credit, payment, fee, other), currency,
reference, order_ref, description, pay_link, applies_to, left_out (hvorfor en rad utelates). Det som minsker gjelden, har minus.

**Kolonner i payments:** payment_id, customer_id, payment_date, amount; currency, unapplied, reference, description, reversed, item_id,
applied_amount, applied_date. En betaling av flere fakturaer har en rad for hver. **Kolonner i totals:** currency, open_amount.

Kolonner som begynner med x_, vises sammen med posten. Andre navn avvises. Beløp må være eksakte: en flyttallskolonne rundes av i spørringen.

**Den bare leser.** En spørring må være én SELECT; det som kunne endre eller låse noe, avvises før det sendes. Så kjøres den i en transaksjon som bare
leser, alle spørringene på regnskapet i ett øyeblikk, og stanses etter tidsgrensen. Gi den likevel helst en bruker som bare kan lese. SQL Server har
ingen slik transaksjon: der trenger brukeren db_datareader og ikke mer.

**Hver synkronisering leser alt**; en database kan i alminnelighet ikke si hva som er endret.

**Prøvd** mot PostgreSQL 15, MariaDB 10.11 og SQLite i drift, oppsettene på tabellene til LedgerSMB 1.6 (hele skjemaet) og 1.7 til 1.13 og til
SQL-Ledger 3.2. SQL Server og MySQL bare etter dokumentasjonen.`,
}
