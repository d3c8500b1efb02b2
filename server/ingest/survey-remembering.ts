import type { Mapping } from "../domain/report";
import { hasRemembered } from "./position";
import { type Reading, type ReadOptions, type Source, surveyFile } from "./read";

/** How the columns of a dataset's files were read before. */
export interface RememberedColumns {
  mapping?: Mapping;
  constants?: Record<string, string>;
}

/** A survey, and the options the rows are to be read with. */
export interface Surveyed {
  survey: Reading;
  reading: ReadOptions;
}

/** Surveys a file; where nothing was said of its columns and it has all those of the remembered mapping, by that mapping. */
export async function surveyRemembering(source: Source, given: ReadOptions, { mapping, constants }: RememberedColumns): Promise<Surveyed> {
  const survey = await surveyFile(source, given);
  const isSilent = given.mapping === undefined && given.constants === undefined && given.format === undefined;
  const columns = Object.values(mapping ?? {}).flat();
  if (!isSilent || columns.length === 0 || !columns.every((column) => hasRemembered(survey.header, column))) return { survey, reading: given };
  const reading = { ...given, mapping, constants };
  return { survey: await surveyFile(source, reading), reading };
}
