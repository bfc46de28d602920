package desk

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"slices"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Bundle gives the evidence of a hand-over as one archive: as it left when it has been handed over, else as it would today.
// The same book on the same day gives the same bytes.
func (d *Desk) Bundle(ctx context.Context, id int64) (Document, error) {
	var kept []store.Enclosure
	if err := d.view(ctx, func(r store.Reader) error {
		if _, err := r.Escalation(id); err != nil {
			return err
		}
		papers, err := r.Enclosures(store.AboutEscalation, id)
		if err != nil || len(papers) == 0 {
			return err
		}
		last, err := r.Enclosure(papers[len(papers)-1].ID)
		kept = append(kept, last)
		return err
	}); err != nil {
		return Document{}, err
	}
	if len(kept) > 0 {
		return kept[0].Document, nil
	}
	return d.makeBundle(ctx, id)
}

// archive is a bundle in the making.
type archive struct {
	job   BundleJob
	names map[string]bool
	files []store.Document
}

func (a *archive) add(name, what string, content []byte, args ...string) {
	for a.names[name] { // two invoices may differ only in what no file system takes
		name = "x-" + name
	}
	a.names[name] = true
	sum := sha256.Sum256(content)
	a.files = append(a.files, store.Document{Name: name, Bytes: content})
	a.job.Files = append(a.job.Files, BundleFile{Name: name, What: what, Args: args, Sum: hex.EncodeToString(sum[:])})
}

func (d *Desk) makeBundle(ctx context.Context, id int64) (Document, error) {
	if d.Paper == nil {
		return Document{}, fault.New(fault.Unavailable, "this program cannot print the evidence")
	}
	a := &archive{names: map[string]bool{}}
	var timeline []activity.Entry
	var papers []noticePaper
	if err := d.view(ctx, func(r store.Reader) (err error) {
		if a.job, err = d.bundleJob(r, id); err != nil {
			return err
		}
		if timeline, err = r.Timeline(store.TimelineQuery{Debtor: int64(a.job.Debtor.ID)}); err != nil {
			return err
		}
		if papers, err = noticePapers(r, a.job.Notices); err != nil {
			return err
		}
		return a.copies(r)
	}); err != nil {
		return Document{}, err
	}
	for i := range a.job.Claims {
		it := &a.job.Claims[i].Item
		sheet, err := d.SheetPDF(ctx, it.ID, a.job.Made, "")
		if err != nil {
			return Document{}, err
		}
		a.add("sheets/"+fileSafe(it.Number)+".pdf", "sheet", sheet.Bytes, "number", it.Number)
	}
	for _, p := range papers {
		a.add("notices/"+fileSafe(p.number)+endingOf(p.doc.Kind), "notice", p.doc.Bytes, "number", p.number, "date", p.on)
	}
	if err := a.agreements(ctx, d); err != nil {
		return Document{}, err
	}
	a.lists()
	a.add("correspondence.csv", "correspondence", timelineCSV(spoken(timeline)))
	a.add("timeline.csv", "timeline", timelineCSV(timeline))
	a.add("claim.csv", "export", handoverCSV(&a.job))
	xml, err := handoverXML(&a.job)
	if err != nil {
		return Document{}, err
	}
	a.add("claim.xml", "export", xml)
	contents, err := d.Paper.Contents(ctx, a.job)
	if err != nil {
		return Document{}, err
	}
	return a.pack(contents)
}

// bundleJob gathers what a bundle is about.
func (d *Desk) bundleJob(r store.Reader, id int64) (job BundleJob, err error) {
	if job.Escalation, err = r.Escalation(id); err != nil {
		return job, err
	}
	if job.Made, err = d.todayOf(r); err != nil {
		return job, err
	}
	if job.Company, err = companyOf(r); err != nil {
		return job, err
	}
	if job.Debtor, err = r.Debtor(job.Escalation.Debtor); err != nil {
		return job, err
	}
	charges, err := r.Charges(job.Debtor.ID, true)
	if err != nil {
		return job, err
	}
	listed := map[receivable.ItemID]bool{}
	for _, it := range job.Escalation.Items {
		claim := BundleClaim{}
		if claim.Item, err = r.Item(it.Item); err != nil {
			return job, err
		}
		for _, c := range charges {
			if c.Item == it.Item {
				claim.Charges = append(claim.Charges, c)
			}
		}
		listed[it.Item] = true
		job.Claims = append(job.Claims, claim)
	}
	if job.Promises, err = r.Promises(job.Debtor.ID); err != nil {
		return job, err
	}
	all, err := r.Disputes(job.Debtor.ID)
	for _, v := range all {
		if listed[v.Item] {
			job.Disputes = append(job.Disputes, v)
		}
	}
	if err != nil {
		return job, err
	}
	if err := job.plans(r, listed); err != nil {
		return job, err
	}
	return job, job.proofs(r, listed)
}

