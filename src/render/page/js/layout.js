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
   * @param whole from where to where all is, in units of length: labels stay within
   * @param isStrip whether only numbers are drawn
   * @param width tells how wide the label of an event is
   */
  constructor(lanes, zoom, whole, isStrip, width) {
    this.lanes = [];
    this.isStrip = isStrip;
    let y = HEAD;
    for (const { name, events } of lanes) {
      const lane = { name, events, y, items: [], isEven: this.lanes.length % 2 === 0 };
      if (isStrip) {
        lane.height = STRIP;
      } else {
        const edges = whole.map((end) => end * zoom);
        const labelled = pack(events, zoom, edges, width);
        const isThin = labelled.rows > MOST_ROWS;
        const packed = isThin ? pack(events, zoom, edges, null) : labelled;
        const row = isThin ? THIN : ROW;
        lane.isThin = isThin;
        lane.height = Math.max(packed.rows * row, ROW) + 8;
        lane.items = packed.items.map(([event, at, side, left, right]) => ({
          event,
          y: y + 4 + (at + 0.5) * row,
          isThin,
          side,
          left,
          right,
        }));
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

/** Where the label of an event stands, and the room of both: behind it, before it, or below it. */
function beside([left, right], [least, most], wide) {
  if (right + GAP + wide <= most) return ["behind", left, right + GAP + wide];
  if (left - GAP - wide >= least) return ["before", left - GAP - wide, right];
  return ["below", left, Math.max(right, left + wide)];
}

/** Puts each event into the first row that is free. */
function pack(events, zoom, edges, width) {
  const ends = [];
  const rooms = events.map((event) => {
    const own = room(event, zoom);
    if (event.conflict) own[0] -= 14;
    return [event, ...(width ? beside(own, edges, width(event)) : ["none", ...own])];
  });
  rooms.sort((a, b) => a[2] - b[2]);
  const items = [];
  const gap = width ? GAP : 2;
  for (const [event, side, left, right] of rooms) {
    const lines = side === "below" ? 2 : 1;
    const isFree = (row) => row >= ends.length || ends[row] + gap <= left;
    let row = 0;
    while (!isFree(row) || (lines === 2 && !isFree(row + 1))) row += 1;
    for (let line = 0; line < lines; line += 1) ends[row + line] = right;
    items.push([event, row, side, left, right]);
    // A lane with labels has no more rows: the rest need not be known.
    if (width && row > MOST_ROWS) return { rows: row + 1, items };
  }
  return { rows: ends.length, items };
}
