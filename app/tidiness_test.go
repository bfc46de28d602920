package main_test

import (
	"os/exec"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// topLevel is all that may lie at the top of the repository, beside dot-files.
var topLevel = []string{
	"app", "plugin", "connectors", "assets", "scheduler", "docs",
	"go.mod", "go.sum", "FyneApp.toml", "Makefile", "README.md", "LICENSE",
}

func TestTopLevelHoldsOnlyTheAgreedNames(t *testing.T) {
	git := exec.Command("git", "ls-files", "-z")
	git.Dir = repositoryRoot(t)
	listing, err := git.Output()
	if err != nil {
		t.Skip("not a git checkout, so what belongs to the project is not known")
	}
	for name := range strings.SplitSeq(strings.TrimRight(string(listing), "\x00"), "\x00") {
		top, _, _ := strings.Cut(name, "/")
		if !strings.HasPrefix(top, ".") && !slices.Contains(topLevel, top) {
			t.Errorf("%s: %q is not one of the agreed top-level names", name, top)
		}
	}
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	described := map[string]bool{}
	for _, file := range goFiles(t) {
		if file.isTest {
			continue
		}
		described[file.folder] = described[file.folder] || file.syntax.Doc != nil && len(file.syntax.Doc.Text()) > 40
	}
	for folder, has := range described {
		if !has {
			t.Errorf("%s has no package comment: say in a sentence or two what it is for", folder)
		}
	}
}

func TestNamesSayWhatIsInside(t *testing.T) {
	vague := []string{"util", "utils", "helper", "helpers", "manager", "common", "misc", "tools", "base", "shared"}
	for _, file := range goFiles(t) {
		stem := strings.TrimSuffix(strings.TrimSuffix(path.Base(file.path), ".go"), "_test")
		if slices.Contains(vague, stem) || slices.Contains(vague, path.Base(file.folder)) {
			t.Errorf("%s: the name says nothing of what is inside", file.path)
		}
	}
}

// The words are put together here so that this file does not hold what it looks for.
var (
	unfinished   = regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|HA` + `CK)\b`)
	machinePaths = regexp.MustCompile(`(^|[\s"'(=:` + "`" + `])/(work|root|home/[a-z]+)/[A-Za-z.]`)
	registries   = regexp.MustCompile(`(proxy\.gol` + `ang\.org|sum\.gol` + `ang\.org|deb\.deb` + `ian\.org|registry\.npm` + `js\.org)`)
)

// textFile tells by its name whether people read the file as text.
func textFile(name string) bool {
	extensions := []string{".go", ".md", ".toml", ".yml", ".yaml", ".json", ".proto", ".sql", ".nsi", ".desktop", ".py", ".sh", ""}
	return slices.Contains(extensions, path.Ext(name)) || strings.HasPrefix(name, ".ci/")
}

func TestTextsAreFinishedAndFitAnyMachine(t *testing.T) {
	eachFile(t, func(name string, read func() string) {
		if !textFile(name) {
			return
		}
		for number, line := range strings.Split(read(), "\n") {
			for what, pattern := range map[string]*regexp.Regexp{
				"an unfinished mark": unfinished, "a path of one machine": machinePaths, "the host of a package registry": registries,
			} {
				if found := pattern.FindString(line); found != "" {
					t.Errorf("%s:%d holds %s: %q", name, number+1, what, strings.TrimSpace(found))
				}
			}
		}
	}, ".")
}
