/**
 * Whether a reader holds what bears the tag, by If-None-Match: any of the tags it names, also as weak ones, which proxies that pack an answer make of them, or anything at all (RFC 9110, 13.1.2).
 */
export function isHeld(named: string | undefined, tag: string): boolean {
  const all = named?.split(",").map((text) => text.trim()) ?? [];
  return ["*", tag, `W/${tag}`].some((one) => all.includes(one));
}
