package main

// numberColumn gathers what the cells of a column tell of its decimal sign. It
// is decided over the whole column and never for one cell.
type numberColumn struct {
	// first lines on which each was certain, and on which it was doubtful.
	point, comma, doubtful int64
	points, commas         int64
}

func (c *numberColumn) add(n numeral, line int64) {
	switch n.decimal() {
	case '.':
		c.points++
		first(&c.point, line)
	case ',':
		c.commas++
		first(&c.comma, line)
	case '?':
		first(&c.doubtful, line)
	}
}

func first(where *int64, line int64) {
	if *where == 0 {
		*where = line
	}
}

// sign returns the decimal sign, 0 where no cell is certain.
func (c *numberColumn) sign() byte {
	switch {
	case c.points > 0 && c.commas == 0:
		return '.'
	case c.commas > 0 && c.points == 0:
		return ','
	default:
		return 0
	}
}

// conflict returns the first line that contradicts the majority, 0 where none does.
func (c *numberColumn) conflict() int64 {
	switch {
	case c.points == 0 || c.commas == 0:
		return 0
	case c.points < c.commas:
		return c.point
	case c.commas < c.points:
		return c.comma
	default:
		return max(c.point, c.comma)
	}
}
