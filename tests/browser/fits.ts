/** Looks at a page from inside it: each function runs in the browser and takes nothing from here. */

/** By how much the page scrolls sideways, and what stands furthest out; nothing where it does not. */
export function boundsOf(): string {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return "";
  const out = [...document.querySelectorAll("body *")].filter((one) => {
    const { left, right, width } = one.getBoundingClientRect();
    return width > 0 && (right > clientWidth + 1 || left < -1) && one.closest(".scroll, .unseen, .skip") === null;
  });
  return `scrolls sideways by ${scrollWidth - clientWidth} px: ${out.slice(0, 3).map((one) => `${one.tagName.toLowerCase()}.${one.className}`)}`;
}

/** Texts that a box cuts off. What is shortened on purpose, with the whole a step away, is left out. */
export function clippedIn(): string[] {
  const SHORTENED = ".unseen, .stamp, .clipped, .scroll, select, option, canvas, textarea, .plot, .note-line";
  return [...document.querySelectorAll("main *, .masthead *, #banner *")].flatMap((one) => {
    if (!(one instanceof HTMLElement) || one.closest(SHORTENED) !== null || one.clientHeight === 0) return [];
    const hasText = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? "").trim() !== "");
    if (!hasText) return [];
    const { overflowX, overflowY, webkitLineClamp } = getComputedStyle(one);
    if (webkitLineClamp !== "none") return [];
    const cut = (overflowY !== "visible" && one.scrollHeight > one.clientHeight + 1) || (overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1);
    // A button of fixed height shows its text over its edge instead of cutting it.
    const burst = one.matches("button, .button") && one.scrollHeight > one.clientHeight + 2;
    return cut || burst ? [`cuts off "${(one.textContent ?? "").trim().slice(0, 40)}" (${one.className})`] : [];
  });
}

/** Numbers a reader would take for others: their letters fell to a line below, or the link before them lies over their first digits. */
export function jumbledIn(): string[] {
  const fallen = [...document.querySelectorAll("td .cell")].filter((one) => one.getBoundingClientRect().height > 34);
  const covered = [...document.querySelectorAll(".incident-table tbody tr")].filter((row) => {
    const [link, count] = [row.querySelector("th a"), row.querySelector("td.people > *")].map((one) => one?.getBoundingClientRect());
    return link !== undefined && count !== undefined && link.bottom > count.top && count.bottom > link.top && link.right > count.left;
  });
  return [...fallen, ...covered].map((one) => `jumbles "${(one.textContent ?? "").trim().slice(0, 40)}"`);
}

/** Rows of tables that scroll sideways whose names scroll out of sight. */
export function namelessIn(): string[] {
  return [...document.querySelectorAll(".scroll")].flatMap((box) => {
    if (box.scrollWidth <= box.clientWidth + 1) return [];
    box.scrollLeft = box.scrollWidth;
    const { left, right } = box.getBoundingClientRect();
    const nameless = [...box.querySelectorAll("tbody tr")].filter((row) => {
      const names = [...row.querySelectorAll("th:not(:has(.unseen))")].map((name) => {
        const words = document.createRange();
        words.selectNodeContents(name);
        return words.getBoundingClientRect();
      });
      return (
        row.getClientRects().length > 0 && row.querySelector("th") !== null && !names.some((one) => one.width > 1 && one.left >= left && one.right <= right)
      );
    });
    box.scrollLeft = 0;
    return nameless.slice(0, 2).map((row) => `names no row of "${(row.textContent ?? "").slice(0, 60)}" when scrolled`);
  });
}

/** Controls that forced colours leave without an edge, and the current view without a mark. */
export function edgelessIn(): string[] {
  // Methods of one value: a named function would need what the compiler adds beside it, which the page does not have.
  const look = {
    seen(one: Element) {
      return one.getClientRects().length > 0;
    },
    edged(one: Element) {
      const { borderTopStyle, borderTopWidth, outlineStyle } = getComputedStyle(one);
      return (borderTopStyle !== "none" && Number.parseFloat(borderTopWidth) >= 1) || outlineStyle !== "none";
    },
  };
  const controls = [...document.querySelectorAll("main button:not(.plain), main select, main input[type=text], main textarea, main .segments")];
  const current = document.querySelector('.masthead a[aria-current="page"]');
  const bars = [...document.querySelectorAll(".bar span, .strip span, .key .mark")];
  return [
    ...controls.filter((one) => look.seen(one) && !look.edged(one)).map((one) => `no edge: ${one.className} ${one.textContent?.slice(0, 30)}`),
    ...(current !== null &&
    getComputedStyle(current).borderBottomColor === getComputedStyle(document.querySelector(".masthead nav a:not([aria-current])") ?? current).borderBottomColor
      ? ["the current view has no mark"]
      : []),
    ...[...document.querySelectorAll(".segments label:has(input:checked)")]
      .filter((one) => getComputedStyle(one).forcedColorAdjust !== "none")
      .map((one) => `not told from the rest: ${one.textContent}`),
    ...bars
      .filter(
        (one) => look.seen(one) && getComputedStyle(one).forcedColorAdjust !== "none" && getComputedStyle(one).backgroundImage === "none" && !look.edged(one),
      )
      .map((one) => `no colour: ${one.className}`),
  ];
}
