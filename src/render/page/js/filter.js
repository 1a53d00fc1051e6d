// Which events are shown: what the form says, and nothing else.

const FIELDS = ["q", "actor", "topic", "certainty", "doubt", "letter", "digit"];

/** A text as it is searched: without case and accents. */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

class Filter {
  constructor(form, page) {
    this.form = form;
    this.page = page;
    const options = (name, texts) => {
      const order = texts.map((text, number) => [text, number]).sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
      for (const [text, number] of order) form.elements[name].append(new Option(text, String(number)));
    };
    options("actor", page.actors.map(([, name]) => name));
    options("topic", page.topics);
    // What cannot narrow anything down is not offered.
    form.elements.topic.closest("label").hidden = page.topics.length === 0;
    form.elements.actor.closest("label").hidden = page.actors.length === 0;
    form.elements.letter.closest("label").hidden = page.sources.length === 0;
    for (const box of form.elements.kind) {
      box.closest("label").hidden = !page.events.some((event) => event.kind === box.value);
    }
  }

  value(name) {
    return this.form.elements[name].value;
  }

  /** The kinds that are left out. */
  get without() {
    return [...this.form.elements.kind].filter((box) => !box.checked).map((box) => box.value);
  }

  /** Whether an event is shown, as a function of it. */
  get test() {
    const words = plain(this.value("q")).split(/\s+/).filter(Boolean);
    const [actor, topic] = [this.value("actor"), this.value("topic")];
    const [certainty, doubt] = [this.value("certainty"), this.value("doubt")];
    const [letter, digit] = [this.value("letter"), this.value("digit")];
    const without = this.without;
    const isGraded = letter !== "F" || digit !== "6";
    return (event) =>
      !without.includes(event.kind) &&
      (!actor || event.people.some((person) => String(person.actor) === actor)) &&
      (!topic || event.topics.includes(Number(topic))) &&
      (!certainty || event.certainty === certainty) &&
      (!doubt || (doubt === "none" ? !event.doubts.length : event.doubts.includes(doubt))) &&
      (!isGraded || event.sources.some(({ grade }) => grade[0] <= letter && grade[1] <= digit)) &&
      words.every((word) => this.text(event).includes(word));
  }

  /** All that a search looks at. */
  text(event) {
    event.text ??= plain(
      [
        event.key,
        event.name,
        event.kind,
        event.place ?? "",
        ...event.people.flatMap(({ actor }) => this.page.actors[actor]),
        ...event.topics.map((topic) => this.page.topics[topic]),
        ...event.facts.flat(),
      ].join("\n"),
    );
    return event.text;
  }

  write(params) {
    for (const name of FIELDS) {
      const value = this.value(name);
      const field = this.form.elements[name];
      const isDefault = field.options ? field.selectedIndex === Number(field.dataset.first ?? 0) : !value;
      if (isDefault) continue;
      params.set(name, name === "actor" ? this.page.actors[value][0] : name === "topic" ? this.page.topics[value] : value);
    }
    if (this.without.length) params.set("without", this.without.join(" "));
  }

  read(params) {
    this.form.reset();
    for (const name of FIELDS) {
      if (!params.has(name)) continue;
      let value = params.get(name);
      if (name === "actor") value = this.page.actors.findIndex(([key]) => key === value);
      if (name === "topic") value = this.page.topics.indexOf(value);
      if (value !== -1) this.form.elements[name].value = String(value);
      const field = this.form.elements[name];
      if (field.selectedIndex === -1) field.selectedIndex = Number(field.dataset.first ?? 0);
    }
    const without = (params.get("without") ?? "").split(" ");
    for (const box of this.form.elements.kind) box.checked = !without.includes(box.value);
  }
}
