// The picture: how it is moved, and how what is done with mouse, touch and keys moves it.

class Stage {
  constructor(element, page, act) {
    this.element = element;
    this.page = page;
    this.act = act;
    this.tip = element.querySelector("#tip");
    this.mark = element.querySelector("#mark");
    this.painter = new Painter(element.querySelector("canvas"), page);
    this.scroll = 0;
    this.chosen = [];
    this.pointers = new Map();
    this.isDue = false;
    this.listen();
    new ResizeObserver(() => this.resize()).observe(element);
  }

  get gutter() {
    return Math.min(170, Math.round(this.element.clientWidth * 0.25));
  }

  get wide() {
    return Math.max(this.element.clientWidth - this.gutter, 50);
  }

  /** Pixels for a unit of length. */
  get zoom() {
    return this.wide / (this.to - this.from);
  }

  resize() {
    this.painter.resize(this.element.clientWidth, this.element.clientHeight);
    this.layout = null;
    this.draw();
  }

  /** Takes other events, lanes or a scale of another kind. */
  take({ events, way, scale }) {
    const isOther = this.scale !== scale;
    this.scale = scale;
    this.events = events.filter((event) => !event.isUndated);
    this.way = way;
    if (isOther) {
      for (const event of this.page.events) {
        const place = (ms) => (Number.isFinite(ms) ? scale.place(ms) : ms);
        event.at = { begin: event.time.begin.map(place), end: event.time.end.map(place) };
      }
      this.fit();
    }
    const order = [...this.events].sort((a, b) => a.at.begin[0] - b.at.begin[0] || a.index - b.index);
    const names = this.page.lanes[way];
    const lanes = names.map((name) => ({ name, events: [] }));
    for (const event of order) for (const lane of event.lanes[way]) lanes[lane].events.push(event);
    const kinds = ["Meetings", "Statements", "Documents", "Actions"];
    if (way === WAYS.indexOf("kind")) lanes.sort((a, b) => kinds.indexOf(a.name) - kinds.indexOf(b.name));
    this.lanes = lanes.filter((lane) => lane.events.length);
    const shown = new Set(this.events);
    this.arrows = this.page.arrows.filter(({ from, to }) => shown.has(from) && shown.has(to));
    const open = this.page.sections
      .filter((section) => !section.determinate)
      .map((section) => section.events.filter((event) => shown.has(event)))
      .filter((section) => section.length > 1)
      .map((section) => [
        section.reduce((least, event) => Math.min(least, event.at.begin[0]), Infinity),
        section.reduce((most, event) => Math.max(most, event.at.end[1]), -Infinity),
      ]);
    this.open = union(open);
    this.layout = null;
    this.draw();
  }

  fit() {
    [this.from, this.to] = this.scale.whole;
    this.scroll = 0;
    this.moved();
  }

  /** Shows a stretch. */
  show(from, to) {
    const [first, last] = this.scale.whole;
    const whole = last - first;
    const least = this.scale.isCondensed ? whole / 1e6 : 0.01;
    let long = Math.min(Math.max(to - from, least), whole * 4);
    const middle = Math.min(Math.max((from + to) / 2, first - long / 2.5), last + long / 2.5);
    this.from = middle - long / 2;
    this.to = middle + long / 2;
    this.moved();
  }

  moved() {
    this.draw();
    this.act.moved();
  }

  pan(pixels) {
    const by = pixels / this.zoom;
    this.show(this.from + by, this.to + by);
  }

  /** Zooms by a factor about a point of the element. */
  stretch(factor, x = this.gutter + this.wide / 2) {
    const about = this.from + (x - this.gutter) / this.zoom;
    this.show(about - (about - this.from) / factor, about + (this.to - about) / factor);
  }

  slide(pixels) {
    const most = Math.max((this.layout?.height ?? 0) - this.element.clientHeight, 0);
    this.scroll = Math.min(Math.max(this.scroll + pixels, 0), most);
    this.draw();
  }

  /** Brings an event into sight. */
  find(event) {
    if (event.isUndated) return;
    const bounds = [...event.at.begin, ...event.at.end].filter(Number.isFinite);
    const [left, right] = [Math.min(...bounds), Math.max(...bounds)];
    if (left < this.from || right > this.to) {
      const room = Math.max((right - left) * 2, this.to - this.from);
      this.show((left + right) / 2 - room / 2, (left + right) / 2 + room / 2);
    }
    this.arrange();
    const item = this.layout.first.get(event);
    if (item && (item.y - this.scroll < HEAD + ROW || item.y - this.scroll > this.element.clientHeight - ROW)) {
      this.slide(item.y - this.scroll - this.element.clientHeight / 2);
    }
    this.draw();
  }

  /** Lays out what is due: anew where the zoom or what is shown has changed. */
  arrange() {
    const isWithin = ({ at }) => at.end[1] >= this.from && at.begin[0] <= this.to;
    const few = this.events.length <= MOST_DRAWN;
    const inView = few ? this.events.length : this.events.reduce((sum, event) => sum + isWithin(event), 0);
    const isStrip = inView > MOST_DRAWN;
    // Of very many, those near are laid out: three times what is in view.
    const [from, to] = [this.from - (this.to - this.from), this.to + (this.to - this.from)];
    const isKept =
      this.layout &&
      this.layout.isStrip === isStrip &&
      (isStrip || (Math.abs(this.layout.zoom / this.zoom - 1) < 1e-9 && (few || (this.layout.from <= this.from && this.layout.to >= this.to))));
    if (isKept) return;
    const near = ({ at }) => at.end[1] >= from && at.begin[0] <= to;
    const lanes =
      few || isStrip
        ? this.lanes
        : this.lanes.map(({ name, events }) => ({ name, events: events.filter(near) })).filter((lane) => lane.events.length);
    this.layout = new Layout(lanes, this.zoom, this.scale.whole, isStrip, (event) => this.painter.widthOf(event));
    Object.assign(this.layout, { zoom: this.zoom, from, to });
    const most = Math.max(this.layout.height - this.element.clientHeight, 0);
    this.scroll = Math.min(this.scroll, most);
  }

