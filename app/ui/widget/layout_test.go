package widget

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

func TestParagraphWrapsAtWordsAndIsAsHighAsItsLines(t *testing.T) {
	p := NewParagraph(Body, Run{Text: "First words. ", Strong: true}, Run{Text: strings.Repeat("and then some more ", 8)}, Run{Text: "Why?", OnTapped: func() {}})
	show(t, p)
	wide, narrow := p.HeightFor(2000), p.HeightFor(200)
	if wide != theme.LineHeight(theme.SizeBody) || narrow <= 3*wide {
		t.Errorf("heights %v at 2000 and %v at 200", wide, narrow)
	}
	p.Resize(fyne.NewSize(200, narrow))
	for _, o := range p.drawn {
		text, ok := o.(*canvas.Text)
		if !ok {
			continue
		}
		if right := o.Position().X + text.MinSize().Width; right > 201 {
			t.Errorf("%q ends at %v of 200", text.Text, right)
		}
	}
}

// A mail is drawn as it was written: line by line, and what stands apart stays apart.
func TestParagraphBeginsALineAtALineFeed(t *testing.T) {
	p := NewSentence(Body, "\nHello,\n\nwe have paid. \nRegards\n")
	show(t, p)
	p.Resize(fyne.NewSize(600, 200))
	line := theme.LineHeight(theme.SizeBody)
	if got := p.HeightFor(600); got != 4*line {
		t.Errorf("%v high, want four lines of %v", got, line)
	}
	var drawn []string
	for _, o := range p.drawn {
		drawn = append(drawn, o.(*canvas.Text).Text)
	}
	if strings.Join(drawn, "|") != "Hello,|we have paid.|Regards" {
		t.Errorf("%q", drawn)
	}
}

func TestStackGivesWrappedTextTheHeightOfItsWidth(t *testing.T) {
	p := NewSentence(Body, strings.Repeat("words ", 40))
	below := NewText("below", Body)
	column := Stack(8, p, below)
	show(t, NewScroll(column))
	want := p.HeightFor(600) + 8
	if got := below.Position().Y; got != want {
		t.Errorf("what follows the paragraph stands at %v, want %v", got, want)
	}
}

func TestRowSharesWhatIsLeft(t *testing.T) {
	a, b := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	row := Row(10, Sized(100, 20, a), GrowBy(1, Sized(0, 20, b)), GrowBy(3, Spacer()))
	show(t, row)
	if got := row.Objects[1].Size().Width; got != 120 {
		t.Errorf("a quarter of the 480 left = %v", got)
	}
	row.Objects[0].Hide()
	row.Refresh()
	if got := row.Objects[1].Position().X; got != 0 {
		t.Errorf("a hidden object still takes room: %v", got)
	}
}

func TestTextIsCutWithAnEllipsisButFiguresAreNot(t *testing.T) {
	name, figure := NewText("Skjærgård Catering AS", Body.Cut()), NewText("1 204 310,00", Body.Cut().OnRight())
	show(t, Stack(0, name, figure))
	name.Resize(fyne.NewSize(60, 18))
	figure.Resize(fyne.NewSize(20, 18))
	if !strings.HasSuffix(name.drawn.Text, "…") || name.Text() != "Skjærgård Catering AS" {
		t.Errorf("drawn %q of %q", name.drawn.Text, name.Text())
	}
	if figure.drawn.Text != "1 204 310,00" {
		t.Errorf("a figure was cut to %q", figure.drawn.Text)
	}
}
