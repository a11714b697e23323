package main

import (
	"testing"

	"sekisho/dataplane"
)

func (s *scores) wrap(b *testing.B, d *dataplane.Detectors, classes []string) {}
