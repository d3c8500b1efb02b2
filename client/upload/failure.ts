import { Failure } from "../api";
import * as words from "../words/upload";

/** Why something was refused, in words for the reader. A fault that is nobody's answer is also told to the console. */
export function failureWords(error: unknown, otherwise: string): string {
  if (!(error instanceof Failure)) {
    console.error(error);
    return otherwise;
  }
  return error.status === 401 || error.status === 403 ? words.tokenRefused(error.message) : error.message;
}
