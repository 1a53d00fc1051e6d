// What is told of an event, and of two. Every text from data goes in as text, never as markup.

/** An element with texts and elements in it. */
function make(name, attributes, ...inside) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (key === "on") for (const [event, run] of Object.entries(value)) element.addEventListener(event, run);
    else if (value !== null && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...inside.flat(Infinity).filter((part) => part !== null && part !== undefined));
  return element;
}

const VERBS = {
  before: "is before",
  meets: "meets",
  overlaps: "overlaps",
  finished_by: "is finished by",
  contains: "contains",
  starts: "starts",
  equals: "equals",
  started_by: "is started by",
  during: "is during",
  finishes: "finishes",
  overlapped_by: "is overlapped by",
  met_by: "is met by",
  after: "is after",
};

const DOUBTS = {
  doubtful: "A claim about it is marked as uncertain.",
  conflict: "Sources contradict each other about it: a claim was set aside.",
  open: "Its place in the order of events is open.",
  undated: "Nothing says when it was.",
  alleged: "It is only alleged.",
  implied: "Somebody's presence is only implied.",
};

class Panel {
  constructor(element, page, act) {
    this.element = element;
    this.page = page;
    this.act = act;
  }

  show(...inside) {
    this.element.replaceChildren(...inside.flat(Infinity).filter((part) => part !== null && part !== undefined));
    this.element.scrollTop = 0;
  }

  nothing() {
    this.show(
      make("p", { class: "hint" }, "Choose an event in the picture or in the list: here is told what is known of it, who says so, and what is in doubt."),
      make(
        "ul",
        { class: "hint" },
        make("li", null, "Drag or arrow keys: move. Wheel, pinch, + and −: zoom. 0: all."),
        make("li", null, "N and P: the next event and the one before. R: relate the chosen one to another."),
        make("li", null, "Solid: certainly under way. Faded: perhaps. Mark on a whisker: an instant, somewhere on it."),
        make("li", null, "Hatched: the order there is open. Arrow: claimed order; dashed: set aside."),
        make("li", null, "● meeting ▲ statement ■ document ◆ action"),
      ),
      this.page.conflicts.length ? this.conflicts(this.page.conflicts) : null,
    );
  }

  /** All of an event. */
  event(event, isOpen) {
    const { page } = this;
    const rows = [];
    const row = (name, ...told) => rows.push(make("dt", null, name), make("dd", null, ...told));
    if (event.instant) row("When", this.bound(event, "begin"));
    else {
      row("Begins", this.bound(event, "begin"));
      row("Ends", this.bound(event, "end"));
    }
    if (event.place) row("Where", event.place);
    for (const [part, name] of Object.entries({
      participant: "With",
      by: "By",
      to: "To",
      party: "Parties",
      concerned: "Concerns",
      absent: "Absent",
    })) {
      const people = event.people.filter((person) => person.part === part);
      if (!people.length) continue;
      const told = people.map(({ actor, role, presence }) => {
        const more = [role, presence].filter(Boolean).join(", ");
        return `${page.actors[actor][1]}${more ? ` (${more})` : ""}`;
      });
      row(name, told.join(", "));
    }
    if (event.topics.length) row("Topics", event.topics.map((topic) => page.topics[topic]).join(", "));
    for (const [name, text] of event.facts) row(name, text);
    const status = event.status === "occurred" ? "" : `, ${event.status}`;
    const sure = page.answers ? { certain: ", a certain answer", possible: ", only a possible answer" }[event.certainty] ?? "" : "";
    const claims = page.claims.filter((claim) => claim.events.includes(event.index));
    const conflicts = page.conflicts.filter(({ aside, claims: others }) =>
      [aside, ...others].some((claim) => claim.events.includes(event.index)),
    );
    this.show(
      make("h2", { tabindex: "-1" }, event.name),
      make("p", { class: "kind" }, `${event.kind}${status}${sure}`, make("span", { class: "key" }, ` ${event.key}`)),
      make(
        "p",
        { class: "acts" },
        make("button", { type: "button", id: "relate", on: { click: () => this.act.relate(event) } }, "Relate to another…"),
        make("button", { type: "button", id: "find", on: { click: () => this.act.find(event) } }, "Show in the picture"),
        make("button", { type: "button", class: "close", on: { click: () => this.act.choose() } }, "Close"),
      ),
      isOpen ? make("p", { class: "ask", role: "status" }, "Now choose the other event, in the picture or in the list. Escape ends this.") : null,
      make("dl", null, rows),
      event.doubts.length
        ? [make("h3", null, "In doubt"), make("ul", { class: "doubts" }, event.doubts.map((doubt) => make("li", null, DOUBTS[doubt])))]
        : null,
      make("h3", null, event.sources.length ? "Sources" : "No source of its own"),
      make("ul", { class: "sources" }, event.sources.map((cited) => make("li", null, this.source(cited)))),
      claims.length ? make("h3", null, "Claims") : null,
      make("ul", { class: "claims" }, claims.map((claim) => this.claim(claim))),
      conflicts.length ? this.conflicts(conflicts) : null,
    );
  }

