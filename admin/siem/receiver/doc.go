// Package receiver runs Debian's syslog daemons, rsyslog and syslog-ng, as receivers for
// tests and the demo to ship to: on ports and with files of their own, started, killed and
// started again without the machine's own logging noticing. "make deps" unpacks them
// below bin/receivers; as installed packages they would exclude each other.
package receiver
