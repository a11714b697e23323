package state

import (
	"errors"
	"testing"
)

// TestDestinations: kept by name, changed by version.
func TestDestinations(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	d, err := o.AddDestination(ctx, Destination{Name: "soc", Config: []byte(`{}`), Secret: "one"}, aoki)
	o.must(err)
	if d.Version != 1 || d.By != "aoki" || !d.Changed.Equal(o.now) {
		t.Errorf("%+v", d)
	}
	if _, err := o.AddDestination(ctx, d, aoki); !errors.Is(err, ErrConflict) {
		t.Errorf("again: %v", err)
	}
	d.Secret = "two"
	changed, err := o.ChangeDestination(ctx, d, mori)
	o.must(err)
	if changed.Version != 2 || changed.Secret != "two" || changed.By != "mori" {
		t.Errorf("%+v", changed)
	}
	if _, err := o.ChangeDestination(ctx, d, mori); !errors.Is(err, ErrConflict) {
		t.Errorf("an old version: %v", err)
	}
	d.Name = "other"
	if _, err := o.ChangeDestination(ctx, d, mori); !errors.Is(err, ErrNotFound) {
		t.Errorf("one that isn't there: %v", err)
	}
	if _, err := o.AddDestination(ctx, Destination{Name: "bad", Config: []byte(`{`)}, aoki); err == nil {
		t.Error("no JSON was kept")
	}
	if all, err := o.Destinations(ctx); err != nil || len(all) != 1 {
		t.Errorf("%v, %v", all, err)
	}
	o.must(o.RemoveDestination(ctx, "soc"))
	if err := o.RemoveDestination(ctx, "soc"); !errors.Is(err, ErrNotFound) {
		t.Errorf("removed again: %v", err)
	}
}
