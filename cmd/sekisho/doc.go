// Command sekisho is the appliance and its tools in one binary. This package
// only wires the planes together and reads the command line; each command is
// one file, and the end-to-end tests start the same functions that main does.
package main
