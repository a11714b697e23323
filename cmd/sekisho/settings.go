package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"sekisho/configs"
	"sekisho/configs/strict"
	"sekisho/dataplane/control"
	"sekisho/dataplane/event"
	"sekisho/dataplane/packet"
	"sekisho/geo"
)

// What people set over sekisho.yaml in the UI. The dataplane keeps it, since it alone may write where it stands, and
// takes it over as it does any other change: in the engine and in the kernel, or not at all.

// settings are what is set over the configuration file. appliance.setting guards them.
type settings struct {
	file    configs.Config // as the file has it
	overlay configs.Overlay
	version int64
	trouble string // why what is stored can't be read
}

// settingsPath is the file that holds them. Its name ends in the version, which its writer counts up.
func settingsPath(c configs.Config) string { return filepath.Join(c.StateDir, "settings.yaml") }

// versionLine begins the file.
const versionLine = "# Set in the UI, over sekisho.yaml. Version "

// loadSettings reads what was set. What can't be read must not keep the gateway from enforcing: then the configuration file
// holds, which is said wherever people look.
func (a *appliance) loadSettings(c configs.Config) {
	a.set = settings{file: c}
	src, err := configs.ReadFile(settingsPath(c))
	if err == nil {
		a.set.version, a.set.overlay, err = parseSettings(settingsPath(c), src)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		a.set.trouble = err.Error()
		a.log.Error("what was set in the UI can't be read: the configuration file holds", "error", err)
	}
	a.use(c.With(a.set.overlay))
}

func parseSettings(name string, src []byte) (version int64, o configs.Overlay, err error) {
	if o, err = configs.ParseOverlay(name, src); err != nil {
		return 0, o, err
	}
	first, _, _ := strings.Cut(string(src), "\n")
	digits, ok := strings.CutPrefix(first, versionLine)
	version, err = strconv.ParseInt(digits, 10, 64)
	if !ok || err != nil || version < 1 {
		return 0, o, fmt.Errorf("read %s: the first line has no version", name)
	}
	return version, o, nil
}

// use makes a configuration the one in effect.
func (a *appliance) use(c configs.Config) { a.live.Store(&c) }

// fallbacks are what happens to frames that can't be judged.
func (a *appliance) fallbacks() (onFailure packet.Action, failOpenOverload bool) {
	d := &a.live.Load().Dataplane
	if d.OnFailure == configs.Closed {
		return packet.Drop, d.OnOverload == configs.Open
	}
	return packet.Accept, d.OnOverload == configs.Open
}

// settings tells what is in effect and why.
func (a *appliance) settings() control.Settings {
	a.setting.Lock()
	defer a.setting.Unlock()
	return a.describeSettings()
}

func (a *appliance) describeSettings() control.Settings {
	c, s := a.live.Load(), &a.set
	out := control.Settings{
		Version: s.version, Protected: c.Dataplane.Protected, OnFailure: c.Dataplane.OnFailure.String(), OnOverload: c.Dataplane.OnOverload.String(),
		Overrides: overrideWords(c.Geo.Overrides), Set: overlayOnWire(s.overlay), Trouble: s.trouble,
	}
	given := s.file.Given
	out.Sources = map[string]string{
		"protected":   source(s.overlay.Protected != nil, given.Protected),
		"on_failure":  source(s.overlay.OnFailure != nil, given.OnFailure),
		"on_overload": source(s.overlay.OnOverload != nil, given.OnOverload),
		"overrides":   source(s.overlay.Overrides != nil, given.Overrides),
	}
	return out
}

func source(set, given bool) string {
	switch {
	case set:
		return control.FromUI
	case given:
		return control.FromFile
	}
	return control.FromDefault
}

func overrideWords(all map[netip.Prefix]string) map[string]string {
	out := make(map[string]string, len(all))
	for p, code := range all {
		out[p.String()] = code
	}
	return out
}

func overlayOnWire(o configs.Overlay) (out control.Overlay) {
	for _, p := range o.Protected {
		out.Protected = append(out.Protected, p.String())
	}
	if o.OnFailure != nil {
		out.OnFailure = o.OnFailure.String()
	}
	if o.OnOverload != nil {
		out.OnOverload = o.OnOverload.String()
	}
	if o.Overrides != nil {
		words := overrideWords(o.Overrides)
		out.Overrides = &words
	}
	return out
}

// changeSettings puts in effect what shall be set, in place of what was, and stores it. Where the engine, the kernel or the disk
// refuses, everything stays as it was.
func (a *appliance) changeSettings(ch control.SettingsChange) (control.Settings, error) {
	a.setting.Lock()
	defer a.setting.Unlock()
	if ch.Version != a.set.version {
		return control.Settings{}, &control.Error{Code: control.Conflict, Message: fmt.Sprintf("the settings are of version %d by now, not %d", a.set.version, ch.Version)}
	}
	o, err := parseOnWire(ch.Set)
	if err != nil {
		return control.Settings{}, err
	}
	old := a.live.Load()
	if err := a.takeSettings(a.set.file.With(o)); err != nil {
		return control.Settings{}, fmt.Errorf("take over settings; the old ones stay: %w", err)
	}
	if err := a.storeSettings(o, ch.Version+1); err != nil {
		return control.Settings{}, errors.Join(fmt.Errorf("store settings; the old ones stay: %w", err), a.takeSettings(*old))
	}
	a.set.overlay, a.set.version, a.set.trouble = o, ch.Version+1, ""
	a.tellSettings(ch.Author)
	return a.describeSettings(), nil
}

// parseOnWire checks an overlay as if it were the file. Errors are put to their settings.
func parseOnWire(set control.Overlay) (configs.Overlay, error) {
	form, err := set.Form()
	if err != nil {
		return configs.Overlay{}, err
	}
	o, err := configs.ParseOverlay("settings", form)
	var all strict.Errors
	if !errors.As(err, &all) {
		return o, err
	}
	refused := &control.Error{Code: control.Invalid, Message: all[0].Message}
	for _, e := range all {
		refused.Lines = append(refused.Lines, control.AtLine{Message: e.Message})
	}
	return configs.Overlay{}, refused
}

// takeSettings puts a configuration in effect: geo data and the engine's program, the kernel's rules, the queues'
// fallbacks.
func (a *appliance) takeSettings(c configs.Config) error {
	if maps.Equal(c.Geo.Overrides, a.live.Load().Geo.Overrides) {
		return a.replace(change{config: &c})
	}
	return a.watcher.Override(c.Geo.Overrides, func(db *geo.DB) error { return a.replace(change{config: &c, geo: db}) })
}

// storeSettings replaces the file as a whole, so that a crash leaves the old one or the new.
func (a *appliance) storeSettings(o configs.Overlay, version int64) error {
	form, err := o.Form()
	if err != nil {
		return err
	}
	path := settingsPath(a.set.file)
	f, err := os.CreateTemp(filepath.Dir(path), ".settings-*")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(f, "%s%d\n%s", versionLine, version, form)
	err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return syncFolder(filepath.Dir(path))
}

func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// tellSettings logs a change and stores an event of it.
func (a *appliance) tellSettings(author string) {
	a.log.Info("settings changed", "version", a.set.version, "author", author)
	a.ring.Put(&event.Event{
		Time: time.Now(), Kind: event.Ended, Category: event.Configuration, Type: []string{"change"},
		Action: "settings-changed", Reason: fmt.Sprintf("settings of the appliance changed: version %d in effect", a.set.version),
	})
}
