// Package configs defines the appliance's configuration file, sekisho.yaml, and
// carries the defaults that ship with the program. Every key has a default, so
// that an empty file works; a key that is unknown, of the wrong type or out of
// range is an error with file and line (see configs/strict). Which policy is in
// force is not decided here: Config gives the path, and the caller what to do
// where nothing stands there.
package configs
