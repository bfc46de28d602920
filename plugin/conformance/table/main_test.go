package main

import (
	"strings"
	"testing"
)

const said = `{"Action":"start","Package":"x/connectors/good"}
{"Action":"run","Package":"x/connectors/good","Test":"TestConformance"}
{"Action":"pass","Package":"x/connectors/good","Test":"TestConformance/describes_itself"}
{"Action":"pass","Package":"x/connectors/good","Test":"TestConformanceOfWriting/note/is_written_once"}
{"Action":"pass","Package":"x/connectors/good","Test":"TestConformanceOfWriting/note"}
{"Action":"pass","Package":"x/connectors/good","Test":"TestConformanceOfWriting"}
{"Action":"skip","Package":"x/connectors/good","Test":"TestConformance/resumes"}
{"Action":"pass","Package":"x/connectors/good","Test":"TestConformance"}
{"Action":"pass","Package":"x/connectors/good"}
`

func table(t *testing.T, lines string) (string, error) {
	t.Helper()
	r, err := read(strings.NewReader(lines))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	err = r.print(&out)
	return out.String(), err
}

func TestCasesAreCountedOnce(t *testing.T) {
	got, err := table(t, said)
	want := "CONNECTOR  PASSED  FAILED  SKIPPED  SUITE\ngood       2       0       1        reads and writes\n"
	if err != nil || got != want {
		t.Errorf("%v\n%s", err, got)
	}
}

// Whatever is not a suite that passed is an error, with what it said.
func TestWhatIsWrongIsTold(t *testing.T) {
	for name, c := range map[string]struct{ lines, says string }{
		"failed": {`{"Action":"output","Package":"x/bad","Test":"TestConformance/reads","Output":"sums differ\n"}
{"Action":"fail","Package":"x/bad","Test":"TestConformance/reads"}
{"Action":"fail","Package":"x/bad","Test":"TestConformance"}
{"Action":"fail","Package":"x/bad"}`, "sums differ"},
		"crashed": {`{"Action":"fail","Package":"x/bad"}`, "BROKEN"},
		"unbuilt": {`{"ImportPath":"x/bad [x/bad.test]","Action":"build-output","Output":"syntax error\n"}
{"ImportPath":"x/bad [x/bad.test]","Action":"build-fail"}
{"Action":"fail","Package":"x/bad"}`, "syntax error"},
		"no suite": {`{"Action":"pass","Package":"x/bad"}`, "NONE"},
	} {
		got, err := table(t, said+c.lines)
		if err == nil || !strings.Contains(err.Error(), "bad") || strings.Contains(err.Error(), "good") || !strings.Contains(got, c.says) {
			t.Errorf("%s: %v\n%s", name, err, got)
		}
	}
	if _, err := table(t, ""); err == nil {
		t.Error("nothing was tested, and that is well")
	}
	if _, err := read(strings.NewReader("FAIL\n")); err == nil {
		t.Error("other lines are taken for JSON")
	}
}
