package main

import "github.com/dunningdesk/dunningdesk/plugin/spec"

var docs = spec.Text{"en": "x"}
