package store

import (
	"time"
)

// PrintRun is a file of many letters.
type PrintRun struct {
	ID       int64
	Wave     WaveID // 0: of all waves
	Made     time.Time
	By       string
	Sorted   string // place, name, franking
	TwoSided bool
	AgainOf  int64 // the run that this one repeats, 0: none
	Again    bool  // letters that had left before are printed again
	Why      string
	State    PrintState
	File     string
	Pages    int
	Letters  []int64 // messages in the order of the file
}

// PrintState is how far a run has come.
type PrintState string

// A run is making before its file is written. What a crash leaves in making may lie in the printer or not.
const (
	PrintMaking PrintState = "making"
	PrintMade   PrintState = "made"
	PrintFailed PrintState = "failed"
)

// PrintReader reads print runs.
type PrintReader interface {
	PrintRun(id int64) (PrintRun, error)
	// PrintRuns gives the latest runs, latest first.
	PrintRuns(limit int) ([]PrintRun, error)
	// DueLetters gives all queued letters that are due, of one wave or (0) of every wave that is not paused, in order of id.
	DueLetters(wave WaveID) ([]OutMessage, error)
}

// PrintWriter keeps print runs.
type PrintWriter interface {
	AddPrintRun(r PrintRun) (int64, error)
	// EndPrintRun notes what became of a run that is making.
	EndPrintRun(r PrintRun) error
}
