//go:build unix

package courier

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/courier/letter"
	"github.com/dunningdesk/dunningdesk/app/courier/mail"
)

// How fast letters are made. Run them with `make bench`; the goals are 80 single letters and 400 letters of a print run in a
// second of one processor. LibreOffice and wkhtmltopdf make the same notice from its mail, where they are installed.

func cpu(b *testing.B, who int) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(who, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func perCPU(b *testing.B, letters int, used time.Duration) {
	b.Helper()
	b.ReportMetric(float64(letters)/used.Seconds(), "letters/CPU-s")
}

func BenchmarkSingleLetter(b *testing.B) {
	d := aNotice(b, 87, 3)
	before := cpu(b, syscall.RUSAGE_SELF)
	for b.Loop() {
		if _, err := letter.Render(d); err != nil {
			b.Fatal(err)
		}
	}
	perCPU(b, b.N, cpu(b, syscall.RUSAGE_SELF)-before)
}

// BenchmarkPrintRun draws ten thousand letters on all processors, as a release does, and joins them into one file with its list.
func BenchmarkPrintRun(b *testing.B) {
	const letters = 10_000
	for b.Loop() {
		var peak uint64
		before := cpu(b, syscall.RUSAGE_SELF)
		made := make([][]byte, letters)
		var group sync.WaitGroup
		for worker := range runtime.GOMAXPROCS(0) {
			group.Go(func() {
				for i := worker; i < letters; i += runtime.GOMAXPROCS(0) {
					made[i] = rendered(b, aNotice(b, i, 1+i%4))
				}
			})
		}
		group.Wait()
		drawn := cpu(b, syscall.RUSAGE_SELF)
		job := aRun(made...)
		var held, now runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&held) // the letters lie in the book when this is no measurement
		open, n := job.Open, 0
		job.Open = func(i int) ([]byte, error) {
			if n++; n%2500 == 0 {
				runtime.GC() // what is held, and not what lies about
				runtime.ReadMemStats(&now)
				peak = max(peak, now.HeapAlloc)
			}
			return open(i)
		}
		file, pages := runOf(b, job)
		after := cpu(b, syscall.RUSAGE_SELF)
		info, err := os.Stat(file)
		if err != nil || pages < letters {
			b.Fatalf("%d pages, %v", pages, err)
		}
		perCPU(b, letters, after-before)
		b.ReportMetric(letters/(after-drawn).Seconds(), "joined/CPU-s")
		b.ReportMetric(float64(int64(peak)-int64(held.HeapAlloc))/(1<<20), "MiB-held")
		b.ReportMetric(float64(info.Size())/(1<<20), "MiB-file")
	}
}

// BenchmarkOtherPrograms makes the same notice from the HTML of its mail.
func BenchmarkOtherPrograms(b *testing.B) {
	const letters = 20
	dir := b.TempDir()
	var files []string
	for i := range letters {
		body, err := mail.Compose(aNotice(b, i, 3), mail.Options{})
		if err != nil {
			b.Fatal(err)
		}
		name := filepath.Join(dir, fmt.Sprintf("%02d.html", i))
		if err := os.WriteFile(name, []byte(body.HTML), 0o600); err != nil {
			b.Fatal(err)
		}
		files = append(files, name)
	}
	for tool, run := range map[string]func(tool string) []*exec.Cmd{
		"soffice": func(tool string) []*exec.Cmd {
			return []*exec.Cmd{exec.Command(tool, append([]string{"-env:UserInstallation=file://" + dir + "/profile", "--headless", "--convert-to", "pdf", "--outdir", dir}, files...)...)}
		},
		"wkhtmltopdf": func(tool string) []*exec.Cmd {
			var all []*exec.Cmd
			for _, file := range files {
				all = append(all, exec.Command(tool, "-q", file, file+".pdf"))
			}
			return all
		},
	} {
		b.Run(tool, func(b *testing.B) {
			path, err := exec.LookPath(tool)
			if err != nil {
				b.Skipf("skipped: %s is not installed", tool)
			}
			before := cpu(b, syscall.RUSAGE_CHILDREN)
			for b.Loop() {
				for _, cmd := range run(path) {
					cmd.Env = append(os.Environ(), "QT_QPA_PLATFORM=offscreen", "XDG_RUNTIME_DIR="+dir)
					if said, err := cmd.CombinedOutput(); err != nil && !bytes.Contains(said, []byte("convert")) {
						b.Skipf("skipped: %s does not run here: %v %s", tool, err, said)
					}
				}
			}
			perCPU(b, b.N*letters, cpu(b, syscall.RUSAGE_CHILDREN)-before)
		})
	}
}
