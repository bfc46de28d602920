package cli

import "fmt"

// counted writes how many there are of something: "1 item", "2 items".
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
