package configs

import _ "embed"

//go:embed policy.yaml
var shippedPolicy string

//go:embed sekisho.yaml
var shippedConfig string

// DefaultPolicy gives the policy that ships with the program.
func DefaultPolicy() []byte { return []byte(shippedPolicy) }

// DefaultConfig gives a commented configuration file that says what Default does.
func DefaultConfig() []byte { return []byte(shippedConfig) }
