// What stands on the canvas. A picture does not tell more than is known: a bar is solid where its event lasts in every
// world, and fades over the windows in which that may begin and end.

const KINDS = ["meeting", "statement", "document", "action"];
const FAINT = { planned: 0.6, alleged: 0.6, cancelled: 0.35, denied: 0.35 };
const FONT = "12px system-ui, sans-serif";

class Painter {
  constructor(canvas, page) {
    this.canvas = canvas;
    this.page = page;
    this.context = canvas.getContext("2d");
    this.widths = new Map();
    this.texts = new Map();
    this.colours();
  }

  /** Takes the colours of the style sheet, and makes ready what fades. */
  colours() {
    const style = getComputedStyle(document.documentElement);
    const of = (name) => style.getPropertyValue(`--${name}`).trim();
    this.ink = Object.fromEntries(
      ["text", "faint", "line", "lane", "ground", "hatch", "alarm", "accent", ...KINDS].map((name) => [name, of(name)]),
    );
    this.fades = {};
    for (const kind of KINDS) {
      this.fades[kind] = [
        [0.08, 0.75],
        [0.75, 0.08],
      ].map(([from, to]) => {
        const strip = document.createElement("canvas");
        strip.width = 64;
        strip.height = 1;
        const context = strip.getContext("2d");
        for (let x = 0; x < 64; x += 1) {
          context.globalAlpha = from + ((to - from) * x) / 63;
          context.fillStyle = this.ink[kind];
          context.fillRect(x, 0, 1, 1);
        }
        return strip;
      });
    }
    const hatch = document.createElement("canvas");
    hatch.width = hatch.height = 8;
    const context = hatch.getContext("2d");
    context.strokeStyle = this.ink.hatch;
    context.beginPath();
    for (const at of [-8, 0, 8]) {
      context.moveTo(at, 8);
      context.lineTo(at + 8, 0);
    }
    context.stroke();
    this.hatch = this.context.createPattern(hatch, "repeat");
  }

  resize(width, height) {
    const ratio = window.devicePixelRatio || 1;
    this.width = width;
    this.height = height;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.ratio = ratio;
  }

  measure(text) {
    let width = this.texts.get(text);
    if (width === undefined) {
      this.context.font = FONT;
      width = this.context.measureText(text).width;
      this.texts.set(text, width);
    }
    return width;
  }

