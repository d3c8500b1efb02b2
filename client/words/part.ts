/** What a sentence takes into it, as it is to be printed. */
export type Part = string | number | boolean | null | undefined;
