// What the claims say together, and what follows for two events: exactly, in whole microseconds.
//
// Claims are edges `to - from <= weight` between points of time, point 0 being the origin. What follows for two
// points is the length of a shortest path. Numbers are BigInts: ticks have up to 63 bits.

/** The relations in their order: what each says of the four ends, as `[lesser, greater, least distance]`. */
const RELATIONS = (() => {
  const [bx, fx, by, fy] = [0, 1, 2, 3];
  const less = (a, b) => [[a, b, 1n]];
  const same = (a, b) => [[a, b, 0n], [b, a, 0n]];
  return {
    before: less(fx, by),
    meets: [...same(fx, by), ...less(bx, by), ...less(fx, fy)],
    overlaps: [...less(bx, by), ...less(by, fx), ...less(fx, fy)],
    finished_by: [...less(bx, by), ...same(fx, fy)],
    contains: [...less(bx, by), ...less(fy, fx)],
    starts: [...same(bx, by), ...less(fx, fy)],
    equals: [...same(bx, by), ...same(fx, fy)],
    started_by: [...same(bx, by), ...less(fy, fx)],
    during: [...less(by, bx), ...less(fx, fy)],
    finishes: [...less(by, bx), ...same(fx, fy)],
    overlapped_by: [...less(by, bx), ...less(fy, fx), ...less(bx, fy)],
    met_by: [...same(bx, fy), ...less(by, bx), ...less(fy, fx)],
    after: less(fy, bx),
  };
})();

class Network {
  constructor(events, edges) {
    this.events = events;
    this.edges = edges.map(([from, to, weight, claim]) => ({ from, to, weight: BigInt(weight), claim }));
    let count = 1;
    for (const { from, to } of this.edges) count = Math.max(count, from + 1, to + 1);
    for (const event of events) count = Math.max(count, event.points[0] + 1, event.points[1] + 1);
    this.count = count;
    this.connect();
    this.ofClaim = new Map();
    for (const edge of this.edges) {
      if (edge.claim < 0) continue;
      if (!this.ofClaim.has(edge.claim)) this.ofClaim.set(edge.claim, []);
      this.ofClaim.get(edge.claim).push(edge);
    }
  }

  /** Finds which points hang together other than by the origin, and the edges of each such part. */
  connect() {
    const parent = Array.from({ length: this.count }, (_, point) => point);
    const find = (point) => {
      while (parent[point] !== point) point = parent[point] = parent[parent[point]];
      return point;
    };
    for (const { from, to } of this.edges) if (from && to) parent[find(from)] = find(to);
    this.part = parent.map((_, point) => find(point));
    this.parts = new Map();
    for (const edge of this.edges) {
      const part = this.part[edge.from || edge.to];
      if (!this.parts.has(part)) this.parts.set(part, { edges: [], heights: null });
      this.parts.get(part).edges.push(edge);
    }
  }

  /** The edges of the parts of some points. */
  edgesOf(points) {
    const parts = new Set(points.map((point) => this.part[point]));
    return [...parts].flatMap((part) => this.parts.get(part)?.edges ?? []);
  }

  /** Heights that keep all edges of the parts of some points, the origin at 0: what it takes to search by Dijkstra's way. */
  heights(points) {
    const heights = new Map([[0, 0n]]);
    for (const part of new Set(points.map((point) => this.part[point]))) {
      const own = this.parts.get(part);
      if (!own) continue;
      own.heights ??= settle(own.edges).heights;
      const ground = own.heights.get(0) ?? 0n;
      for (const [point, at] of own.heights) heights.set(point, at - ground);
    }
    for (const point of points) if (!heights.has(point)) heights.set(point, 0n);
    return heights;
  }

