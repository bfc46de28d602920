package host

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// Program is a connector found on disk.
type Program struct {
	// Kind is the file's name, without ".exe".
	Kind string `json:"kind"`
	// Path is absolute.
	Path string `json:"path"`
	// Checksum is the file's SHA-256 in hexadecimal.
	Checksum string `json:"checksum"`
	// Exposed: others than its owner may replace the program, so that pinning
	// its checksum protects less. Worth a warning beside the connector.
	Exposed bool `json:"exposed,omitempty"`
}

var kindForm = regexp.MustCompile(`^[a-z][a-z0-9-]{0,39}$`)

// Discover finds the connectors in the folders, sorted by kind. Where two
// folders hold the same kind the first folder wins. A folder that does not
// exist holds none.
func Discover(folders ...string) ([]Program, error) {
	places, err := programsIn(folders)
	if err != nil {
		return nil, err
	}
	var out []Program
	for _, path := range places {
		p, err := Locate(path)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b Program) int { return strings.Compare(a.Kind, b.Kind) })
	return out, nil
}

// Find looks for the connector of one kind, as Discover does, and reads no
// other: to compute the checksums of all takes half a second. False: there is none.
func Find(kind string, folders ...string) (Program, bool, error) {
	places, err := programsIn(folders)
	path, there := places[kind]
	if err != nil || !there {
		return Program{}, false, err
	}
	p, err := Locate(path)
	return p, err == nil, err
}

// programsIn gives where the connectors lie, by kind.
func programsIn(folders []string) (map[string]string, error) {
	found := map[string]string{}
	for _, folder := range folders {
		entries, err := os.ReadDir(folder)
		if errors.Is(err, fs.ErrNotExist) || folder == "" {
			continue
		}
		if err != nil {
			return nil, &Error{
				Code: NotFound, Message: "The folder of connectors " + folder + " cannot be read.",
				Hint: "Check its permissions.", Err: err,
			}
		}
		for _, entry := range entries {
			kind, ok := kindOf(entry.Name())
			if _, taken := found[kind]; !ok || taken || !runnable(folder, entry.Name()) {
				continue
			}
			found[kind] = filepath.Join(folder, entry.Name())
		}
	}
	return found, nil
}

// Locate looks at one connector program.
func Locate(path string) (Program, error) {
	kind, ok := kindOf(filepath.Base(path))
	if !ok {
		return Program{}, &Error{
			Code: NotFound, Message: filepath.Base(path) + " is not the name of a connector.",
			Hint: "A connector's program is named after its kind, in lower-case letters, digits and dashes.",
		}
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return Program{}, notFound(kind, err)
	}
	checksum, err := Checksum(absolute)
	if err != nil {
		return Program{}, err
	}
	return Program{Kind: kind, Path: absolute, Checksum: checksum, Exposed: exposed(absolute)}, nil
}

// Checksum returns the SHA-256 of a file in hexadecimal.
func Checksum(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", notFound(filepath.Base(path), err)
	}
	defer func() { _ = f.Close() }() // only read
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", notFound(filepath.Base(path), err)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

func notFound(kind string, err error) error {
	return &Error{
		Code: NotFound, Connector: kind, Message: "The connector " + kind + " cannot be read from disk.",
		Hint: "Install it again, or remove the connection.", Err: err,
	}
}

func kindOf(file string) (string, bool) {
	if runtime.GOOS == "windows" {
		kind, isProgram := strings.CutSuffix(strings.ToLower(file), ".exe")
		return kind, isProgram && kindForm.MatchString(kind)
	}
	return file, kindForm.MatchString(file)
}

func runnable(folder, file string) bool {
	info, err := os.Stat(filepath.Join(folder, file))
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	return runtime.GOOS == "windows" || info.Mode().Perm()&0o111 != 0
}
