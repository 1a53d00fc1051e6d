// Prints what the package @markwhen/parser reads: the header, the events in order, and messages of the parser.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.env.DEMARCHE_TOOLS, "package.json"));
const { parse } = require("@markwhen/parser");

const parsed = parse(readFileSync(0, "utf8"));
const events = [];
const walk = (node) => {
  if (node.children) {
    node.children.forEach(walk);
    return;
  }
  events.push({
    date: node.firstLine.datePart,
    title: node.firstLine.restTrimmed,
    from: node.dateRangeIso.fromDateTimeIso,
    to: node.dateRangeIso.toDateTimeIso,
    tags: node.tags,
    properties: node.properties,
    description: node.supplemental.map((part) => part.raw ?? "").join("\n"),
  });
};
walk(parsed.events);
process.stdout.write(
  JSON.stringify({ header: parsed.header, events, messages: parsed.parseMessages }),
);
