/** What a sentence takes into it, as it is to be printed. */
export type Part = string | number | boolean | null | undefined;

/** A sentence with pieces of a page in it, such as numbers that are links, in the order of the language. */
export type Said<Piece> = (string | Piece)[];
