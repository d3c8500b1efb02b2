/** Looks at what is read from right to left, from inside the page: each function runs in the browser and takes nothing from here. */

/** What is cut off or covered in a picture, or does not begin at its right: title, key and source. */
export function faultsOfPicture(): string[] {
  const svg = document.querySelector("svg") as SVGSVGElement;
  const room = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll<SVGTextElement>("text:not([aria-hidden])")].map((one) => ({
    words: one.textContent ?? "",
    box: one.getBoundingClientRect(),
  }));
  const start = room.right - 32;
  const far = texts.filter(({ box }) => box.left < room.left || box.right > room.right + 0.5 || box.top < room.top || box.bottom > room.bottom);
  const covered = texts.flatMap((a, at) =>
    texts
      .slice(at + 1)
      .filter((b) => a.box.left < b.box.right - 1 && b.box.left < a.box.right - 1 && a.box.top + 3 < b.box.bottom - 3 && b.box.top + 3 < a.box.bottom - 3)
      .map((b) => `"${a.words}" and "${b.words}" lie over each other`),
  );
  const [title] = texts;
  const source = texts.find(({ words }) => words.startsWith("Source"));
  const begins = [title, source].filter((one) => one === undefined || Math.abs(one.box.right - start) > 2);
  return [
    ...far.map(({ words }) => `"${words}" leaves the picture`),
    ...covered,
    ...begins.map((one) => `"${one?.words}" begins at ${one?.box.right} and not at ${start}`),
  ];
}

/** Makes the words of a picture letters read from right to left, and tells which signed numbers, ranges and bounds run the wrong way. */
export function turnedInPicture(): { seen: number; reversed: string[] } {
  let seen = 0;
  const reversed = [...document.querySelectorAll<SVGTextElement>("svg text:not([aria-hidden])")].flatMap((one) => {
    one.textContent = (one.textContent ?? "").replace(/(?<!\d-)[A-Za-z]/g, "س");
    const text = one.textContent;
    return [...text.matchAll(/(?<![\d-])(?:[+−≥]\d[\d,.]*|\d[\d,]*–\d[\d,]*)/g)].flatMap(({ 0: words, index }) => {
      seen += 1;
      const [first, last] = [index, index + words.length - 1].map((at) => one.getExtentOfChar(at).x);
      return (first ?? 0) >= (last ?? 0) ? [text] : [];
    });
  });
  return { seen, reversed };
}

/** From where to where the first lines of a picture have ink, in CSS pixels of its 1,200. */
export async function inkOf(address: string): Promise<{ left: number; right: number }> {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width;
  canvas.height = 140;
  const context = canvas.getContext("2d") as CanvasRenderingContext2D;
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  let [left, right] = [canvas.width, 0];
  for (let at = 0; at < data.length; at += 4) {
    if ((data[at] ?? 255) > 120) continue;
    const x = (at / 4) % canvas.width;
    [left, right] = [Math.min(left, x), Math.max(right, x)];
  }
  return { left: left / 2, right: right / 2 };
}

