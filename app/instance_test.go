package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

func TestASecondStartRaisesTheFirst(t *testing.T) {
	book := filepath.Join(t.TempDir(), "desk.book")
	first, err := claim(book)
	if err != nil {
		t.Fatal(err)
	}
	knocked := make(chan struct{}, 1)
	first.onKnock(func() { knocked <- struct{}{} })
	if _, err := claim(book); !errors.Is(err, errOpenElsewhere) {
		t.Fatalf("the second start: %v", err)
	}
	<-knocked // the answer came after it, so this does not wait
	if info, err := os.Stat(book + ".window"); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("where to knock lies open: %v %v", info, err)
	}
	first.release()
	if _, err := os.Stat(book + ".window"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("after the end somebody could still knock: %v", err)
	}
	again, err := claim(book)
	if err != nil {
		t.Fatalf("after the end the book is still taken: %v", err)
	}
	again.release()
}

// Whoever does not know the word cannot raise the window.
func TestAStrangerIsNotAnswered(t *testing.T) {
	book := filepath.Join(t.TempDir(), "desk.book")
	first, err := claim(book)
	if err != nil {
		t.Fatal(err)
	}
	defer first.release()
	first.onKnock(func() { t.Error("a stranger was let in") })
	note, err := os.ReadFile(book + ".window")
	if err != nil {
		t.Fatal(err)
	}
	address, word, _ := strings.Cut(strings.TrimSpace(string(note)), " ")
	wrong := book + ".wrong"
	if err := os.WriteFile(wrong, []byte(address+" "+strings.Repeat("A", len(word))), 0o600); err != nil {
		t.Fatal(err)
	}
	if raise(wrong) {
		t.Error("a stranger was answered")
	}
}

// A window that does not answer is said in words: nothing may happen without a word.
func TestABookWhoseWindowDoesNotAnswerIsSaidSo(t *testing.T) {
	book := filepath.Join(t.TempDir(), "desk.book")
	first, err := claim(book)
	if err != nil {
		t.Fatal(err)
	}
	defer first.release()
	if err := os.WriteFile(book+".window", []byte("nonsense"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := claim(book); !fault.Has(err, fault.Unavailable) || !strings.Contains(err.Error(), "open in another window") {
		t.Errorf("said: %v", err)
	}
}
