import { createHash } from "node:crypto";
import { escaped } from "../domain/xml";

/** Something that happened to the numbers, at the moment of a revision. */
export interface FeedEntry {
  /** What makes it this one for ever, whatever the host is called. */
  key: string;
  title: string;
  text: string;
  author: string;
  /** The numbers as they were then. */
  address: string;
  updated: string;
}

export interface Feed {
  key: string;
  title: string;
  /** The page of the site it is about, and its own address. */
  home: string;
  address: string;
  /** Newest first. */
  entries: FeedEntry[];
}

/** A name-based identifier (UUID version 8, RFC 9562): the same key has the same on every host. */
function identifier(key: string): string {
  const hex = createHash("sha256").update(`incident-ledger ${key}`).digest("hex");
  const variant = "89ab"[Number.parseInt(hex[16] ?? "0", 16) % 4];
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** An empty feed still has a moment: none before the first revision. */
const NEVER = "1970-01-01T00:00:00Z";

/** Atom (RFC 4287). */
export function toAtom({ key, title, home, address, entries }: Feed): string {
  const entry = (one: FeedEntry) => `  <entry>
    <id>${identifier(one.key)}</id>
    <title>${escaped(one.title)}</title>
    <updated>${one.updated}</updated>
    <author><name>${escaped(one.author)}</name></author>
    <link rel="alternate" type="text/html" href="${escaped(one.address)}"/>
    <content type="text">${escaped(one.text)}</content>
  </entry>
`;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>${identifier(key)}</id>
  <title>${escaped(title)}</title>
  <updated>${entries[0]?.updated ?? NEVER}</updated>
  <author><name>Incident Ledger</name></author>
  <link rel="self" type="application/atom+xml" href="${escaped(address)}"/>
  <link rel="alternate" type="text/html" href="${escaped(home)}"/>
${entries.map(entry).join("")}</feed>
`;
}

/** JSON Feed 1.1 (https://jsonfeed.org). */
export function toJsonFeed({ title, home, address, entries }: Feed): string {
  return JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title,
    home_page_url: home,
    feed_url: address,
    items: entries.map((one) => ({
      id: identifier(one.key),
      url: one.address,
      title: one.title,
      content_text: one.text,
      date_published: one.updated,
      authors: [{ name: one.author }],
    })),
  });
}
