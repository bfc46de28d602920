package desk

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/privacy"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// PersonExport gives all that is stored about a customer as a zip (GDPR art. 15 and 20): README.txt in the customer's language,
// data.json, log.txt and the documents as they left. The same book on the same day gives the same bytes. That it was handed
// out is itself written to the log, so somebody who may change nothing cannot export.
func (d *Desk) PersonExport(ctx context.Context, id receivable.DebtorID) (doc Document, err error) {
	err = d.update(ctx, func(w store.Writer) error {
		p, err := d.person(w, id)
		if err != nil {
			return err
		}
		files, err := p.files()
		if err != nil {
			return err
		}
		content, err := zipped(files)
		if err != nil {
			return fault.Wrap(err, fault.Internal, "the archive cannot be written")
		}
		doc = Document{Kind: "zip", Name: "all-data-" + fileSafe(p.debtor.Number) + "-" + p.on.String() + ".zip", Bytes: content}
		sum := sha256.Sum256(content)
		return w.Append(activity.PersonExported, int64(p.debtor.ID), 0, p.debtor.Name, map[string]any{"bytes": len(content), "sha256": hex.EncodeToString(sum[:]), "files": len(files)})
	})
	return doc, err
}

// person is all about a customer on its way into an archive.
type person struct {
	debtor     receivable.Debtor
	company    Company
	connection string
	tables     []store.PersonTable
	retention  privacy.Retention
	last, on   date.Date
}

func (d *Desk) person(r store.Reader, id receivable.DebtorID) (p person, err error) {
	if p.debtor, err = livingDebtor(r, id); err != nil {
		return p, err
	}
	if _, err := r.Setting(keyCompany, &p.company); err != nil {
		return p, err
	}
	if p.on, err = d.todayOf(r); err != nil {
		return p, err
	}
	c, err := r.Connection(p.debtor.Connection)
	if err != nil {
		return p, err
	}
	p.connection = c.Name
	standing, err := r.PersonStanding(p.debtor.ID)
	if err != nil {
		return p, err
	}
	p.last = standing.Last
	if p.retention, err = d.retention(r, p.debtor.Kind, p.on); err != nil {
		return p, err
	}
	p.tables, err = r.Person(p.debtor.ID)
	return p, err
}

// livingDebtor gives a customer, or the one that the source merged it into.
func livingDebtor(r store.Reader, id receivable.DebtorID) (receivable.Debtor, error) {
	debtor, err := r.Debtor(id)
	if err == nil && debtor.Merged != 0 {
		return r.Debtor(debtor.Merged)
	}
	return debtor, err
}

// files makes the parts of the archive by name.
func (p *person) files() (map[string][]byte, error) {
	files := map[string][]byte{}
	readme, err := personReadme(p.debtor, p.company, p.connection, p.retention, p.last, p.on)
	if err != nil {
		return nil, fault.Wrap(err, fault.Internal, "the program was built without the words of an export")
	}
	files["README.txt"] = []byte(readme)
	tables := map[string][]store.PersonRow{}
	for _, t := range p.tables {
		for i, row := range t.Rows {
			setApart(t.Name, i, row, files)
		}
		tables[t.Name] = t.Rows
	}
	files["log.txt"] = []byte(logLines(tables["log"]))
	var data bytes.Buffer
	enc := json.NewEncoder(&data)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(map[string]any{"exported": p.on.String(), "by": p.company.Name, "customer": p.debtor.Name, "number": p.debtor.Number, "tables": tables}); err != nil {
		return nil, fault.Wrap(err, fault.Internal, "the data cannot be written")
	}
	files["data.json"] = data.Bytes()
	return files, nil
}

// setApart puts bytes into a file of their own and leaves its name, length and hash in the row. A document whose bytes were
// removed has no file.
func setApart(table string, at int, row store.PersonRow, files map[string][]byte) {
	for column, value := range row {
		content, ok := value.([]byte)
		if !ok {
			continue
		}
		if len(content) == 0 {
			row[column] = nil
			continue
		}
		name, _ := row["name"].(string)
		file := fmt.Sprintf("documents/%s-%04d-%s", table, at+1, documentName(name))
		files[file] = content
		sum := sha256.Sum256(content)
		row[column] = map[string]any{"file": file, "bytes": len(content), "sha256": hex.EncodeToString(sum[:])}
	}
}

// documentName keeps the ending of a document's name and makes the rest harmless.
func documentName(name string) string {
	stem, ending := name, ""
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		stem, ending = name[:i], "."+fileSafe(name[i+1:])
	}
	return fileSafe(stem) + ending
}

func logLines(rows []store.PersonRow) string {
	var b strings.Builder
	for _, row := range rows {
		fmt.Fprintf(&b, "%v  %v  %v  %v  %v  %v\n", row["seq"], row["at"], row["actor"], row["kind"], row["subject"], row["data"])
	}
	return b.String()
}

// zipped writes files in order of their names, without times, so that equal files give equal bytes.
func zipped(files map[string][]byte) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
		if err != nil {
			return nil, err
		}
		if _, err := f.Write(files[name]); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return out.Bytes(), err
}
