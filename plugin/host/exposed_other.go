//go:build !unix

package host

// exposed cannot tell on Windows without reading access lists; the installer
// puts connectors where only administrators or the user may write.
func exposed(string) bool { return false }
