package receiver

import (
	"fmt"
	"path/filepath"
	"strings"
)

// rsyslogModules is the folder of its plug-ins below the root.
const rsyslogModules = "usr/lib/*/rsyslog"

// rsyslog is Debian's rsyslogd, with the queue and the batches that it has by default.
func rsyslog() program {
	return program{
		binary:    "usr/sbin/rsyslogd",
		libraries: []string{"usr/lib/*-linux-gnu*", "lib/*-linux-gnu*"},
		config:    rsyslogConfig,
		arguments: func(o Options, config string) []string {
			return []string{"-n", "-f", config, "-i", filepath.Join(o.Dir, "pid"), "-M", strings.Join(below(o.Root, rsyslogModules), ":")}
		},
	}
}

func rsyslogConfig(o Options, store string) string {
	var c strings.Builder
	fmt.Fprintf(&c, "global(workDirectory=%q net.enableDNS=\"off\" maxMessageSize=\"64k\"", o.Dir)
	if o.TLS != 0 {
		fmt.Fprintf(&c, " defaultNetstreamDriver=\"gtls\" defaultNetstreamDriverCAFile=%q defaultNetstreamDriverCertFile=%q defaultNetstreamDriverKeyFile=%q",
			o.CA, o.Certificate, o.Key)
	}
	c.WriteString(")\n")
	fmt.Fprintf(&c, "template(name=\"asItCame\" type=\"string\" string=\"%%rawmsg%%\\n\")\n")
	c.WriteString("module(load=\"imudp\")\nmodule(load=\"imtcp\")\n")
	if o.UDP != 0 {
		fmt.Fprintf(&c, "input(type=\"imudp\" address=\"%s\" port=\"%d\")\n", o.Address, o.UDP)
	}
	if o.TCP != 0 {
		fmt.Fprintf(&c, "input(type=\"imtcp\" address=\"%s\" port=\"%d\" streamDriver.name=\"ptcp\" streamDriver.mode=\"0\")\n", o.Address, o.TCP)
	}
	if o.TLS != 0 {
		mode := "anon"
		if o.Mutual {
			mode = "x509/certvalid"
		}
		fmt.Fprintf(&c, "input(type=\"imtcp\" address=\"%s\" port=\"%d\" streamDriver.name=\"gtls\" streamDriver.mode=\"1\" streamDriver.authMode=%q)\n",
			o.Address, o.TLS, mode)
	}
	fmt.Fprintf(&c, "*.* action(type=\"omfile\" file=%q template=\"asItCame\")\n", store)
	return c.String()
}
