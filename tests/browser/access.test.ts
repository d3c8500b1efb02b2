import { after, before, describe } from "node:test";
import { noBrowser } from "../support/browser";
import { access } from "./access.suite";
import { away } from "./away.suite";
import { names } from "./names.suite";
import { rightToLeft } from "./right-to-left.suite";
import { makeStage } from "./stage";
import { tokens } from "./tokens.suite";

const stage = makeStage();

/** Apart from the other browser tests: the walk through every view and state takes as long as a third of them. */
describe("in the browser, for everybody", { skip: noBrowser, concurrency: 2 }, () => {
  before(() => stage.open());
  after(() => stage.close());
  access(stage);
  away(stage);
  names(stage);
  rightToLeft(stage);
  tokens(stage);
});
