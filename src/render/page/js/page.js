// Everything put together: the data, the form, the list, the picture, the panel, and the address that tells what is shown.

const WAYS = ["actor", "state", "kind"];

/** Makes of the data what the parts of the page work on. */
function understand(data) {
  const page = { ...data, clock: new Clock(data.zone), network: new Network(data.events, data.edges) };
  const tick = (text) => (text === null ? null : BigInt(text));
  const ms = ([earliest, latest]) => [
    earliest === null ? -Infinity : Number(earliest) / 1000,
    latest === null ? Infinity : Number(latest) / 1000,
  ];
  page.events.forEach((event, index) => {
    event.index = index;
    event.begin = event.begin.map(tick);
    event.end = event.end.map(tick);
    event.time = { begin: ms(event.begin), end: ms(event.end) };
    event.isUndated = [...event.begin, ...event.end].every((bound) => bound === null);
    event.when = tellWhen(event, page.clock);
    event.doubts = [];
    if (event.isUndated) event.doubts.push("undated");
    if (event.conflict) event.doubts.push("conflict");
    if (event.status === "alleged") event.doubts.push("alleged");
    if (event.people.some(({ presence }) => presence === "implied")) event.doubts.push("implied");
  });
  let at = 0;
  page.sections = page.sections.map(([count, determinate]) => {
    const events = page.events.slice(at, at + count);
    at += count;
    if (!determinate) for (const event of events) event.doubts.push("open");
    return { events, determinate };
  });
  for (const claim of page.claims) {
    for (const event of claim.doubtful ? claim.events : []) {
      if (!page.events[event].doubts.includes("doubtful")) page.events[event].doubts.push("doubtful");
    }
  }
  for (const arrow of page.arrows) {
    arrow.from = page.events[arrow.from];
    arrow.to = page.events[arrow.to];
  }
  return page;
}

/** When an event was, in a line. */
function tellWhen({ isUndated, instant, begin, end }, clock) {
  if (isUndated) return "no date";
  if (instant) return clock.window(begin);
  const [from, to] = [clock.window(begin), clock.window(end)];
  if (from === to) return `within ${from}`;
  return `${begin.every((bound) => bound === null) ? "" : `begins ${from}, `}${end.every((bound) => bound === null) ? "" : `ends ${to}`}`.replace(/, $/, "");
}

class App {
  constructor() {
    const find = (id) => document.getElementById(id);
    this.page = understand(JSON.parse(find("data").content.textContent));
    this.form = find("filters");
    this.filter = new Filter(this.form, this.page);
    this.count = find("count");
    this.items = [...document.querySelectorAll("#list button")].map((button) => button.closest("li"));
    this.panel = new Panel(find("panel"), this.page, this);
    this.chosen = [];
    this.isRelating = false;
    this.scales = new Map();
    this.describe();
    this.stage = new Stage(find("stage"), this.page, this);
    this.listen();
    this.read();
  }

  /** Says in the list what is known of each event's time, rather than what its record says. */
  describe() {
    this.page.events.forEach((event, index) => {
      const item = this.items[index];
      item.querySelector(".when").textContent = event.when;
      if (!event.doubts.length) return;
      const told = event.doubts.map((doubt) => ({ open: "order open", undated: "undated", conflict: "contradicted" })[doubt] ?? doubt);
      item.querySelector(".who").append(make("span", { class: "doubt" }, ` · ${told.join(", ")}`));
    });
  }

