// Keeps a case: what was before (undo), what came after (redo), and its copy in this browser, which
// another tab may change too.
//
// Whole states are kept, because a state shares all that did not change. Typing in one field is one
// step.

const MOST_STEPS = 200;

export class Store extends EventTarget {
  constructor(state) {
    super();
    Object.assign(this, { state, past: [], future: [], field: null });
  }

  // Put a new state in place. `what` names the step ("Moved up"); `field` joins steps of the same
  // field into one.
  do(state, what, field = null) {
    if (state === this.state) return;
    if (!field || field !== this.field) this.past.push({ state: this.state, what });
    if (this.past.length > MOST_STEPS) this.past.shift();
    this.field = field;
    this.future = [];
    this.set(state, what);
  }

  get canUndo() {
    return this.past.at(-1)?.what ?? null;
  }

  get canRedo() {
    return this.future.at(-1)?.what ?? null;
  }

  undo() {
    this.go(this.past, this.future, "Undone");
  }

  redo() {
    this.go(this.future, this.past, "Done again");
  }

  // Start from another state, such as an opened draft: the way back leads to what was there before.
  replace(state, what) {
    this.field = null;
    this.do(state, what);
    this.field = null;
  }

  go(from, to, word) {
    const step = from.pop();
    if (!step) return;
    to.push({ state: this.state, what: step.what });
    this.field = null;
    this.set(step.state, `${word}: ${step.what}`);
  }

  set(state, what) {
    this.state = state;
    this.dispatchEvent(Object.assign(new Event("change"), { what }));
  }
}

// The copy in this browser: { rev, tab, state } under `key`. A save that finds another's revision
// writes nothing.
// `storage` gives localStorage, or anything with getItem, setItem and removeItem; it and each of
// them may throw where storage is full or forbidden.
export class Keeper {
  // `write` makes the text of a state.
  constructor(storage, key, tab, write = JSON.stringify) {
    Object.assign(this, { storage, key, tab, write, seen: 0 });
  }

  // What is kept: its state, or null. Remembers its revision.
  load() {
    const kept = this.read();
    this.seen = kept?.rev ?? 0;
    return kept?.state ?? null;
  }

  // "saved", "changed" (another tab saved meanwhile: nothing was written), "full" or "forbidden".
  save(state) {
    let kept;
    try {
      kept = this.stamp();
    } catch {
      return "forbidden";
    }
    if (kept && kept.rev !== this.seen && kept.tab !== this.tab) return "changed";
    const rev = Math.max(kept?.rev ?? 0, this.seen) + 1;
    try {
      this.storage().setItem(
        this.key,
        `{"rev":${rev},"tab":${JSON.stringify(this.tab)},"state":${this.write(state)}}`,
      );
    } catch (error) {
      return /quota/i.test(`${error?.name} ${error?.message}`) ? "full" : "forbidden";
    }
    this.seen = rev;
    return "saved";
  }

  // Keep this tab's case although another tab changed it: the next save goes through.
  insist() {
    this.seen = this.stamp()?.rev ?? 0;
  }

  // Whether another tab has saved since this one last read or wrote.
  isBehind() {
    const kept = this.stamp();
    return Boolean(kept) && kept.rev !== this.seen && kept.tab !== this.tab;
  }

  // Keep nothing more in this browser until the next save.
  forget() {
    try {
      this.storage().removeItem(this.key);
    } catch {
      /* nothing was kept */
    }
    this.seen = 0;
  }

  // Who saved last, { rev, tab }: it stands in front, so that a long case need not be read for it.
  stamp() {
    const text = this.storage().getItem(this.key) ?? "";
    const [, rev, tab] = /^\{"rev":(\d+),"tab":"([^"\\]*)","state":\{/.exec(text) ?? [];
    return rev ? { rev: Number(rev), tab } : this.read();
  }

  read() {
    const text = this.storage().getItem(this.key);
    try {
      const kept = JSON.parse(text);
      return kept && typeof kept.rev === "number" && kept.state ? kept : null;
    } catch {
      return null; // what cannot be read is nobody's
    }
  }
}