  /** A text, or as much of its head as fits. */
  fit(text, most) {
    if (this.measure(text) <= most) return text;
    const letters = [...text];
    let [low, high] = [0, letters.length];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.measure(`${letters.slice(0, middle).join("").trimEnd()}…`) <= most) low = middle;
      else high = middle - 1;
    }
    return `${letters.slice(0, low).join("").trimEnd()}…`;
  }

  label(event) {
    event.label ??= this.fit(event.name, LONGEST);
    return event.label;
  }

  widthOf(event) {
    event.wide ??= this.measure(this.label(event));
    return event.wide;
  }

  /** Draws everything as `view` has it. */
  draw(view) {
    const { context, ink } = this;
    const { layout, gutter, scale, from, zoom, scroll } = view;
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.font = FONT;
    context.textBaseline = "middle";
    context.fillStyle = ink.ground;
    context.fillRect(0, 0, this.width, this.height);
    const x = (place) => gutter + (place - from) * zoom;
    this.edge = [gutter, this.width];
    this.drawn = [];
    const isSeen = ({ y, height }) => y - scroll < this.height && y + height - scroll > HEAD;
    const lanes = layout.lanes.filter(isSeen);
    for (const lane of lanes) {
      if (!lane.isEven) continue;
      context.fillStyle = ink.lane;
      context.fillRect(0, lane.y - scroll, this.width, lane.height);
    }
    context.save();
    context.beginPath();
    context.rect(gutter, HEAD, this.width - gutter, this.height - HEAD);
    context.clip();
    this.sections(view, x);
    const marks = scale.marks(from, from + (this.width - gutter) / zoom, 80 / zoom);
    context.fillStyle = ink.line;
    for (const [place] of marks) context.fillRect(Math.round(x(place)), HEAD, 1, this.height);
    if (layout.isStrip) for (const lane of lanes) this.strip(lane, view, x);
    else {
      this.links(view, x);
      // Places in the layout, in pixels, become places on the canvas by adding this.
      const shift = gutter - from * zoom;
      for (const lane of lanes) {
        for (const item of lane.items) {
          if (item.left + shift > this.width) break;
          if (item.right + shift >= gutter) this.item(item, view, x);
        }
      }
      this.arrows(view, x);
    }
    context.restore();
    this.axis(marks, x, gutter, view);
    this.names(lanes, gutter, scroll);
    this.scrollbar(layout, scroll);
  }

  /** Stretches in which the order of events is open. */
  sections({ open, scroll, layout }, x) {
    this.context.fillStyle = this.hatch;
    for (const [from, to] of open) {
      const [left, right] = [Math.max(x(from), this.edge[0]), Math.min(x(to), this.edge[1])];
      if (right > left) this.context.fillRect(left, HEAD, Math.max(right - left, 2), layout.height - scroll - HEAD);
    }
  }

  axis(marks, x, gutter, { scale, clock }) {
    const { context, ink } = this;
    context.fillStyle = ink.ground;
    context.fillRect(0, 0, this.width, HEAD);
    context.fillStyle = ink.text;
    let above = gutter + 4;
    const contexts = marks.filter(([, , part]) => part);
    contexts.forEach(([place, , part], at) => {
      const left = Math.max(x(place), gutter) + 4;
      const next = contexts[at + 1];
      // Where the next one follows at once, that is told instead.
      if (next && left + this.measure(part) + GAP > x(next[0])) return;
      if (left < above) return;
      context.fillText(part, left, 14);
      above = left + this.measure(part) + GAP;
    });
    let free = gutter;
    for (const [place, text] of marks) {
      const left = Math.round(x(place));
      if (left < free) continue;
      context.fillStyle = ink.text;
      context.fillText(text, left + 4, 32);
      context.fillStyle = ink.line;
      context.fillRect(left, 24, 1, HEAD - 24);
      free = left + this.measure(text) + 2 * GAP;
    }
    context.fillStyle = ink.faint;
    context.fillText(this.fit(clock.name || "no zone", gutter - 16), 8, 32);
    if (scale.isCondensed) context.fillText(this.fit("not to scale", gutter - 16), 8, 14);
    context.fillStyle = ink.line;
    context.fillRect(0, HEAD - 1, this.width, 1);
  }

  names(lanes, gutter, scroll) {
    const { context, ink } = this;
    for (const lane of lanes) {
      context.fillStyle = ink.text;
      const top = Math.max(lane.y - scroll, HEAD);
      const y = Math.min(top + ROW / 2 + 4, lane.y + lane.height - scroll - 8);
      if (y > HEAD + 6) context.fillText(this.fit(lane.name, gutter - 16), 8, y);
    }
    context.fillStyle = ink.line;
    context.fillRect(gutter - 1, HEAD, 1, this.height);
  }

  scrollbar(layout, scroll) {
    const seen = this.height - HEAD;
    const all = layout.height - HEAD;
    if (all <= seen) return;
    this.context.fillStyle = this.ink.faint;
    this.context.fillRect(this.width - 5, HEAD + (scroll / all) * seen, 4, Math.max((seen / all) * seen, 12));
  }

  /** Lines between the lanes of one event: of all where they are few, else of the one that is chosen. */
  links({ layout, chosen, few, scroll }, x) {
    if (!few && !chosen.length) return;
    const { context, ink } = this;
    const reach = new Map();
    for (const { items } of layout.lanes) {
      for (const { event, y } of items) {
        if (!few && !chosen.includes(event)) continue;
        const own = reach.get(event);
        if (own) own[1] = y;
        else reach.set(event, [y, y]);
      }
    }
    context.strokeStyle = ink.faint;
    context.setLineDash([1, 3]);
    context.beginPath();
    for (const [event, [from, to]] of reach) {
      if (from === to) continue;
      const at = Math.round(this.middle([event.at.begin[0], event.at.end[1]], x)) + 0.5;
      context.moveTo(at, from - scroll);
      context.lineTo(at, to - scroll);
    }
    context.stroke();
    context.setLineDash([]);
  }

  /** The middle of a window, or its only bound. */
  middle([from, to], x) {
    if (from === -Infinity) return to === Infinity ? this.edge[0] : x(to);
    return to === Infinity ? x(from) : (x(from) + x(to)) / 2;
  }

  item({ event, y: at, isThin, side }, { scroll, chosen }, x) {
    const y = at - scroll;
    const [least, greatest] = this.edge;
    const half = isThin ? 3 : 5;
    if (y < HEAD - 10 || y > this.height + 10) return;
    const [begin, end] = [event.at.begin, event.at.end].map(([from, to]) => [
      Math.max(x(from), least - 40),
      Math.min(x(to), greatest + 40),
    ]);
    const left = event.instant ? begin[0] - 6 : begin[0] - 1;
    const right = event.instant ? begin[1] + 6 : Math.max(end[1], begin[0] + 3) + 1;
    const wide = isThin ? 0 : GAP + this.widthOf(event);
    if (right + wide < least || left - 14 - (side === "before" ? wide : 0) > greatest) return;
    const { context, ink } = this;
    context.globalAlpha = FAINT[event.status] ?? 1;
    if (event.instant) this.instant(event, y, begin, isThin);
    else this.bar(event, y, begin, [end[0], Math.max(end[1], begin[0] + 3)], half);
    context.strokeStyle = ink.text;
    context.fillStyle = ink.text;
    if (event.at.begin[0] === -Infinity) this.chevron(Math.max(left, least) + 7, y, -4);
    if ((event.instant ? event.at.begin : event.at.end)[1] === Infinity) this.chevron(Math.min(right, greatest) - 7, y, 4);
    context.globalAlpha = 1;
    if (event.conflict && !isThin) this.conflict(left - 12, y);
    if (!isThin) this.name(event, y, [left, right, wide], side);
    const seen = [Math.max(left, least), Math.min(right, greatest), side === "behind" ? right + wide : right];
    this.drawn.push([seen, y, half + 4, event]);
    if (chosen.includes(event)) {
      context.strokeStyle = ink.accent;
      context.lineWidth = 2;
      context.strokeRect(seen[0] - 2, y - half - 3, seen[1] - seen[0] + 4, 2 * half + 6);
      context.lineWidth = 1;
    }
  }

  /** The label: beside the event, or on it where its end is out of sight. */
  name(event, y, [left, right, wide], side) {
    const { context, ink } = this;
    const [least, greatest] = this.edge;
    const label = this.label(event);
    context.fillStyle = ink.text;
    if (side === "before") context.fillText(label, left - (event.conflict ? 14 : 0) - wide + 4, y);
    else if (side === "below") context.fillText(label, Math.max(left, least) + 4, y + ROW);
    else if (right + wide <= greatest + 40 || right <= greatest - 60) context.fillText(label, Math.max(right, least) + 4, y);
    else {
      const at = Math.max(left, least) + 12;
      context.strokeStyle = ink.ground;
      context.lineWidth = 4;
      context.lineJoin = "round";
      context.strokeText(label, at, y);
      context.lineWidth = 1;
      context.fillText(label, at, y);
    }
  }

  bar(event, y, begin, end, half) {
    const { context, ink } = this;
    const [fadeIn, fadeOut] = this.fades[event.kind];
    const isBlurred = begin[1] - begin[0] > 0.5 || end[1] - end[0] > 0.5;
    const fade = (strip, from, to) => {
      if (to - from >= 0.5) context.drawImage(strip, from, y - half, to - from, 2 * half);
    };
    if (begin[1] <= end[0]) {
      fade(fadeIn, begin[0], begin[1]);
      context.fillStyle = ink[event.kind];
      const long = Math.max(end[0] - begin[1], isBlurred ? 0 : 3);
      if (long > 0) context.fillRect(begin[1], y - half, long, 2 * half);
      fade(fadeOut, end[0], end[1]);
    } else {
      // The windows of both ends overlap: nowhere is it certainly under way.
      const middle = (Math.max(end[0], begin[0]) + Math.min(begin[1], end[1])) / 2;
      fade(fadeIn, begin[0], middle);
      fade(fadeOut, middle, end[1]);
    }
    if (isBlurred && half > 4) {
      context.strokeStyle = ink.text;
      context.setLineDash([3, 2]);
      context.strokeRect(begin[0] + 0.5, y - half + 0.5, Math.max(end[1] - begin[0] - 1, 1), 2 * half - 1);
      context.setLineDash([]);
    }
  }

  /** A mark in the middle of its window, hollow if that is seen, on a whisker as wide as the window. */
  instant(event, y, [from, to], isThin) {
    const { context, ink } = this;
    const at = (from + to) / 2;
    const isVague = to - from > 3;
    const size = isThin ? 0.6 : 1;
    context.strokeStyle = ink.text;
    if (isVague) {
      context.beginPath();
      context.moveTo(from, y - 4 * size);
      context.lineTo(from, y + 4 * size);
      context.moveTo(from, y);
      context.lineTo(to, y);
      context.moveTo(to, y - 4 * size);
      context.lineTo(to, y + 4 * size);
      context.stroke();
    }
    context.beginPath();
    const path = {
      meeting: [],
      statement: [[0, -5], [5, 4], [-5, 4]],
      document: [[-4, -4], [4, -4], [4, 4], [-4, 4]],
      action: [[0, -5], [5, 0], [0, 5], [-5, 0]],
    }[event.kind];
    if (path.length) for (const [dx, dy] of path) context.lineTo(at + dx * size, y + dy * size);
    else context.arc(at, y, 4.5 * size, 0, 7);
    context.closePath();
    context.fillStyle = isVague ? ink.ground : ink[event.kind];
    context.fill();
    context.strokeStyle = isVague ? ink[event.kind] : ink.text;
    context.stroke();
  }

  /** That something goes on beyond the edge. */
  chevron(x, y, to) {
    const { context } = this;
    context.beginPath();
    context.moveTo(x, y - 4);
    context.lineTo(x + to, y);
    context.lineTo(x, y + 4);
    context.stroke();
  }

  conflict(x, y) {
    const { context, ink } = this;
    context.strokeStyle = ink.alarm;
    context.beginPath();
    context.moveTo(x, y + 5);
    context.lineTo(x + 5, y - 5);
    context.lineTo(x + 10, y + 5);
    context.closePath();
    context.moveTo(x + 5, y - 2);
    context.lineTo(x + 5, y + 1.5);
    context.moveTo(x + 5, y + 2.5);
    context.lineTo(x + 5, y + 3.5);
    context.stroke();
  }

  /** Claims of what comes before what. */
  arrows({ layout, arrows, chosen, scroll }, x) {
    const { context, ink } = this;
    const clip = (at) => Math.min(Math.max(at, this.edge[0] - 200), this.edge[1] + 200);
    for (const { from, to, directed, aside } of arrows) {
      const [first, second] = [layout.first.get(from), layout.first.get(to)];
      if (!first || !second) continue;
      const [a, b] = [clip(this.middle(from.at.end, x)), clip(this.middle(to.at.begin, x))];
      const [ya, yb] = [first.y - scroll, second.y - scroll];
      if (Math.max(ya, yb) < HEAD || Math.min(ya, yb) > this.height) continue;
      if (Math.max(a, b) < this.edge[0] || Math.min(a, b) > this.edge[1]) continue;
      const isChosen = chosen.includes(from) || chosen.includes(to);
      context.strokeStyle = aside ? ink.alarm : isChosen ? ink.accent : ink.faint;
      context.fillStyle = context.strokeStyle;
      context.setLineDash(aside ? [5, 3] : []);
      const reach = Math.min(Math.max(Math.abs(b - a) / 3, 12), 60);
      context.beginPath();
      context.moveTo(a, ya);
      context.bezierCurveTo(a + reach, ya, b - reach, yb, b, yb);
      context.stroke();
      context.setLineDash([]);
      if (!directed) continue;
      context.beginPath();
      context.moveTo(b, yb);
      context.lineTo(b - 7, yb - 3.5);
      context.lineTo(b - 7, yb + 3.5);
      context.fill();
    }
  }

  /** How many events of a lane certainly last at a place, and how many perhaps do. */
  strip(lane, { scroll, from, zoom, gutter }, x) {
    const step = 3;
    const count = Math.ceil((this.width - gutter) / step) + 1;
    const certain = new Int32Array(count + 1);
    const perhaps = new Int32Array(count + 1);
    const column = (place) => Math.min(Math.max(Math.floor(((place - from) * zoom) / step), -1), count);
    const add = (counts, begin, end) => {
      if (end < 0 || begin >= count) return;
      counts[Math.max(begin, 0)] += 1;
      counts[Math.min(end, count - 1) + 1] -= 1;
    };
    for (const event of lane.events) {
      const { begin, end } = event.at;
      add(perhaps, column(begin[0]), column(end[1]));
      const last = event.instant ? begin[1] : end[0];
      const [sure, until] = event.instant ? [column(begin[0]), column(last)] : [column(begin[1]), column(last)];
      // A window within one column is as good as a point there.
      if (event.instant ? sure === until : sure <= until && begin[1] <= last) add(certain, sure, until);
    }
    let most = 1;
    for (const counts of [perhaps, certain]) {
      for (let at = 1; at < count; at += 1) counts[at] += counts[at - 1];
    }
    for (let at = 0; at < count; at += 1) most = Math.max(most, perhaps[at]);
    const { context, ink } = this;
    const foot = lane.y + lane.height - 3 - scroll;
    for (const [counts, alpha] of [
      [perhaps, 0.35],
      [certain, 0.9],
    ]) {
      context.globalAlpha = alpha;
      context.fillStyle = ink.meeting;
      for (let at = 0; at < count; at += 1) {
        if (!counts[at]) continue;
        const high = Math.max((counts[at] / most) * (STRIP - 8), 1);
        context.fillRect(gutter + at * step, foot - high, step - 0.5, high);
      }
    }
    context.globalAlpha = 1;
    context.fillStyle = ink.faint;
    context.fillText(`at most ${most} at once`, this.width - 130, lane.y + 10 - scroll);
  }

  /** The event at a point of the canvas, the nearest one. */
  hit(x, y) {
    let found = null;
    for (const [[left, right, labelEnd], middle, half, event] of this.drawn ?? []) {
      if (Math.abs(y - middle) > half || x < left - 4 || x > Math.max(right, labelEnd) + 4) continue;
      // What is drawn is meant rather than the label of another.
      const away = x > right ? 1 : 0;
      if (!found || away < found[0]) found = [away, event];
    }
    return found?.[1] ?? null;
  }
}
