package web

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"sekisho/dataplane/control"
	"sekisho/geo"
)

// applianceSettings reads what of the configuration can be set here.
func (s *Server) applianceSettings(ctx context.Context, c *call, _ nothing) (control.Settings, error) {
	set, err := s.options.Dataplane.Settings(ctx)
	c.etag = set.Version
	return set, unreachable(err)
}

// applianceChange is all that shall be set over the configuration file.
type applianceChange struct {
	Version int64           `header:"If-Match"`
	Body    control.Overlay `body:"json"`
}

func (s *Server) changeAppliance(ctx context.Context, c *call, in applianceChange) (control.Settings, error) {
	before, err := s.options.Dataplane.Settings(ctx)
	if err != nil {
		return control.Settings{}, unreachable(err)
	}
	now, err := s.options.Dataplane.Set(ctx, control.SettingsChange{Version: in.Version, Set: in.Body, Author: c.who.Name})
	if err != nil {
		return control.Settings{}, unreachable(refusedSetting(err))
	}
	was, err := before.Set.Form()
	if err != nil {
		return control.Settings{}, err
	}
	is, err := now.Set.Form()
	if err != nil {
		return control.Settings{}, err
	}
	c.changed("appliance", string(was), string(is))
	c.note("set", now.Set)
	c.etag = now.Version
	return now, nil
}

// refusedSetting puts what the dataplane says of a setting to its field.
func refusedSetting(err error) error {
	var e *control.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code {
	case control.Conflict:
		return fault(http.StatusPreconditionFailed, codeChanged, "somebody else has changed it meanwhile; read it again")
	case control.Invalid:
		path, why, ok := strings.Cut(e.Message, ": ")
		_, field, nested := strings.Cut(path, ".")
		if ok && nested {
			return invalid(field, why)
		}
		return invalid("", e.Message)
	}
	return err
}

// database is one that says where addresses lie.
type database struct {
	geo.Source
	Days  int  `json:"age_days" doc:"since it was built"`
	Stale bool `json:"stale" doc:"it is older than 90 days: addresses move"`
}

// staleAfter is the age in days from which geo data deserves a warning.
const staleAfter = 90

func (s *Server) geoDatabases(ctx context.Context, _ *call, _ nothing) (list[database], error) {
	status, err := s.options.Dataplane.Status(ctx)
	if err != nil {
		return list[database]{}, unreachable(err)
	}
	return listOf(s.databasesOf(&status)), nil
}

func (s *Server) databasesOf(status *control.Status) []database {
	out := make([]database, len(status.Geo))
	for i, source := range status.Geo {
		days := int(s.now().Sub(source.Built) / (24 * time.Hour))
		out[i] = database{source, days, days > staleAfter}
	}
	return out
}
