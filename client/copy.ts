/** Puts text on the clipboard; says whether it is there. A page without the right to it gets false, and should show the text. */
export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
