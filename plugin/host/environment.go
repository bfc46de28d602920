package host

import (
	"os"
	"slices"
	"strings"
)

// allowed are the only variables of the desk's environment that a connector
// sees: what is needed to run, to keep time, and to get out through a company's
// proxy. Everything else may hold somebody's secrets.
var allowed = []string{
	"PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "TMP", "TEMP", "ZONEINFO",
	"HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "https_proxy", "http_proxy", "no_proxy",
	"SSL_CERT_FILE", "SSL_CERT_DIR",
	"SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "PATHEXT",
}

// cleanEnvironment returns the allowed part of environ ("KEY=value").
func cleanEnvironment(environ []string) []string {
	var out []string
	for _, entry := range environ {
		key, _, _ := strings.Cut(entry, "=")
		if slices.Contains(allowed, key) || slices.Contains(allowed, strings.ToUpper(key)) && isWindowsKey(key) {
			out = append(out, entry)
		}
	}
	return out
}

// isWindowsKey allows the spelling that Windows uses ("SystemRoot", "Path").
func isWindowsKey(key string) bool {
	return os.PathSeparator == '\\' && key != ""
}
