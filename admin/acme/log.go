package acme

import (
	"context"
	"log/slog"

	"go.uber.org/zap/zapcore"
)

// bridge passes on what the library warns of to our own log.
type bridge struct {
	log    *slog.Logger
	fields []zapcore.Field
}

// Enabled implements zapcore.Core: what is less than a warning is of no interest here.
func (b bridge) Enabled(l zapcore.Level) bool { return l >= zapcore.WarnLevel }

// With implements zapcore.Core.
func (b bridge) With(f []zapcore.Field) zapcore.Core {
	return bridge{b.log, append(b.fields[:len(b.fields):len(b.fields)], f...)}
}

// Check implements zapcore.Core.
func (b bridge) Check(e zapcore.Entry, to *zapcore.CheckedEntry) *zapcore.CheckedEntry {
	if b.Enabled(e.Level) {
		return to.AddCore(e, b)
	}
	return to
}

// Write implements zapcore.Core.
func (b bridge) Write(e zapcore.Entry, f []zapcore.Field) error {
	values := zapcore.NewMapObjectEncoder()
	for _, field := range append(b.fields[:len(b.fields):len(b.fields)], f...) {
		field.AddTo(values)
	}
	level := slog.LevelWarn
	if e.Level >= zapcore.ErrorLevel {
		level = slog.LevelError
	}
	b.log.Log(context.Background(), level, "certificates: "+e.Message, "detail", values.Fields)
	return nil
}

// Sync implements zapcore.Core.
func (b bridge) Sync() error { return nil }