// proofs gathers the reminders that listed the claims and left, oldest first, and the rules that they rest on.
func (j *BundleJob) proofs(r store.Reader, listed map[receivable.ItemID]bool) error {
	notices, err := r.Notices(j.Debtor.ID, 0)
	if err != nil {
		return err
	}
	rules := map[BundleRule]bool{}
	for i := len(notices) - 1; i >= 0; i-- {
		n := notices[i]
		of := false
		for _, l := range n.Claim.Lines {
			of = of || listed[l.Item]
		}
		if !of || n.Cancelled || n.Trial || n.State != store.OutSent {
			continue
		}
		proof, err := r.Proof(n.ID)
		if err != nil {
			return err
		}
		proof = n.SentAt.UTC().Format("2006-01-02 15:04:05 UTC") + " " + proof
		if n.Tracking != "" {
			proof += "; registered as " + n.Tracking + ", posted " + n.Posted.String()
		}
		j.Notices = append(j.Notices, BundleNotice{Notice: n, Proof: proof})
		unchecked := map[string]bool{}
		for _, e := range n.Claim.Effects {
			if e.What.Key == dunning.EffectChannelDead {
				continue // no rule did it
			}
			rules[BundleRule{e.Rule, e.Source, e.Verified}] = true
			unchecked[e.Source] = unchecked[e.Source] || !e.Verified
		}
		for _, c := range n.Claim.New {
			rules[BundleRule{c.Rule, c.Source, !unchecked[c.Source]}] = true
		}
	}
	for rule := range rules {
		j.Rules = append(j.Rules, rule)
	}
	slices.SortFunc(j.Rules, func(a, b BundleRule) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Source, b.Source))
	})
	return nil
}

// noticePaper is a document of a reminder.
type noticePaper struct {
	number, on string
	doc        store.Document
}

// endingOf is how the name of a reminder's document ends.
func endingOf(kind string) string {
	if kind == store.TriedMail {
		return "-tried.eml"
	}
	return "." + kind
}

func noticePapers(r store.Reader, notices []BundleNotice) (out []noticePaper, err error) {
	for i := range notices {
		docs, err := r.Documents(notices[i].ID)
		if err != nil {
			return nil, err
		}
		for _, doc := range docs {
			out = append(out, noticePaper{notices[i].Number, notices[i].Claim.Date.String(), doc})
		}
	}
	return out, nil
}

// timelineCSV writes every entry, oldest first.
func timelineCSV(entries []activity.Entry) []byte {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	rows := [][]string{{"at", "who", "kind", "subject", "facts", "hash"}}
	for i := len(entries) - 1; i >= 0; i-- {
		e := &entries[i]
		rows = append(rows, []string{e.At.UTC().Format(time.RFC3339), plainCell(e.Actor.Name), string(e.Kind), plainCell(e.Subject), plainCell(e.Data), e.Hash})
	}
	_ = w.WriteAll(rows) // into memory
	return out.Bytes()
}

// packedAt is the time of every file in an archive: the earliest that the format has, so that the same files make the same
// archive.
var packedAt = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func (a *archive) pack(contents []byte) (Document, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range append([]store.Document{{Name: "contents.pdf", Bytes: contents}}, a.files...) {
		h := &zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: packedAt}
		file, err := w.CreateHeader(h)
		if err == nil {
			_, err = file.Write(f.Bytes)
		}
		if err != nil {
			return Document{}, fault.Wrap(err, fault.Internal, "the archive could not be made")
		}
	}
	if err := w.Close(); err != nil {
		return Document{}, fault.Wrap(err, fault.Internal, "the archive could not be made")
	}
	return Document{Kind: "zip", Name: "evidence-" + itoa(a.job.Escalation.ID) + ".zip", Bytes: out.Bytes()}, nil
}

// keepBundle keeps the evidence as it leaves.
func keepBundle(w store.Writer, e settlement.Escalation, doc Document) error {
	if len(doc.Bytes) == 0 {
		return nil
	}
	_, err := w.PutEnclosure(store.Enclosure{About: store.AboutEscalation, AboutID: e.ID, Document: doc})
	return err
}
