import { DELIMITER_NAMES, DELIMITERS } from "../../server/ingest/dialect";
import { ENCODINGS } from "../../server/ingest/encoding";
import { fill, freshId, h } from "../dom";
import { capital } from "../format";
import * as say from "../words/upload-columns";
import type { Choices } from "./choices";
import type { Change, Panel } from "./draft";
import type { Preview } from "./preview";

const ENCODING_WORDS: Record<string, string> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16, little-endian",
  "utf-16be": "UTF-16, big-endian",
  "windows-1252": "Windows-1252",
  "windows-1256": say.windows1256ArabicUrdu,
  "iso-8859-1": "Latin-1",
  macintosh: say.macRoman,
  xlsx: say.excelWorkbook,
};

export function delimiterWord(delimiter: string): string {
  return DELIMITER_NAMES.find((name) => DELIMITERS[name] === delimiter) ?? (delimiter === "" ? say.noDelimiter : delimiter);
}

export function encodingWord(encoding: string): string {
  return ENCODING_WORDS[encoding] ?? encoding;
}

/** How the file was written, in a line: `UTF-8, comma, header on line 1`. */
export function writtenWords({ encoding, delimiter, sheet, header_line }: Pick<Preview, "encoding" | "delimiter" | "sheet" | "header_line">): string {
  if (encoding === "") return say.notTold;
  const cells = sheet === null ? delimiterWord(delimiter) : say.sheet(sheet);
  return [encodingWord(encoding), cells, header_line > 0 && say.headerOnLine(header_line)].filter(Boolean).join(", ");
}

/** How the file is written, and each point of it by hand where the file misleads. */
export function writtenPanel(change: Change): Panel {
  const field = (label: string) => {
    const input = h("select", { id: freshId("written") });
    return { input, element: h("div", { class: "field" }, h("label", { for: input.id }, label), input) };
  };
  const offer = (input: HTMLSelectElement, options: [string, string][], value: string) => {
    const key = JSON.stringify(options);
    if (input.dataset.offered !== key)
      fill(
        input,
        options.map(([option, words]) => h("option", { value: option }, words)),
      );
    input.dataset.offered = key;
    input.value = value;
  };
  const [encoding, delimiter] = [field(say.encoding), field(say.cellsSetApartBy)];
  const line = h("input", { type: "text", inputmode: "numeric", id: freshId("header-line"), autocomplete: "off" });
  const lineField = h("div", { class: "field" }, h("label", { for: line.id }, say.headerLine), line);
  encoding.input.addEventListener("change", () => change({ encoding: (encoding.input.value || undefined) as Choices["encoding"] }));
  delimiter.input.addEventListener("change", () => change({ delimiter: (delimiter.input.value || undefined) as Choices["delimiter"] }));
  line.addEventListener("change", () => {
    const number = Number(line.value);
    change({ header_line: Number.isInteger(number) && number >= 1 && number <= 1000 ? number : undefined });
  });
  const summary = h("span");
  const element = h(
    "section",
    { class: "section quiet" },
    h(
      "details",
      { class: "written" },
      h("summary", {}, h("b", {}, say.howTheFileIs), summary),
      h("div", { class: "choices" }, encoding.element, delimiter.element, lineField),
    ),
  );
  return {
    element,
    show({ preview, choices }) {
      fill(summary, writtenWords(preview));
      const isWorkbook = preview.sheets.length > 0;
      const found = (word: string, given: unknown) => (given === undefined ? say.asFound(word) : say.asFoundAgain);
      offer(
        encoding.input,
        [["", found(encodingWord(preview.encoding), choices.encoding)], ...ENCODINGS.map((name): [string, string] => [name, encodingWord(name)])],
        choices.encoding ?? "",
      );
      offer(
        delimiter.input,
        [["", found(delimiterWord(preview.delimiter), choices.delimiter)], ...DELIMITER_NAMES.map((name): [string, string] => [name, capital(name)])],
        choices.delimiter ?? "",
      );
      encoding.element.hidden = isWorkbook;
      delimiter.element.hidden = isWorkbook;
      if (document.activeElement !== line) line.value = String(preview.header_line || "");
    },
  };
}
