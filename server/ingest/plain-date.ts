/** Months by their names in Urdu and in Arabic, east and west: the first is January. Letters as `alike` makes them. */
const MONTHS: string[][] = [
  ["جنوری", "يناير", "كانون الثاني", "جانفي"],
  ["فروری", "فبراير", "شباط", "فيفري"],
  ["مارچ", "مارس", "آذار"],
  ["اپریل", "أبريل", "نيسان", "أفريل"],
  ["مئی", "مايو", "أيار", "ماي"],
  ["جون", "يونيو", "حزيران", "جوان"],
  ["جولائی", "يوليو", "تموز", "جويلية"],
  ["اگست", "أغسطس", "آب", "أوت"],
  ["ستمبر", "سبتمبر", "أيلول"],
  ["اکتوبر", "أكتوبر", "تشرين الأول"],
  ["نومبر", "نوفمبر", "تشرين الثاني"],
  ["دسمبر", "ديسمبر", "كانون الأول"],
];
const ENGLISH = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** One form of letters that Arabic and Urdu keyboards write differently. */
function alike(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\u064b-\u0652\u0640]/g, "")
    .replace(/[أإآٱ]/g, "ا")
    .replace(/[یىئ]/g, "ي")
    .replace(/ک/g, "ك")
    .replace(/[ہۃة]/g, "ه");
}

const BY_WORD = new Map(MONTHS.flatMap((words, month) => words.map((word): [string, string] => [alike(word), ENGLISH[month] ?? ""])));
const LONGEST_FIRST = [...BY_WORD.keys()].sort((a, b) => b.length - a.length);
const WORD = new RegExp(`(?<!\\p{L})(?:${LONGEST_FIRST.join("|")})(?!\\p{L})`, "gu");

/**
 * A date as its shapes are matched: in lower case and plain characters, Urdu and Arabic digits as 0-9, Urdu and Arabic months in
 * English, any dash as -, any blank as one blank.
 */
export function plainDate(cell: string): string {
  const text = cell
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/[\u2010-\u2015\u2212\u06d4]/g, "-")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
  if (!/\p{Script=Arabic}/u.test(text)) return text;
  // The letter after a year stands for "of the common era".
  return alike(text.replace(/(\d) ?[ءم](?!\p{L})/gu, "$1").replaceAll("،", ",")).replace(WORD, (word) => BY_WORD.get(word) ?? word);
}