  listen() {
    this.form.addEventListener("input", () => this.apply());
    this.form.addEventListener("submit", (event) => event.preventDefault());
    document.getElementById("all").addEventListener("click", () => {
      this.form.reset();
      this.form.elements.way.value = this.page.by;
      this.form.elements.spacing.value = this.page.condensed ? "condensed" : "even";
      this.apply();
      this.stage.fit();
    });
    document.getElementById("list").addEventListener("click", (event) => {
      const button = event.target.closest("button[data-event]");
      if (button) this.picked(this.page.events[Number(button.dataset.event)], event.shiftKey || event.ctrlKey || event.metaKey);
    });
    const zooms = { in: () => this.stage.stretch(1.5), out: () => this.stage.stretch(1 / 1.5), all: () => this.stage.fit() };
    for (const button of document.querySelectorAll("[data-zoom]")) button.addEventListener("click", zooms[button.dataset.zoom]);
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      if (this.isRelating) this.relate(null);
      else this.choose();
    });
    window.addEventListener("hashchange", () => {
      if (location.hash.slice(1) !== this.written) this.read();
    });
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", () => this.recolour());
  }

  /** Shows what the form says. */
  apply() {
    const { page, form } = this;
    const test = this.filter.test;
    this.shown = page.events.filter(test);
    const shown = new Set(this.shown);
    page.events.forEach((event, index) => {
      if (this.items[index].hidden === shown.has(event)) this.items[index].hidden = !shown.has(event);
    });
    const all = page.events.length;
    const undated = this.shown.filter((event) => event.isUndated).length;
    const count = this.shown.length === all ? `${all} ${all === 1 ? "event" : "events"}` : `${this.shown.length} of ${all} events`;
    this.count.textContent = undated ? `${count}, ${undated} without a date: in the list only` : count;
    const isCondensed = form.elements.spacing.value === "condensed";
    if (!this.scales.has(isCondensed)) {
      const bounds = page.events.flatMap(({ time }) => [...time.begin, ...time.end]).filter(Number.isFinite);
      this.scales.set(isCondensed, new Scale(bounds, page.clock, isCondensed));
    }
    const theme = form.elements.theme.value;
    if ((document.documentElement.dataset.theme ?? "") !== theme) {
      if (theme) document.documentElement.dataset.theme = theme;
      else delete document.documentElement.dataset.theme;
      this.recolour();
    }
    this.stage.take({ events: this.shown, way: WAYS.indexOf(form.elements.way.value), scale: this.scales.get(isCondensed) });
    this.write();
  }

  recolour() {
    this.stage.painter.colours();
    this.stage.draw();
  }

  /** An event was pointed at, or nothing; `isMore` where it is to be related to the one before. */
  picked(event, isMore) {
    if (!event) {
      if (!this.isRelating) this.choose();
    } else if ((this.isRelating || isMore) && this.chosen[0] && this.chosen[0] !== event) this.pair(this.chosen[0], event);
    else this.choose(event);
  }

  choose(event) {
    this.isRelating = false;
    this.chosen = event ? [event] : [];
    if (event) this.panel.event(event, false);
    else this.panel.nothing();
    this.marked();
  }

  /** Waits for the other event. */
  relate(event) {
    this.isRelating = Boolean(event);
    this.panel.event(event ?? this.chosen[0], this.isRelating);
  }

  pair(x, y) {
    this.isRelating = false;
    this.chosen = [x, y];
    this.panel.pair(x, y);
    this.marked();
  }

  find(event) {
    this.stage.find(event);
    this.stage.element.focus();
  }

  /** The next event that is shown, or the one before. */
  step(by) {
    if (!this.shown.length) return;
    const at = this.shown.indexOf(this.chosen[0]);
    const next = at < 0 ? (by > 0 ? 0 : this.shown.length - 1) : (at + by + this.shown.length) % this.shown.length;
    this.picked(this.shown[next], false);
    this.stage.find(this.shown[next]);
  }

  /** Leads those who read to what is told. */
  told() {
    this.panel.element.querySelector("h2")?.focus();
  }

  marked() {
    for (const item of document.querySelectorAll("#list [aria-current]")) item.removeAttribute("aria-current");
    for (const event of this.chosen) {
      const button = this.items[event.index].querySelector("button");
      button.setAttribute("aria-current", "true");
      if (!this.items[event.index].hidden) button.scrollIntoView({ block: "nearest" });
    }
    document.body.dataset.chosen = this.chosen.length;
    this.stage.chosen = this.chosen;
    this.stage.draw();
    this.write();
  }

  moved() {
    this.write();
  }

  /** Puts what is shown into the address, a little later: it changes with every frame. */
  write() {
    clearTimeout(this.due);
    this.due = setTimeout(() => this.flush(), 150);
  }

  flush() {
    const params = new URLSearchParams();
    const { form, stage, page } = this;
    this.filter.write(params);
    if (form.elements.way.value !== page.by) params.set("lanes", form.elements.way.value);
    if ((form.elements.spacing.value === "condensed") !== page.condensed) params.set("spacing", form.elements.spacing.value);
    if (form.elements.theme.value) params.set("theme", form.elements.theme.value);
    const [first, last] = stage.scale.whole;
    if (stage.from !== first || stage.to !== last) params.set("view", [stage.from, stage.to].map((at) => Number(at.toPrecision(15))).join(" "));
    if (this.chosen[0]) params.set("event", this.chosen[0].key);
    if (this.chosen[1]) params.set("other", this.chosen[1].key);
    this.written = params.toString();
    if (location.hash.slice(1) === this.written) return;
    history.replaceState(null, "", this.written ? `#${this.written}` : location.pathname + location.search);
  }

  /** Shows what the address says. */
  read() {
    const params = new URLSearchParams(location.hash.slice(1));
    const { form, page } = this;
    this.filter.read(params);
    const set = (name, value, known) => (form.elements[name].value = known.includes(value) ? value : known[0]);
    set("way", params.get("lanes"), [page.by, ...WAYS]);
    set("spacing", params.get("spacing"), [page.condensed ? "condensed" : "even", "condensed", "even"]);
    set("theme", params.get("theme"), ["", "light", "dark"]);
    this.apply();
    const [from, to] = (params.get("view") ?? "").split(" ").map(Number);
    if (to > from) this.stage.show(from, to);
    else this.stage.fit();
    const event = (name) => page.events.find(({ key }) => key === params.get(name));
    const [x, y] = params.has("event") ? [event("event"), event("other")] : [];
    if (x && y && x !== y) this.pair(x, y);
    else this.choose(x);
  }
}

const app = new App();

/** For other programs: how two events, by their keys, can stand to each other, and because of which claims. */
window.demarche = {
  relate(left, right) {
    const at = (key) => app.page.events.findIndex((event) => event.key === key);
    const [x, y] = [at(left), at(right)];
    if (x < 0 || y < 0) return null;
    const possible = app.page.network.possible(x, y);
    const why = possible.length < 13 ? app.page.network.why(x, y, possible) : [];
    return { possible, because: why.map((claim) => app.page.claims[claim].text) };
  },
};
