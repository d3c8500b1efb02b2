import { type Period, parsePeriod } from "./period";

/** Splits at commas; a comma inside a value is written `\\,`. */
function splitList(text: string): string[] {
  return text.split(/(?<!\\),/).map((value) => value.replace(/\\,/g, ",").trim());
}

/** Ways to read the parameters of an address; what cannot be read is told to `fault` and answered as if it were not said. */
export function reader(params: URLSearchParams, fault: (parameter: string, message: string) => void) {
  const list = (name: string) =>
    params
      .getAll(name)
      .flatMap(splitList)
      .filter((value) => value !== "");
  const single = (name: string): string | null => {
    const values = params.getAll(name);
    if (values.length > 1) fault(name, `Give "${name}" once.`);
    return values[0]?.trim() || null;
  };
  const choice = <T extends string>(name: string, values: readonly T[], fallback: T): T => {
    const value = single(name);
    if (value === null) return fallback;
    if ((values as readonly string[]).includes(value)) return value as T;
    fault(name, `"${value}" is not a ${name}. Use one of ${values.join(", ")}.`);
    return fallback;
  };
  const period = (name: string): Period | null => {
    const value = single(name);
    const found = value === null ? null : parsePeriod(value);
    if (value !== null && found === null) fault(name, `"${value}" is not a period. Write 2024, 2024-Q3, 2024-09 or 2024-09-14.`);
    return found;
  };
  return { list, single, choice, period };
}
