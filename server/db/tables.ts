import type { Knex } from "knex";

/** A table of the ledger and the columns a row is written with. */
export interface Table {
  name: string;
  columns: string[];
  /** The column whose values the database counts up, if there is one. */
  identity: string | null;
}

/** Every table of the ledger but knex's own, a table after those it refers to; read from the catalog, so that none is forgotten. */
export async function listTables(db: Knex): Promise<Table[]> {
  const { rows: columns } = await db.raw<{ rows: { table: string; column: string; identity: boolean }[] }>(`
    select c.relname as "table", a.attname as "column", a.attidentity <> '' as identity
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where n.nspname = current_schema() and c.relkind in ('r', 'p') and not c.relispartition and c.relname !~ '^knex_'
    order by c.relname, a.attnum`);
  const { rows: references } = await db.raw<{ rows: { from: string; to: string }[] }>(`
    select s.relname as "from", t.relname as "to" from pg_constraint k
    join pg_class s on s.oid = k.conrelid join pg_class t on t.oid = k.confrelid where k.contype = 'f' and s.oid <> t.oid`);
  const tables = new Map<string, Table>();
  for (const { table, column, identity } of columns) {
    const known = tables.get(table) ?? { name: table, columns: [], identity: null };
    known.columns.push(column);
    if (identity) known.identity = column;
    tables.set(table, known);
  }
  const ordered: Table[] = [];
  while (ordered.length < tables.size) {
    const ready = [...tables.values()].filter(
      (table) => !ordered.includes(table) && references.every(({ from, to }) => from !== table.name || ordered.some(({ name }) => name === to)),
    );
    if (ready.length === 0) throw new Error("The tables refer to each other in a circle.");
    ordered.push(...ready);
  }
  return ordered;
}
