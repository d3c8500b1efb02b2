import type { Address } from "../state";

/** What the page's head and foot say about what is shown. */
export interface Shown {
  title: string;
  /** Dataset whose revision the masthead names; null where the view is about none. */
  stamp: { title: string; revision: number | null; publishedAt: string | null } | null;
  colophon?: { dataset: string; text: string };
}

/** A view is built once and shown again for each address it serves; it draws only when all its answers are in. */
export interface View {
  element: HTMLElement;
  show(address: Address, signal: AbortSignal): Promise<Shown>;
  close?(): void;
}