  /** The distances from a point to all points of some parts. */
  distances(source, points) {
    const heights = this.heights(points);
    const out = outgoing(this.edgesOf(points));
    const reached = new Map();
    const queue = new Heap();
    queue.push(0n, source);
    while (queue.size) {
      const [far, point] = queue.pop();
      if (reached.has(point)) continue;
      reached.set(point, far);
      for (const { to, weight } of out.get(point) ?? []) {
        if (!reached.has(to)) queue.push(far + weight + heights.get(point) - heights.get(to), to);
      }
    }
    for (const [point, far] of reached) reached.set(point, far - heights.get(source) + heights.get(point));
    return reached;
  }

  /** What the four ends of two events are to each other: edges between them, as tight as all claims make them. */
  between(x, y) {
    const ends = [...this.events[x].points, ...this.events[y].points];
    const points = [...new Set(ends)];
    const edges = [];
    for (const from of points) {
      const far = this.distances(from, points);
      for (const to of [0, ...points]) {
        if (to !== from && far.has(to)) edges.push({ from, to, weight: far.get(to), claim: -1 });
      }
    }
    const far = this.distances(0, points);
    for (const to of points) if (far.has(to)) edges.push({ from: 0, to, weight: far.get(to), claim: -1 });
    return { ends, points, edges };
  }

  /** What a relation says of the ends of two events, as edges. */
  said(relation, ends) {
    return RELATIONS[relation].map(([less, more, by]) => ({ from: ends[more], to: ends[less], weight: -by, claim: -2 }));
  }

  /** The relations in which two events stand in at least one world. */
  possible(x, y) {
    const { ends, edges } = this.between(x, y);
    return Object.keys(RELATIONS).filter((relation) => !settle([...edges, ...this.said(relation, ends)]).cycle);
  }

  /** Claims without any one of which one of some assumptions, each a list of edges, would have a world. */
  refute(points, assumptions) {
    const all = this.edgesOf(points);
    const heights = this.heights(points);
    const claims = new Set();
    for (const assumed of assumptions) {
      const { cycle } = settle([...all, ...assumed], heights, assumed);
      if (!cycle) return null;
      for (const edge of cycle) if (edge.claim >= 0) claims.add(edge.claim);
    }
    // The worst are tried first: what remains rests on better ones. Claims are numbered from the best.
    let kept = [...claims].sort((a, b) => a - b);
    for (const claim of [...kept].reverse()) {
      const fewer = kept.filter((other) => other !== claim);
      if (assumptions.every((assumed) => settle([...this.only(fewer, assumed), ...assumed]).cycle)) kept = fewer;
    }
    return kept;
  }

  /** The edges of some claims, and the facts of the records about their points and those of some more edges. */
  only(claims, more) {
    const edges = claims.flatMap((claim) => this.ofClaim.get(claim) ?? []);
    const touched = new Set([...edges, ...more].flatMap(({ from, to }) => [from, to]));
    const facts = this.facts ??= this.edges.filter((edge) => edge.claim === -1);
    const begins = this.factsOf ??= new Map(facts.flatMap((fact) => [[fact.from, fact], [fact.to, fact]]));
    const own = new Set([...touched].map((point) => begins.get(point)).filter(Boolean));
    return [...edges, ...own];
  }

  /** Why two events stand in no other than the possible relations. */
  why(x, y, possible) {
    const ends = [...this.events[x].points, ...this.events[y].points];
    const others = Object.keys(RELATIONS).filter((relation) => !possible.includes(relation));
    return this.refute(ends, others.map((relation) => this.said(relation, ends))) ?? [];
  }

  /** Why an end of an event lies no earlier, or no later, than its bound. */
  whyBound(point, isLower, bound) {
    const beyond = isLower
      ? { from: 0, to: point, weight: bound - 1n, claim: -2 }
      : { from: point, to: 0, weight: -bound - 1n, claim: -2 };
    return this.refute([point], [[beyond]]) ?? [];
  }

