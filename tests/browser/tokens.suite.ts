import { describe, test } from "node:test";
import { openPage, visit } from "../support/browser";
import { startServer } from "../support/server";
import type { Stage } from "./stage";

export const tokens = (stage: Stage) =>
  describe("tokens", () => {
    test("where none has been made, the list says why and what to do", async () => {
      const secret = "a-token-of-the-settings-and-of-no-list";
      const server = await startServer({ ADMIN_TOKEN: secret });
      const { page } = await openPage(stage.browser);
      await visit(page, `${server.url}/tokens`);
      await page.getByLabel("Token of an admin").fill(secret);
      await page.getByRole("button", { name: "Show tokens" }).click();
      const list = page.locator("section", { has: page.getByRole("heading", { name: "All tokens" }) });
      await list.getByText(/None has been made yet\. .*ADMIN_TOKEN.* Make one above/).waitFor();
      await page.close();
      await server.close();
    });
  });
