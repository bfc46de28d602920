package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

const keyCapHeight = 16

var _ fyne.Widget = (*KeyHint)(nil)

// KeyHint names a key in a small frame, with the word for what it does before it: "Open [Enter]".
type KeyHint struct {
	fynewidget.BaseWidget
	word, key string
}

// NewKeyHint makes the hint; an empty word leaves the key alone.
func NewKeyHint(word, key string) *KeyHint {
	k := &KeyHint{word: word, key: key}
	k.ExtendBaseWidget(k)
	return k
}

// CreateRenderer draws word and key.
func (k *KeyHint) CreateRenderer() fyne.WidgetRenderer {
	word, drawn := canvas.NewText("", nil), newKeyCap(k.key)
	style := Small.In(theme.Text2)
	wordWidth := func() float32 {
		if k.word == "" {
			return 0
		}
		return ceil(style.width(k.word)) + 4
	}
	refresh := func() {
		style.apply(word, k.word)
		drawn.show(k.key, true)
	}
	refresh()
	return &renderer{
		objects: fixed(append(drawn.objects(), word)...),
		place: func(size fyne.Size) {
			putText(word, 0, 0, wordWidth(), size.Height)
			drawn.place(wordWidth(), centred(size.Height, keyCapHeight))
		},
		min:     func() fyne.Size { return fyne.NewSize(wordWidth()+drawn.width(), theme.LineHeight(theme.SizeBody)) },
		refresh: refresh,
	}
}

// keyCap is the drawn key.
type keyCap struct {
	frame *frame
	text  *canvas.Text
	name  string
}

func newKeyCap(name string) *keyCap {
	return &keyCap{frame: newFrame(theme.RadiusBox), text: canvas.NewText("", nil), name: name}
}

func (k *keyCap) objects() []fyne.CanvasObject { return append(k.frame.objects(), k.text) }

func (k *keyCap) style() Style {
	return Style{Size: theme.SizeSmall, Colour: theme.Text3, Align: Centre}
}

func (k *keyCap) width() float32 { return max(14, ceil(k.style().width(k.name))+8) }

func (k *keyCap) visible() bool { return k.text.Visible() && k.name != "" }

func (k *keyCap) show(name string, visible bool) {
	k.name = name
	if !visible || name == "" {
		k.frame.hide()
		k.text.Hide()
		return
	}
	k.frame.paint(theme.Work, theme.Line, 1)
	k.text.Show()
	k.style().apply(k.text, name)
}

func (k *keyCap) place(x, y float32) {
	k.frame.put(x, y, k.width(), keyCapHeight)
	putText(k.text, x, y, k.width(), keyCapHeight)
}