  /** Where an end lies, and on request why. */
  bound(event, end) {
    const { page } = this;
    const point = event.points[end === "begin" ? 0 : 1];
    const window = event[end];
    const told = page.clock.window(window);
    if (window[0] === null && window[1] === null) return told;
    const reasons = make("div", { class: "reasons", hidden: true });
    const tell = () => {
      reasons.hidden = !reasons.hidden;
      button.setAttribute("aria-expanded", String(!reasons.hidden));
      if (reasons.childElementCount) return;
      ["not earlier", "not later"].forEach((what, at) => {
        if (window[at] === null) return;
        const claims = page.network.whyBound(point, at === 0, window[at]);
        const heading = `${what} than ${page.clock.moment(window[at])}, because`;
        reasons.append(make("p", null, heading), make("ul", { class: "claims" }, claims.map((claim) => this.claim(page.claims[claim]))));
      });
    };
    const button = make("button", { type: "button", class: "why", "aria-expanded": "false", on: { click: tell } }, "why?");
    return [told, " ", button, reasons];
  }

  claim(claim) {
    return make(
      "li",
      { class: claim.doubtful ? "doubtful" : null },
      claim.text,
      claim.doubtful ? make("em", null, " (doubtful)") : null,
      claim.sources.map((cited) => make("div", { class: "cited" }, this.source(cited))),
    );
  }

  source({ source, grade, place, quote }) {
    const { key, title, publisher, author, published, url, via } = this.page.sources[source];
    const name = [publisher, title].filter(Boolean).join(": ") || key;
    const isSafe = /^https?:\/\//i.test(url ?? "");
    const more = [author, published, via.length ? `via ${via.join(", ")}` : null, place].filter(Boolean).join(", ");
    return [
      make("span", { class: "grade", title: "reliability of the source, credibility of the item" }, grade),
      " ",
      isSafe ? make("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, name) : name,
      more ? ` (${more})` : null,
      quote ? make("q", null, quote) : null,
    ];
  }

  conflicts(conflicts) {
    return [
      make("h3", null, "Set aside"),
      make(
        "ul",
        { class: "conflicts" },
        conflicts.map(({ aside, claims }) =>
          make(
            "li",
            null,
            make("ul", { class: "claims aside" }, this.claim(aside)),
            claims.length ? make("p", null, "since it contradicts") : make("p", null, "since it can't hold"),
            make("ul", { class: "claims" }, claims.map((claim) => this.claim(claim))),
          ),
        ),
      ),
    ];
  }

  /** How two events can stand to each other, and why. */
  pair(x, y) {
    const { page } = this;
    const possible = page.network.possible(x.index, y.index);
    const isCertain = possible.length === 1;
    const others = Object.keys(VERBS).length - possible.length;
    const claims = others ? page.network.why(x.index, y.index, possible).map((claim) => page.claims[claim]) : [];
    const list = possible.map((relation) => VERBS[relation]);
    const head = list.length > 1 ? `${list.slice(0, -1).join(", ")} or ${list[list.length - 1]}` : list[0];
    const verdict = (name, relations) => {
      const own = possible.filter((relation) => relations.includes(relation)).length;
      return [name, own === 0 ? "impossible" : own === possible.length ? "certain" : "possible"];
    };
    const verdicts = [
      verdict("before", ["before"]),
      verdict("after", ["after"]),
      verdict("sharing some time", Object.keys(VERBS).filter((relation) => relation !== "before" && relation !== "after")),
      verdict("within", ["starts", "during", "finishes", "equals"]),
    ];
    this.show(
      make("h2", { tabindex: "-1" }, x.name, make("span", { class: "and" }, " and "), y.name),
      make(
        "p",
        { class: "acts" },
        make("button", { type: "button", id: "swap", on: { click: () => this.act.pair(y, x) } }, "The other way round"),
        make("button", { type: "button", on: { click: () => this.act.choose(x) } }, "Only the first"),
        make("button", { type: "button", on: { click: () => this.act.choose(y) } }, "Only the second"),
        make("button", { type: "button", class: "close", on: { click: () => this.act.choose() } }, "Close"),
      ),
      make("p", { id: "verdict" }, isCertain ? "Certain: " : others ? "Open: " : "Nothing is known: ", `the first ${head} the second.`),
      make("dl", { class: "verdicts" }, verdicts.map(([name, sure]) => [make("dt", null, name), make("dd", { class: sure }, sure)])),
      make(
        "ul",
        { class: "relations", "aria-label": "the thirteen relations" },
        Object.keys(VERBS).map((relation) => {
          const can = possible.includes(relation);
          return make("li", { class: can ? "can" : "cannot" }, relation.replace("_", " "), make("span", { class: "unseen" }, can ? ", possible" : ", impossible"));
        }),
      ),
      make("h3", null, claims.length ? (isCertain ? "Because" : "No other relation is possible, because") : others ? "So it is, whatever is claimed" : "No claim limits it"),
      make("ul", { class: "claims", id: "because" }, claims.map((claim) => this.claim(claim))),
      isCertain ? null : make("h3", null, "In one world each"),
      isCertain ? null : make("ul", { class: "worlds" }, possible.map((relation) => this.world(x, y, relation))),
    );
  }

  world(x, y, relation) {
    const [bx, fx, by, fy] = this.page.network.world(x.index, y.index, relation).map((tick) => this.page.clock.moment(tick));
    const span = (from, to) => (from === to ? from : `${from} to ${to}`);
    return make("li", null, `${VERBS[relation]}: the first ${span(bx, fx)}, the second ${span(by, fy)}`);
  }
}
