package detect

import "sekisho/dataplane/fingerprint"

const registeredClass = "confidential.registered"

// The class counts the company's own documents and rows of its tables. What they
// are is in a store; the examples are what the contract test registers in one.
func init() {
	register(&detector{
		class: registeredClass,
		basis: "Unfair Competition Prevention Act (Japan, Act 47 of 1993, article 2(6)): what is managed as a secret, here by being " +
			"registered; Schleimer, Wilkerson and Aiken 2003 (winnowing)",
		binary: true,
		finds: []string{
			"減速機の歯車は、浸炭鋼に代えて窒化鋼を用い、熱処理による歪みを従来の半分に抑える。試作の第二回では、潤滑油の温度が上がったときの効率を測り、" +
				"第三回では組立治具を現場に持ち込んで、作業者が一人で組めることを確かめる。量産は来年度の秋に始め、十四か月で投資を回収する。" +
				"窒化の炉を持つ協力会社は一社に限られるため、二社目の候補と六月までに契約を結び、騒音が目標に届かない場合には納期を二か月延ばす。",
			"The furnace of the second supplier holds its temperature within four degrees, which is enough for the pinion but not for the ring gear. " +
				"We keep both sources until the new chamber is running, and store samples of the first batch in building seven, where they may be cut on request. " +
				"Should the noise exceed its target, the relief of the tooth flanks is changed from the present design and delivery moves by two months, " +
				"which the contract with the second supplier has to allow for; the first one has agreed in writing to keep its price until the end of the year.",
		},
		passes: []string{
			"減速機の歯車は、用途に応じて材料を選び、熱処理を施したうえで組み立てる。",
			"The furnace of the kitchen holds its temperature within ten degrees, which is enough for bread but not for pastry.",
		},
	})
}

// WithRegistered returns the program with a store to find documents and rows of;
// nil means none. It costs nothing where p does not count the class.
func (p *Program) WithRegistered(s *fingerprint.Store) *Program {
	q := *p
	q.registered = nil
	if p.counted[p.tables.byClass[registeredClass]] && !s.Empty() {
		q.registered = s
	}
	return &q
}

// findRegistered looks for what is registered in what a Write added.
func (st *Stream) findRegistered(b []byte, closed bool) {
	s := st.scanner
	if s.prog.registered == nil {
		return
	}
	if s.registered == nil {
		s.registered = new(fingerprint.Matcher)
	}
	if st.prints == nil {
		st.prints = &fingerprint.Stream{Binary: st.text.Binary}
	}
	s.registered.Write(s.prog.registered, st.prints, b, closed, registeredSink{st})
}

// registeredSink counts for a stream what is found.
type registeredSink struct{ st *Stream }

func (r registeredSink) Registered(m fingerprint.Match) {
	s := r.st.scanner
	s.found(r.st, registeredClass, m.Value, m.Sample, m.Confidence, m.Sure)
	t := s.tally(registeredClass)
	if t.reference == "" || m.Sure && t.count() == 1 {
		t.reference, t.containment = m.ID, 0
	}
	if t.reference == m.ID {
		t.containment = max(t.containment, m.Containment)
	}
}