  /** A world in which two events stand in a relation: the ticks of their four ends. */
  world(x, y, relation) {
    const { ends, points, edges } = this.between(x, y);
    let all = [...edges, ...this.said(relation, ends)];
    const chosen = new Map();
    for (const point of points) {
      const to = shortest(all, point);
      const from = shortest(all, 0);
      // Beside what was chosen before, as near as may be, where there is no bound.
      const low = to.has(0) ? -to.get(0) : null;
      const high = from.has(point) ? from.get(point) : null;
      const at = low ?? high ?? 0n;
      chosen.set(point, at);
      all = [...all, { from: 0, to: point, weight: at, claim: -2 }, { from: point, to: 0, weight: -at, claim: -2 }];
    }
    return ends.map((point) => chosen.get(point));
  }
}

/** The edges that lead away from each point. */
function outgoing(edges) {
  const out = new Map();
  for (const edge of edges) {
    const own = out.get(edge.from);
    if (own) own.push(edge);
    else out.set(edge.from, [edge]);
  }
  return out;
}

/**
 * Heights that keep all edges (Bellman, Ford and Moore), or a cycle of edges that none keep. Where heights are given,
 * they keep all but the edges that are new.
 */
function settle(edges, given, fresh = edges) {
  const out = outgoing(edges);
  const heights = new Map(given);
  for (const { from, to } of edges) {
    if (!heights.has(from)) heights.set(from, 0n);
    if (!heights.has(to)) heights.set(to, 0n);
  }
  const reason = new Map();
  let queue = [...new Set(fresh.map((edge) => edge.from))];
  const waits = new Set(queue);
  let lowered = 0;
  while (queue.length) {
    const later = [];
    for (const point of queue) {
      waits.delete(point);
      const here = heights.get(point);
      for (const edge of out.get(point) ?? []) {
        const at = here + edge.weight;
        if (at >= heights.get(edge.to)) continue;
        heights.set(edge.to, at);
        reason.set(edge.to, edge);
        lowered += 1;
        if (!waits.has(edge.to)) {
          waits.add(edge.to);
          later.push(edge.to);
        }
      }
      // Reasons that go round are of a cycle that nothing keeps (Cherkassky and Goldberg 1999).
      if (lowered >= heights.size) {
        lowered = 0;
        const found = round(reason);
        if (found) return { cycle: found };
      }
    }
    queue = later;
  }
  return { heights };
}

/** A cycle of reasons, if there is one. */
function round(reason) {
  const seen = new Map();
  let walk = 0;
  for (const begin of reason.keys()) {
    walk += 1;
    let at = begin;
    while (reason.has(at) && !seen.has(at)) {
      seen.set(at, walk);
      at = reason.get(at).from;
    }
    if (!reason.has(at) || seen.get(at) !== walk) continue;
    const edges = [];
    let back = at;
    do {
      edges.push(reason.get(back));
      back = reason.get(back).from;
    } while (back !== at);
    return edges.reverse();
  }
  return null;
}

/** The distances from a point along few edges. */
function shortest(edges, source) {
  const far = new Map([[source, 0n]]);
  for (let changed = true; changed; ) {
    changed = false;
    for (const { from, to, weight } of edges) {
      if (!far.has(from)) continue;
      const at = far.get(from) + weight;
      if (far.has(to) && far.get(to) <= at) continue;
      far.set(to, at);
      changed = true;
    }
  }
  return far;
}

/** A binary heap: the least first. */
class Heap {
  constructor() {
    this.items = [];
  }

  get size() {
    return this.items.length;
  }

  push(at, value) {
    const items = this.items;
    let place = items.length;
    items.push([at, value]);
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (items[above][0] <= at) break;
      items[place] = items[above];
      place = above;
    }
    items[place] = [at, value];
  }

  pop() {
    const items = this.items;
    const least = items[0];
    const last = items.pop();
    if (items.length) {
      let place = 0;
      for (;;) {
        let below = 2 * place + 1;
        if (below >= items.length) break;
        if (below + 1 < items.length && items[below + 1][0] < items[below][0]) below += 1;
        if (items[below][0] >= last[0]) break;
        items[place] = items[below];
        place = below;
      }
      items[place] = last;
    }
    return least;
  }
}
