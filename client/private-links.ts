import { download, isPrivate } from "./api";
import { saveBlob } from "./upload/save";

/**
 * Where reading is private, a plain link to the API would arrive without the token: such a link is fetched with it and saved. What
 * holds no figures, templates and the description, is open and is left to the browser.
 */
export function followPrivateLinks(fail: (error: unknown) => void): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!(link instanceof HTMLAnchorElement) || !isPrivate() || event.defaultPrevented) return;
    if (link.origin !== location.origin || !/^\/api\/(?!templates\/|openapi\.json)./.test(link.pathname)) return;
    event.preventDefault();
    download(`${link.pathname}${link.search}`)
      .then(({ blob, name }) => saveBlob(blob, link.download || name))
      .catch(fail);
  });
}
