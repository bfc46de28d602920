package widget

// Relayout gives the dialog the height that its content needs now, after a sentence appeared under a field.
func (d *Dialog) Relayout() { d.overlay.Refresh() }
