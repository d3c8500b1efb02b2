import * as words from "../words/upload-review";
import { saveBlob } from "./save";

/** The rows the server kept out need the token, so they cannot be a plain link. */
export async function saveRejected(id: number, token: string): Promise<string> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("GET", `/api/imports/${id}/rejected.csv`);
    request.responseType = "blob";
    request.setRequestHeader("authorization", `Bearer ${token}`);
    request.addEventListener("load", () => {
      if (request.status !== 200 || !(request.response instanceof Blob)) return resolve(words.theRowsCouldNot);
      saveBlob(request.response, `rejected-${id}.csv`);
      resolve(words.saved);
    });
    request.addEventListener("error", () => resolve(words.theServerCouldNot));
    request.send();
  });
}
