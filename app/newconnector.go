package main

import (
	"errors"
	"os"

	"github.com/dunningdesk/dunningdesk/app/cli"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/plugin/scaffold"
)

// newConnector makes the folder of a connector that somebody begins to write.
func newConnector(o cli.ConnectorOrder) (cli.ConnectorMade, error) {
	here, err := os.Getwd()
	if err != nil {
		return cli.ConnectorMade{}, err
	}
	made, err := scaffold.New(scaffold.Order{Kind: o.Kind, Dir: o.Dir, Source: o.Source, Here: here})
	switch {
	case errors.Is(err, scaffold.ErrName):
		return cli.ConnectorMade{}, fault.New(fault.Invalid, "%v", err).OnField("name").WithHint("name it after the accounting system: my-books")
	case errors.Is(err, scaffold.ErrExists):
		return cli.ConnectorMade{}, fault.New(fault.Conflict, "%v", err).WithHint("choose another name, or another folder with --dir")
	case errors.Is(err, scaffold.ErrSource):
		return cli.ConnectorMade{}, fault.New(fault.Invalid, "%v", err).OnField("source").WithHint("give the folder that holds its go.mod and go.sum")
	case err != nil:
		return cli.ConnectorMade{}, fault.Wrap(err, fault.Unavailable, "the connector's folder cannot be written")
	}
	return cli.ConnectorMade{Dir: made.Dir, Files: made.Files, Outside: made.Outside, Bound: made.Bound}, nil
}
