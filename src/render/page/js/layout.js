// Events in the rows of their lanes, so that nothing covers anything: anew for each stretch, not for each move.

const HEAD = 44;
const ROW = 20;
const THIN = 8;
const STRIP = 34;
const GAP = 8;
/** A lane of more rows than this has no labels, and thin rows. */
const MOST_ROWS = 14;
/** More events than this in view are drawn as how many there are. */
const MOST_DRAWN = 5000;
const LONGEST = 340;

/** The room of an event's shape, in pixels from the origin of places, its label left out. */
function room(event, zoom) {
  const { begin, end } = event.at;
  if (event.instant) return [begin[0] * zoom - 6, begin[1] * zoom + 6];
  const left = begin[0] * zoom;
  return [left - 1, Math.max(end[1] * zoom, left + 3) + 1];
}

class Layout {
  /**
   * @param lanes for each lane its name and its events, in order of their earliest beginning
   * @param zoom pixels for a unit of length
   * @param isStrip whether only numbers are drawn
   * @param width tells how wide the label of an event is
   */
  constructor(lanes, zoom, isStrip, width) {
    this.lanes = [];
    this.isStrip = isStrip;
    let y = HEAD;
    for (const { name, events } of lanes) {
      const lane = { name, events, y, items: [] };
      if (isStrip) {
        lane.height = STRIP;
      } else {
        const labelled = pack(events, zoom, width);
        const isThin = labelled.rows > MOST_ROWS;
        const packed = isThin ? pack(events, zoom, null) : labelled;
        const row = isThin ? THIN : ROW;
        lane.isThin = isThin;
        lane.height = Math.max(packed.rows * row, ROW) + 8;
        lane.items = packed.items.map(([event, at]) => ({ event, y: y + 4 + (at + 0.5) * row, isThin }));
      }
      this.lanes.push(lane);
      y += lane.height;
    }
    this.height = y;
    /** Where each event stands first. */
    this.first = new Map();
    for (const { items } of this.lanes) {
      for (const item of items) if (!this.first.has(item.event)) this.first.set(item.event, item);
    }
  }
}

/** Puts each event into the first row that is free. */
function pack(events, zoom, width) {
  const ends = [];
  const items = [];
  for (const event of events) {
    let [left, right] = room(event, zoom);
    if (event.conflict) left -= 14;
    if (width) right += GAP + width(event);
    let row = 0;
    while (row < ends.length && ends[row] + (width ? GAP : 2) > left) row += 1;
    ends[row] = right;
    items.push([event, row]);
    // No lane with labels has so many rows: the rest need not be known.
    if (width && row > MOST_ROWS) return { rows: row + 1, items };
  }
  return { rows: ends.length, items };
}
