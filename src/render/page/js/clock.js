// Ticks as people read them, on the clock of the timeline.

const DAY = 86_400_000;

class Clock {
  constructor(zone) {
    this.fixed = zone.offset === null ? null : Number(zone.offset) / 1000;
    this.name = zone.name === "floating" ? "" : zone.name;
    if (this.fixed === null) {
      try {
        const options = { timeZone: zone.name, hourCycle: "h23", era: "short" };
        for (const part of ["year", "month", "day", "hour", "minute", "second"]) options[part] = "numeric";
        this.format = new Intl.DateTimeFormat("en-u-ca-gregory", options);
      } catch {
        // A browser that does not know the zone.
        this.fixed = 0;
        this.name = "UTC";
      }
    }
  }

  /** How far the clock is ahead of UTC at a time, in milliseconds. */
  offset(ms) {
    if (this.fixed !== null) return this.fixed;
    const whole = Math.floor(ms / 1000) * 1000;
    if (Math.abs(whole) > 8e15) return 0;
    const part = Object.fromEntries(this.format.formatToParts(whole).map(({ type, value }) => [type, value]));
    const year = part.era === "BC" ? 1 - Number(part.year) : Number(part.year);
    const days = daysOf(year, Number(part.month), Number(part.day));
    const read = ((Number(part.hour) * 60 + Number(part.minute)) * 60 + Number(part.second)) * 1000;
    return days * DAY + read - whole;
  }

  /** What the clock reads, in milliseconds. */
  reading(ms) {
    return ms + this.offset(ms);
  }

  /** Where the clock reads so, or about there where it is put forward or back. */
  at(reading) {
    const guess = reading - this.offset(reading);
    return reading - this.offset(guess);
  }

  /** A tick, exactly. */
  moment(tick) {
    const ms = Number(tick / 1000n) - (tick % 1000n < 0n ? 1 : 0);
    const text = this.text(this.reading(ms), "second");
    const fraction = ((tick % 1_000_000n) + 1_000_000n) % 1_000_000n;
    return fraction ? `${text}.${String(fraction).padStart(6, "0").replace(/0+$/, "")}` : text;
  }

  /** Between which times something lies: as a date where one covers just that. */
  window([earliest, latest]) {
    if (earliest === null && latest === null) return "at any time";
    if (earliest !== null && earliest === latest) return this.moment(earliest);
    const first = earliest === null ? null : this.seconds(earliest);
    const last = latest === null ? null : this.seconds(latest) + 1000;
    if (first === null) return `by ${this.short(last - 1000, last)}`;
    if (last === null) return `from ${this.short(first, first)}`;
    const unit = ["year", "month", "day", "minute", "second"].find((unit) => begins(first, unit) && begins(last, unit));
    const [from, to] = [this.text(first, unit), this.text(last - 1000, unit)];
    return from === to ? from : `${from} to ${to}`;
  }

  /** What the clock reads, down to whole seconds: a strict relation leaves a bound a microsecond beside a date. */
  seconds(tick) {
    const second = tick / 1_000_000n - (tick % 1_000_000n < 0n ? 1n : 0n);
    return this.reading(Number(second) * 1000);
  }

  short(reading, edge) {
    return this.text(reading, begins(edge, "day") ? "day" : begins(edge, "minute") ? "minute" : "second");
  }

  /** A reading down to a unit. */
  text(reading, unit) {
    const [year, month, day] = dateOf(Math.floor(reading / DAY));
    const two = (number) => String(number).padStart(2, "0");
    const written = year < 0 ? `-${String(-year).padStart(4, "0")}` : String(year).padStart(4, "0");
    if (unit === "year") return written;
    if (unit === "month") return `${written}-${two(month)}`;
    const date = `${written}-${two(month)}-${two(day)}`;
    if (unit === "day") return date;
    const within = ((reading % DAY) + DAY) % DAY;
    const clock = `${two(Math.floor(within / 3_600_000))}:${two(Math.floor(within / 60_000) % 60)}`;
    if (unit === "minute") return `${date} ${clock}`;
    const seconds = `${date} ${clock}:${two(Math.floor(within / 1000) % 60)}`;
    if (unit === "second") return seconds;
    return `${seconds}.${String(Math.floor(within % 1000)).padStart(3, "0")}`;
  }
}

/** Whether a unit begins with a reading. */
function begins(reading, unit) {
  const [, month, day] = dateOf(Math.floor(reading / DAY));
  const midnight = reading % DAY === 0;
  if (unit === "year") return midnight && day === 1 && month === 1;
  if (unit === "month") return midnight && day === 1;
  if (unit === "day") return midnight;
  return reading % (unit === "minute" ? 60_000 : 1000) === 0;
}

/** The days from 1970-01-01 to a date of the Gregorian calendar. */
function daysOf(year, month, day) {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const ofEra = shifted - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

/** The date so many days after 1970-01-01. */
function dateOf(days) {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const shiftedMonth = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return [year + era * 400 + (month <= 2 ? 1 : 0), month, day];
}
