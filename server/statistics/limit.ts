/** A breakdown with more rows than one answer may have. */
export class TooManyRows extends Error {}
