import type { Browser } from "playwright-core";
import { openBrowser, openPage } from "../support/browser";
import { startServer, type TestServer } from "../support/server";

/** One server and one browser for all suites: starting them costs more than most tests. */
export interface Stage {
  readonly server: TestServer;
  readonly browser: Browser;
  open(): Promise<void>;
  close(): Promise<void>;
}

export function makeStage(): Stage {
  let opened: { server: TestServer; browser: Browser } | null = null;
  const present = () => {
    if (opened === null) throw new Error("The stage is not open yet.");
    return opened;
  };
  return {
    get server() {
      return present().server;
    },
    get browser() {
      return present().browser;
    },
    async open() {
      // One after the other: a server that does not start must not leave a browser behind.
      const server = await startServer();
      const browser = await openBrowser();
      opened = { server, browser };
      // A page that stays keeps the process for the tests' own.
      await (await openPage(browser)).page.goto(`${server.url}/favicon.svg`);
    },
    async close() {
      await opened?.browser.close();
      await opened?.server.close();
    },
  };
}