  draw() {
    if (this.isDue) return;
    this.isDue = true;
    requestAnimationFrame(() => {
      this.isDue = false;
      this.paint();
    });
  }

  paint() {
    if (!this.element.clientWidth || this.to === undefined || !this.painter.width) return;
    this.arrange();
    const { layout, gutter, scale, from, zoom, scroll, chosen, arrows, open } = this;
    const few = this.events.length <= 300;
    const clock = this.page.clock;
    this.painter.draw({ layout, gutter, scale, from, zoom, scroll, chosen, arrows, open, few, clock });
    // The chosen one is marked in the document, too, for those who read it there.
    const own = this.painter.drawn.find(([, , , event]) => event === chosen[0]);
    this.mark.hidden = !own;
    if (own) {
      const [[left, right], y] = own;
      this.mark.style.transform = `translate(${left}px, ${y - 8}px)`;
      this.mark.style.width = `${Math.max(right - left, 6)}px`;
    }
  }

  listen() {
    const { element } = this;
    element.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    element.addEventListener("pointerdown", (event) => this.down(event));
    element.addEventListener("pointermove", (event) => this.move(event));
    element.addEventListener("pointerup", (event) => this.up(event));
    element.addEventListener("pointercancel", (event) => this.pointers.delete(event.pointerId));
    element.addEventListener("pointerleave", () => (this.tip.hidden = true));
    element.addEventListener("dblclick", (event) => this.stretch(2, this.place(event)[0]));
    element.addEventListener("keydown", (event) => this.key(event));
  }

  place(event) {
    const box = this.element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  wheel(event) {
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 16 : 1;
    const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
    if (event.shiftKey || Math.abs(dx) > Math.abs(dy)) this.pan(dx || dy);
    else if (event.altKey) this.slide(dy);
    else this.stretch(Math.exp(-Math.min(Math.max(dy, -200), 200) / 300), this.place(event)[0]);
  }

  down(event) {
    if (event.button > 0) return;
    this.element.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, this.place(event));
    if (this.pointers.size === 1) this.travelled = 0;
  }

  move(event) {
    const [x, y] = this.place(event);
    const before = this.pointers.get(event.pointerId);
    if (!before) {
      this.hover(x, y);
      return;
    }
    const others = [...this.pointers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    this.pointers.set(event.pointerId, [x, y]);
    this.travelled += Math.abs(x - before[0]) + Math.abs(y - before[1]);
    if (others.length) {
      const [other] = others;
      const far = (at) => Math.max(Math.hypot(at[0] - other[0], at[1] - other[1]), 10);
      this.stretch(far([x, y]) / far(before), (x + other[0]) / 2);
      this.pan((before[0] - x) / 2);
      this.travelled = 100;
    } else if (this.travelled > 4) {
      this.tip.hidden = true;
      this.pan(before[0] - x);
      this.slide(before[1] - y);
    }
  }

  up(event) {
    const was = this.pointers.delete(event.pointerId);
    if (!was || this.pointers.size || this.travelled > 4) return;
    const [x, y] = this.place(event);
    this.act.picked(this.painter.hit(x, y), event.shiftKey || event.ctrlKey || event.metaKey);
  }

  hover(x, y) {
    const event = this.painter.hit(x, y);
    this.element.style.cursor = event ? "pointer" : "grab";
    this.tip.hidden = !event;
    if (!event) return;
    this.tip.textContent = `${event.name}\n${event.when}`;
    const [wide, high] = [this.element.clientWidth, this.element.clientHeight];
    const [w, h] = [this.tip.offsetWidth, this.tip.offsetHeight];
    this.tip.style.transform = `translate(${Math.max(Math.min(x + 12, wide - w - 4), 0)}px, ${y + 16 + h > high ? y - h - 8 : y + 16}px)`;
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const run = {
      ArrowLeft: () => this.pan(-this.wide / 8),
      ArrowRight: () => this.pan(this.wide / 8),
      ArrowUp: () => this.slide(-60),
      ArrowDown: () => this.slide(60),
      PageUp: () => this.slide(-this.element.clientHeight + 80),
      PageDown: () => this.slide(this.element.clientHeight - 80),
      "+": () => this.stretch(1.5),
      "=": () => this.stretch(1.5),
      "-": () => this.stretch(1 / 1.5),
      0: () => this.fit(),
      Home: () => this.fit(),
      n: () => this.act.step(1),
      p: () => this.act.step(-1),
      r: () => this.chosen.length === 1 && this.act.relate(this.chosen[0]),
      Enter: () => this.act.told(),
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!run) return;
    event.preventDefault();
    run();
  }
}

/** Stretches as few as may be that cover the same. */
function union(stretches) {
  const found = [];
  for (const [from, to] of stretches.sort((a, b) => a[0] - b[0])) {
    const last = found[found.length - 1];
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else found.push([from, to]);
  }
  return found;
}
