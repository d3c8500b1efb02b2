import { type Issue, issueAt } from "../domain/issue";
import { findVictim, isBesideClasses } from "../domain/victim";
import { countColumnOf } from "./columns";
import { quote } from "./fault";
import type { Columns } from "./header";

/** What was assumed of columns whose headers leave something open: told once, since a reader may know better. */
export function assumedOf(columns: Columns, line: number): Issue[] {
  const warn = (code: string, message: string) => issueAt("warning", line, null, null, code, message);
  return [...measureAssumed(columns, warn), ...besideClasses(columns, warn), ...deadlyOnly(columns, warn)];
}

type Warn = (code: string, message: string) => Issue;
const headersOf = (columns: Columns, test: (key: string) => boolean) =>
  [...columns.at.values()]
    .flat()
    .filter((index) => test(columns.keys[index] ?? ""))
    .map((index) => quote(columns.header[index] ?? ""));

/** Says where victim classes without a word of what is counted are taken for people killed. */
function measureAssumed(columns: Columns, warn: Warn): Issue[] {
  const bare = [...columns.at].filter(([field, [index]]) => {
    const key = columns.keys[index ?? -1] ?? "";
    return countColumnOf(field)?.victim !== undefined && countColumnOf(key) === null && findVictim(key) !== null;
  });
  const classes = bare.filter(([field]) => countColumnOf(field)?.victim !== null);
  if (classes.length < 2) return [];
  const names = bare.map(([, [index]]) => quote(columns.header[index ?? -1] ?? "")).join(", ");
  const message = `The columns ${names} do not say what they count; they are read as people killed. If they are wounded, say so by mapping={"injured_civilian":...}.`;
  return [warn("measure_assumed", message)];
}

/** Says where a class that is none of the three is counted as not specified. */
function besideClasses(columns: Columns, warn: Warn): Issue[] {
  const words = (key: string) => key.split("_").filter((word) => !/^(?:killed|injured|wounded|deaths?|fatalities|injuries)$/.test(word));
  const names = headersOf(columns, (key) => isBesideClasses(words(key).join(" ")));
  if (names.length === 0) return [];
  return [warn("class_beside", `${names.join(", ")}: neither civilians, forces nor militants for certain. They are counted as victims not specified.`)];
}

/** SATP's incidents of killing leave out those in which nobody died. */
function deadlyOnly(columns: Columns, warn: Warn): Issue[] {
  const [name] = headersOf(columns, (key) => /^incidents_of_killings?$/.test(key));
  if (name === undefined) return [];
  const message = `${name} counts only incidents in which somebody was killed: fewer than all incidents, which other publishers count. Say so in a column scope.`;
  return [warn("deadly_incidents_only", message)];
}
