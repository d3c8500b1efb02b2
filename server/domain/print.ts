/** Made when it is first needed: it takes some ten milliseconds, which a thread that only reads a file need not spend. */
let count: Intl.NumberFormat | undefined;

/** A number for people: `1,234`, with a true minus sign. */
export function printNumber(value: number): string {
  count ??= new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
  return count.format(value).replace("-", "−");
}

/** A difference for people: `+285`, `−16`, `0`. */
export function printSigned(value: number): string {
  return value > 0 ? `+${printNumber(value)}` : printNumber(value);
}

/**
 * A percentage as the field prints it (FIELD, section 3): whole, "over" when the true value is above the printed one, "nearly"
 * when below, bare within 0.05; under one percent is said so. The sign is left to the words around it.
 */
export function printPercent(percent: number): string {
  const size = Math.abs(percent);
  if (size === 0) return "0%";
  if (size < 1) return "under 1%";
  const whole = Math.round(size);
  if (Math.abs(size - whole) <= 0.05) return `${printNumber(whole)}%`;
  return `${size > whole ? "over" : "nearly"} ${printNumber(whole)}%`;
}
