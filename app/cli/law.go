package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// lawVerb shows law packs and keeps the office's own rows over them.
func lawVerb(s *session) *cobra.Command {
	packs := &cobra.Command{Use: "law", Short: "law packs: their rows, sources, which nobody has verified, and the office's own rows", RunE: needsVerb("law")}
	packs.AddCommand(
		&cobra.Command{Use: "list", Short: "the packs", Args: cobra.NoArgs, RunE: func(*cobra.Command, []string) error { return s.lawList() }},
		&cobra.Command{
			Use: "show PACK", Short: "the rows of a pack, with the own rows of the book laid over it", Args: cobra.ExactArgs(1),
			RunE: func(cmd *cobra.Command, args []string) error { return s.lawShow(cmd, args[0]) },
		},
		&cobra.Command{
			Use: "diff PACK", Short: "what the office's own rows change", Args: cobra.ExactArgs(1),
			RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error { return s.lawDiff(ctx, d, args[0]) }),
		},
		lawCheckVerb(s),
		ownLawVerb(s),
	)
	return packs
}

func (s *session) packs() (map[string]law.Pack, error) {
	packs, _, err := s.Laws()
	return packs, err
}

type packJSON struct {
	Code       string    `json:"code"`
	Name       string    `json:"name"`
	Version    string    `json:"version"`
	Rows       int       `json:"rows"`
	Unverified int       `json:"unverified"`
	Detail     []rowJSON `json:"detail,omitempty"`
}

type rowJSON struct {
	ID         string `json:"id"`
	Fact       string `json:"fact"`
	Value      string `json:"value"`
	Text       string `json:"text,omitempty"`
	Unit       string `json:"unit"`
	From       string `json:"from"`
	To         string `json:"to"`
	Applies    string `json:"applies"`
	By         string `json:"by"`
	Ref        string `json:"ref"`
	Source     string `json:"source"`
	Verified   string `json:"verified"`
	VerifiedBy string `json:"verified_by"`
	Figure     string `json:"figure"` // what the row says, in a word or two
	Remark     string `json:"remark,omitempty"`
	Force      string `json:"force"` // statute or house
	Own        bool   `json:"own"`   // the office's own row

	Texts map[string]string `json:"texts,omitempty"` // notice-text: the sentence by language
}

func rowOf(r *law.Row) rowJSON {
	force := law.Statute
	if r.IsHouse() {
		force = law.House
	}
	return rowJSON{
		ID: r.ID, Fact: string(r.Fact), Value: r.Value.String(), Text: r.Text, Unit: r.Unit, From: r.From.String(), To: r.To.String(),
		Applies: r.Applies, By: r.By, Ref: r.Ref, Source: r.Source, Verified: r.Verified.String(), VerifiedBy: r.VerifiedBy,
		Figure: r.Figure(), Remark: r.Remark, Force: string(force), Own: r.Own, Texts: r.Texts,
	}
}

func (s *session) lawList() error {
	packs, err := s.packs()
	if err != nil {
		return err
	}
	var out []packJSON
	rows := [][]string{}
	for _, code := range law.Codes(packs) {
		p := packs[code]
		j := packJSON{Code: p.Code, Name: p.Name, Version: p.Version, Rows: len(p.Rows), Unverified: p.Unverified()}
		out = append(out, j)
		rows = append(rows, []string{j.Code, j.Name, j.Version, fmt.Sprint(j.Rows), fmt.Sprint(j.Unverified)})
	}
	if s.json {
		return s.printJSON(out)
	}
	s.table([]string{"PACK", "NAME", "VERSION", "ROWS", "NOT VERIFIED"}, map[int]bool{3: true, 4: true}, rows)
	return nil
}

// lawPack gives a pack with the own rows of the book over it. Without a book, when none was named, the pack stands alone.
func (s *session) lawPack(cmd *cobra.Command, code string) (law.Pack, error) {
	packs, err := s.packs()
	if err != nil {
		return law.Pack{}, err
	}
	pack, known := packs[code]
	err = s.withDesk(cmd, func(ctx context.Context, d *desk.Desk) error {
		l, err := lawOf(ctx, d, code)
		if err == nil && l.Trouble == nil {
			pack, known = l.Pack, true
		}
		if fault.Has(err, fault.NotFound) {
			return nil
		}
		return cmp.Or(err, l.Trouble)
	})
	if err != nil && (s.book != "" || !fault.Has(err, fault.NotFound)) {
		return pack, err
	}
	if !known {
		return pack, noPack(code)
	}
	return pack, nil
}

func noPack(code string) error {
	return fault.New(fault.NotFound, "there is no law pack %q", code).WithHint("see `law list`")
}

func lawOf(ctx context.Context, d *desk.Desk, code string) (desk.LawPack, error) {
	all, err := d.LawPacks(ctx)
	if err != nil {
		return desk.LawPack{}, err
	}
	i := slices.IndexFunc(all, func(l desk.LawPack) bool { return l.Pack.Code == code })
	if i < 0 {
		return desk.LawPack{}, noPack(code)
	}
	return all[i], nil
}

func (s *session) lawShow(cmd *cobra.Command, code string) error {
	p, err := s.lawPack(cmd, code)
	if err != nil {
		return err
	}
	out := packJSON{Code: p.Code, Name: p.Name, Version: p.Version, Rows: len(p.Rows), Unverified: p.Unverified()}
	for i := range p.Rows {
		out.Detail = append(out.Detail, rowOf(&p.Rows[i]))
	}
	if s.json {
		return s.printJSON(out)
	}
	if out.Unverified > 0 {
		s.say("%d of %d rows have not been verified against their source", out.Unverified, out.Rows)
	}
	for i := range p.Rows {
		s.lawRowText(&p.Rows[i])
	}
	return nil
}

type differenceJSON struct {
	Change string   `json:"change"`
	Own    rowJSON  `json:"own"`
	Pack   *rowJSON `json:"pack"` // null: the pack says nothing
}

func (s *session) lawDiff(ctx context.Context, d *desk.Desk, code string) error {
	l, err := lawOf(ctx, d, code)
	if err != nil {
		return err
	}
	if l.Trouble != nil {
		return l.Trouble
	}
	out := []differenceJSON{}
	for i := range l.Differences {
		diff := &l.Differences[i]
		j := differenceJSON{Change: string(diff.Change), Own: rowOf(&diff.Own)}
		if diff.Pack != nil {
			was := rowOf(diff.Pack)
			j.Pack = &was
		}
		out = append(out, j)
	}
	if s.json {
		return s.printJSON(out)
	}
	if len(out) == 0 {
		s.say("no own rows lie over %s", code)
	}
	for i := range l.Differences {
		diff := &l.Differences[i]
		s.lawRowText(&diff.Own)
		instead := strings.ReplaceAll(string(diff.Change), "-", " ")
		if diff.Pack != nil {
			instead += fmt.Sprintf(" %s, which says %s (%s; %s; %s)", diff.Pack.ID, rowSays(diff.Pack), diff.Pack.Ref, diff.Pack.Source, rowVerified(diff.Pack))
		}
		s.wrapped(instead)
	}
	return nil
}
