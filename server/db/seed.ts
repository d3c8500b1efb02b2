import { join } from "node:path";
import type { Database } from "./connect";

/** In the bundle the seeds stand beside it as JavaScript, in the sources two rooms away as TypeScript; the figures are in `data/` for both. */
const HERE = import.meta.dirname;
const IS_BUNDLED = import.meta.filename.endsWith(".js");
const SEEDS = IS_BUNDLED ? { directory: join(HERE, "seeds"), loadExtensions: [".js"] } : { directory: join(HERE, "../../seeds"), loadExtensions: [".ts"] };
const DATA = join(HERE, "../../data");

/** Runs the seeds; each gets the open database and the folder of the figures as `knex.userParams` and decides itself whether it has anything to do. */
export async function runSeeds(database: Database): Promise<void> {
  await database.knex.withUserParams({ database, data: DATA }).seed.run(SEEDS);
}