/** A map's signs stand before their words, from right to left; its names and key lie within the page and apart. */
export function faultsOfMap(): string[] {
  document.documentElement.dir = "rtl";
  const names = [...document.querySelectorAll("svg.map text")].map((one) => ({ words: one.textContent ?? "", box: one.getBoundingClientRect() }));
  const items = [...document.querySelectorAll(".atlas .key-item")].map((one) => ({
    words: one.textContent ?? "",
    box: one.getBoundingClientRect(),
    sign: one.firstElementChild?.getBoundingClientRect(),
  }));
  const parted = [...names, ...items].flatMap((a, at, all) =>
    all
      .slice(at + 1)
      .filter((b) => a.box.left < b.box.right - 1 && b.box.left < a.box.right - 1 && a.box.top + 3 < b.box.bottom - 3 && b.box.top + 3 < a.box.bottom - 3)
      .map((b) => `"${a.words}" and "${b.words}" lie over each other`),
  );
  const wrong = items.filter(({ box, sign }) => sign === undefined || Math.abs(sign.right - box.right) > 2);
  const cut = [...names, ...items].filter(({ box }) => box.left < 0 || box.right > innerWidth);
  const words = [...document.querySelectorAll<HTMLElement>(".atlas .key-item > :last-child")].find((one) => one.textContent?.includes("and over"));
  const turned = words?.firstChild?.nodeType === Node.TEXT_NODE ? words.firstChild : null;
  if (turned === null) return ["the key has no open class"];
  turned.textContent = "300 سسس";
  const range = document.createRange();
  range.setStart(turned, 0);
  range.setEnd(turned, 1);
  const number = range.getBoundingClientRect().left;
  range.setStart(turned, 5);
  range.setEnd(turned, 6);
  return [
    ...parted,
    ...wrong.map((one) => `the sign of "${one.words}" does not stand before it`),
    ...cut.map((one) => `"${one.words}" is cut`),
    ...(number < range.getBoundingClientRect().left ? ["the words of an open class stand before its number"] : []),
  ];
}

/** The scale over Compare's dots begins at the left, as each row's dots do, lies within its column and over no heading. */
export function faultsOfDots(): string[] {
  document.documentElement.dir = "rtl";
  const cell = document.querySelector(".publisher-dots thead .plot-cell")?.getBoundingClientRect();
  const labels = [...document.querySelectorAll(".publisher-dots .tick-label")].filter((one) => one.checkVisibility());
  const boxes = labels.map((one) => ({ words: one.textContent ?? "", box: one.getBoundingClientRect() }));
  const dots = [...document.querySelectorAll(".publisher-dots tbody tr")].map((row) => ({
    value: Number((row.querySelector(".figure-cell a")?.textContent ?? "").replace(/\D/g, "")),
    x: row.querySelector("circle")?.getBoundingClientRect().left ?? 0,
  }));
  const out = boxes.filter(({ box }) => cell === undefined || box.left < cell.left - 1 || box.right > cell.right + 1);
  return [
    ...(boxes.length < 2 ? ["there is no scale"] : []),
    ...out.map(({ words, box }) => `"${words}" from ${box.left} to ${box.right} leaves its column from ${cell?.left} to ${cell?.right}`),
    ...boxes.flatMap(({ words, box }, at) => (at > 0 && box.left < (boxes[at - 1]?.box.right ?? 0) ? [`"${words}" does not follow the one before`] : [])),
    ...dots.flatMap(({ value, x }, at) => (at > 0 && x > (dots[at - 1]?.x ?? 0) ? [`the dot of ${value} stands beyond a larger one`] : [])),
  ];
}

/** Turns the page, its words made of letters read from right to left, and tells which signed numbers and ranges run the wrong way. */
export function numbersTurned(): { seen: number; reversed: string[] } {
  document.documentElement.dir = "rtl";
  const walker = document.createTreeWalker(document.querySelector("main") ?? document.body, NodeFilter.SHOW_TEXT);
  const reversed: string[] = [];
  let seen = 0;
  for (let node = walker.nextNode() as Text | null; node !== null; node = walker.nextNode() as Text | null) {
    const text = node;
    if (!text.parentElement?.checkVisibility()) continue;
    text.data = text.data.replace(/(?<!\d-)[A-Za-z]/g, "س");
    for (const { 0: words, index } of text.data.matchAll(/(?<![\d-])(?:[+−≥]\d[\d,.]*|\d[\d,]*–\d[\d,]*)/g)) {
      const [first, last] = [index, index + words.length - 1].map((at) => {
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        return range.getClientRects()[0];
      });
      if (!first || !last) continue;
      seen += 1;
      if (first.left >= last.left) reversed.push(text.data);
    }
  }
  return { seen, reversed };
}
