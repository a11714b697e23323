package receiver

import (
	"os"
	"testing"

	"sekisho/dataplane/netlab"
)

// TestMain: daemons listen on either family's loopback, which not every machine has.
func TestMain(m *testing.M) { os.Exit(netlab.OnOwnLoopback(m.Run)) }
