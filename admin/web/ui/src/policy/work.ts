// What happens to the text of a draft, apart from asking the appliance: edits, undoing, what is saved.

export interface Work {
  /** text is on the screen, saved is what the appliance has, and inForce is what holds. */
  text: string;
  saved: string;
  inForce: string;
  past: readonly Past[];
  future: readonly Past[];
}

/** Past is a text as it was, and what was done to it then. */
export interface Past {
  text: string;
  what: string;
  at: number;
}

/** together is how long typing counts as one change, in milliseconds. */
const together = 2000;
const mostPast = 200;

export function begin(saved: string, inForce: string, text = saved): Work {
  return { text, saved, inForce, past: [], future: [] };
}

/** changed puts in a new text. What is typed without a pause is undone together: it has the same what. */
export function changed(w: Work, text: string, what: string, at: number): Work {
  if (text === w.text) return w;
  const last = w.past.at(-1);
  const goesOn = last !== undefined && last.what === what && what === typing && at - last.at < together;
  const past = goesOn ? [...w.past.slice(0, -1), { ...last, at }] : [...w.past.slice(-mostPast), { text: w.text, what, at }];
  return { ...w, text, past, future: [] };
}

/** typing is what typing into the text is called. */
export const typing = "";

export function undone(w: Work): Work {
  const last = w.past.at(-1);
  return last ? { ...w, text: last.text, past: w.past.slice(0, -1), future: [...w.future, { ...last, text: w.text }] } : w;
}

export function redone(w: Work): Work {
  const next = w.future.at(-1);
  return next ? { ...w, text: next.text, future: w.future.slice(0, -1), past: [...w.past, { ...next, text: w.text }] } : w;
}
