// Where times stand along the picture: in proportion, or condensed by the bounds that are known.

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Steps of an axis, in milliseconds, months or years, from fine to coarse. */
const STEPS = [
  ...[1, 10, 100, 1000, 5000, 15_000, 30_000].map((ms) => ({ ms })),
  ...[1, 5, 15, 30, 60, 180, 360, 720].map((minutes) => ({ ms: minutes * 60_000 })),
  ...[1, 2, 7].map((days) => ({ ms: days * DAY })),
  ...[1, 3, 6].map((months) => ({ months })),
  ...[1, 2, 5].flatMap((n) => [0, 1, 2, 3, 4].map((zeros) => ({ months: 12 * n * 10 ** zeros }))),
].sort((a, b) => stepLength(a) - stepLength(b));

function stepLength(step) {
  return step.ms ?? step.months * 30.44 * DAY;
}

/** A scale turns milliseconds into units of length, which the view moves and stretches, and back. */
class Scale {
  constructor(bounds, clock, isCondensed) {
    this.clock = clock;
    this.isCondensed = isCondensed;
    const known = [...new Set(bounds)].sort((a, b) => a - b);
    const [first, last] = known.length ? [known[0], known[known.length - 1]] : [0, 0];
    const more = Math.max((last - first) / 50, 500);
    this.times = isCondensed ? [first - more, ...known, last + more] : [first - more, last + more];
    this.places = [isCondensed ? 0 : this.times[0]];
    for (let i = 1; i < this.times.length; i += 1) {
      const long = this.times[i] - this.times[i - 1];
      this.places.push(this.places[i - 1] + (isCondensed ? Math.max(long, 0.001) ** 0.25 : long));
    }
  }

  /** From where to where all is. */
  get whole() {
    return [this.places[0], this.places[this.places.length - 1]];
  }

  /** Beyond the last bounds it goes on as between them. */
  convert(value, from, to) {
    let [low, high] = [0, from.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (from[middle] <= value) low = middle;
      else high = middle;
    }
    return to[low] + ((value - from[low]) / (from[high] - from[low])) * (to[high] - to[low]);
  }

  place(ms) {
    return this.isCondensed ? this.convert(ms, this.times, this.places) : ms;
  }

  time(place) {
    return this.isCondensed ? this.convert(place, this.places, this.times) : place;
  }

  /** What stands along the axis: `[place, text, context]`, at least so far apart. */
  marks(from, to, apart) {
    return this.isCondensed ? this.bounds(from, to, apart) : this.round(from, to, apart);
  }

  /** The bounds themselves; between two of them, these. */
  bounds(from, to, apart) {
    const marks = [];
    let free = -Infinity;
    for (let i = 1; i < this.times.length - 1; i += 1) {
      const place = this.places[i];
      if (place < from || place > to || place < free) continue;
      free = place + 1.6 * apart;
      marks.push([place, this.bound(i), ""]);
    }
    if (marks.length || this.times.length < 4) return marks;
    const next = this.places.findIndex((place) => place > to);
    if (next === 1) return [[from, `before ${this.bound(1)}`, ""]];
    if (next < 0 || next > this.times.length - 2) return [[from, `after ${this.bound(this.times.length - 2)}`, ""]];
    return [[from, `between ${this.bound(next - 1)} and ${this.bound(next)}`, ""]];
  }

  bound(at) {
    // A date ends a microsecond before the next one begins, which is what is told.
    const time = this.times[at];
    const reading = this.clock.reading(((time % 1000) + 1000) % 1000 > 999 ? Math.ceil(time) : Math.floor(time));
    const unit = ["day", "minute", "second"].find((unit) => begins(reading, unit)) ?? "fraction";
    return this.clock.text(reading, unit);
  }

  /** Round times, and above them what they are part of. */
  round(from, to, apart) {
    const step = STEPS.find((step) => stepLength(step) >= apart) ?? STEPS[STEPS.length - 1];
    const marks = [];
    let [reading, context] = [this.floor(this.clock.reading(from), step), null];
    for (let count = 0; count < 400; count += 1) {
      const place = this.clock.at(reading);
      if (place > to) break;
      const [text, above] = this.told(reading, step);
      if (place >= from || marks.length === 0) marks.push([place, text, above === context ? "" : above]);
      context = above;
      reading = this.next(reading, step);
    }
    return marks;
  }

  floor(reading, step) {
    if (step.ms === 7 * DAY) return Math.floor((reading - 4 * DAY) / step.ms) * step.ms + 4 * DAY;
    if (step.ms) return Math.floor(reading / step.ms) * step.ms;
    const [year, month] = dateOf(Math.floor(reading / DAY));
    const months = Math.floor((year * 12 + month - 1) / step.months) * step.months;
    return daysOf(Math.floor(months / 12), (months % 12 + 12) % 12 + 1, 1) * DAY;
  }

  next(reading, step) {
    return step.ms ? reading + step.ms : this.floor(reading + (step.months + 0.6) * 30.44 * DAY, step);
  }

  told(reading, step) {
    const [year, month, day] = dateOf(Math.floor(reading / DAY));
    if (step.months >= 12) return [String(year), ""];
    if (step.months) return [MONTHS[month - 1], String(year)];
    if (step.ms >= DAY) return [String(day), `${MONTHS[month - 1]} ${year}`];
    const text = this.clock.text(reading, step.ms >= 60_000 ? "minute" : step.ms >= 1000 ? "second" : "fraction");
    return [text.slice(text.indexOf(" ") + 1), `${day} ${MONTHS[month - 1]} ${year}`];
  }
}
