import { after, before, describe } from "node:test";
import { noBrowser } from "../support/browser";
import { explore } from "./explore.suite";
import { files } from "./files.suite";
import { frames } from "./frames.suite";
import { hostile } from "./hostile.suite";
import { incidents } from "./incidents.suite";
import { leaving } from "./leaving.suite";
import { looks } from "./looks.suite";
import { overview } from "./overview.suite";
import { reports } from "./reports.suite";
import { revisions } from "./revisions.suite";
import { makeStage } from "./stage";
import { tables } from "./tables.suite";
import { takeAway } from "./take-away.suite";
import { tooltips } from "./tooltips.suite";
import { upload } from "./upload.suite";

const stage = makeStage();

describe("in the browser", { skip: noBrowser, concurrency: 2 }, () => {
  before(() => stage.open());
  after(() => stage.close());
  overview(stage);
  explore(stage);
  incidents(stage);
  looks(stage);
  tables(stage);
  tooltips(stage);
  upload(stage);
  leaving(stage);
  files(stage);
  reports(stage);
  revisions(stage);
  takeAway(stage);
  frames(stage);
  hostile(stage);
});
