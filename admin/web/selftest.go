package web

import (
	"context"
	"net/netip"
	"time"

	"sekisho/dataplane/control"
)

// selfTestOf says how long to look.
type selfTestOf struct {
	Seconds int `query:"seconds" min:"0" max:"20" doc:"how long to wait for traffic to be judged; without it, 5"`
}

// selfTest says whether traffic is judged as configured.
type selfTest struct {
	Judging bool    `json:"judging" doc:"nothing failed: watched traffic would be judged"`
	Checks  []check `json:"checks"`
}

// check is one thing that must hold for that.
type check struct {
	Name   string `json:"name" enum:"dataplane,kernel,queues,traffic,networks,policy,geo,events"`
	State  string `json:"state" enum:"ok,warning,failed"`
	Detail string `json:"detail"`
}

const (
	fine    = "ok"
	warning = "warning"
	broken  = "failed"
	// lookEvery is how often counters are looked at while traffic is waited for.
	lookEvery = 200 * time.Millisecond
)

func (s *Server) selfTest(ctx context.Context, _ *call, in selfTestOf) (selfTest, error) {
	first, err := s.options.Dataplane.Status(ctx)
	if err != nil {
		return selfTest{Checks: []check{{"dataplane", broken, "it does not answer: nothing is judged"}}}, nil
	}
	wait := 5 * time.Second
	if in.Seconds > 0 {
		wait = time.Duration(in.Seconds) * time.Second
	}
	last, moved := s.moving(ctx, first, wait)
	out := selfTest{Judging: true, Checks: []check{
		{"dataplane", fine, "it answers"}, kernelCheck(&last), queuesCheck(&first, &last), trafficCheck(moved), s.networksCheck(ctx, &last),
		policyCheck(&last), s.geoCheck(&last), s.eventsCheck(),
	}}
	for _, c := range out.Checks {
		out.Judging = out.Judging && c.State != broken
	}
	return out, nil
}

// moving waits until packets have come to the engine. Who asks may have to send some meanwhile.
func (s *Server) moving(ctx context.Context, first control.Status, wait time.Duration) (last control.Status, moved bool) {
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	last = first
	for {
		select {
		case <-ctx.Done():
			return last, false
		case <-time.After(lookEvery):
		}
		now, err := s.options.Dataplane.Status(ctx)
		if err != nil {
			continue
		}
		if last = now; now.Engine["frames"] > first.Engine["frames"] {
			return last, true
		}
	}
}

func kernelCheck(st *control.Status) check {
	if !st.Enforcing {
		return check{"kernel", broken, "the kernel doesn't have the appliance's rules"}
	}
	return check{"kernel", fine, "the kernel has the appliance's rules"}
}

// queuesCheck looks at what the queues lost while it was looked at, and at all.
func queuesCheck(first, last *control.Status) check {
	for _, key := range []string{"panics", "overruns", "kernel_dropped", "user_dropped"} {
		if last.Queue[key] > first.Queue[key] {
			return check{"queues", broken, "packets were lost just now (" + key + ")"}
		}
	}
	if last.Queue["restarts"] > 0 {
		return check{"queues", warning, "a queue had to be opened again since the start"}
	}
	return check{"queues", fine, "every packet was answered"}
}

func trafficCheck(moved bool) check {
	if !moved {
		return check{"traffic", warning, "no watched packet came in this time: open a page that lies in a watched jurisdiction from a protected computer"}
	}
	return check{"traffic", fine, "packets are being judged"}
}

// networksCheck looks whether the networks at this box are guarded.
func (s *Server) networksCheck(ctx context.Context, st *control.Status) check {
	nics, err := s.interfaces(ctx, nil, nothing{})
	if err != nil {
		return check{"networks", warning, "the box's networks can't be listed"}
	}
	for _, n := range nics.Items {
		for _, p := range n.Proposed {
			if !guarded(st.Settings.Protected, p) {
				return check{"networks", warning, p.String() + " at " + n.Name + " is not protected"}
			}
		}
	}
	return check{"networks", fine, "the private networks at this box are protected"}
}

func guarded(protected []netip.Prefix, p netip.Prefix) bool {
	for _, one := range protected {
		if one.Bits() <= p.Bits() && one.Contains(p.Addr()) {
			return true
		}
	}
	return false
}

func policyCheck(st *control.Status) check {
	if st.Rules == 0 {
		return check{"policy", warning, "the policy in force has no rules"}
	}
	return check{"policy", fine, "a policy with rules is in force"}
}

func (s *Server) geoCheck(st *control.Status) check {
	all := s.databasesOf(st)
	if len(all) == 0 {
		return check{"geo", broken, "there is no data that says where addresses lie"}
	}
	for _, d := range all {
		if d.Stale {
			return check{"geo", warning, d.Type + " is older than 90 days"}
		}
	}
	return check{"geo", fine, "data that says where addresses lie is loaded"}
}

func (s *Server) eventsCheck() check {
	switch h := s.options.Index.Health(); {
	case h.DiskFull:
		return check{"events", warning, "the disk is full"}
	case h.Trouble != "":
		return check{"events", warning, "events can't be indexed"}
	}
	return check{"events", fine, "events are stored and indexed"}
}
