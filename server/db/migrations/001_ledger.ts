import type { Knex } from "knex";

/**
 * The ledger. A batch is one upload's rows and never changes once staged; a revision is a list of batches; publishing moves
 * `dataset.current_revision`. The rules that keep the schema ready for a distributed database (CONTRIBUTING, "Schema rules"):
 * `incident`, `figure`, `supersession` and `rejected_row` carry `line` in their only key, have no triggers, identity or generated columns and
 * no foreign keys (a foreign key would also cost every loaded row a look-up; only staging writes these tables, by batch).
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    create table dataset (
      id bigint generated always as identity primary key,
      slug text not null unique,
      title text not null,
      kind text not null check (kind in ('incidents', 'figures')),
      publisher text not null,
      licence text not null,
      sharing text not null check (sharing in ('rows', 'aggregates')),
      methodology text not null,
      homepage text,
      counts_militants boolean,
      counts_operations boolean,
      counts_injured boolean,
      coverage text,
      best_rule text not null,
      current_revision bigint,
      -- How its published files were read (mapping, constants, spellings), for the next file of the same kind.
      remembered jsonb not null default '{}',
      created_at timestamptz not null default now(),
      archived_at timestamptz
    )`);
  await db.raw(`
    create table batch (
      id bigint generated always as identity primary key,
      dataset_id bigint not null references dataset,
      state text not null check (state in ('staging', 'staged', 'published', 'invalid')),
      mode text not null check (mode in ('replace', 'append', 'update')),
      base_revision bigint,
      owner text not null,
      file_name text,
      content_hash text not null,
      options jsonb not null,
      report jsonb not null,
      row_count bigint not null default 0,
      created_at timestamptz not null default now()
    )`);
  await db.raw("create index batch_by_dataset on batch (dataset_id, id)");
  await db.raw(`
    create table revision (
      dataset_id bigint not null references dataset,
      revision bigint not null,
      action text not null check (action in ('publish', 'restore')),
      restored_from bigint,
      batch_id bigint references batch,
      published_at timestamptz not null default now(),
      published_by text not null,
      primary key (dataset_id, revision)
    )`);
  await db.raw(`
    create table revision_batch (
      dataset_id bigint not null,
      revision bigint not null,
      batch_id bigint not null references batch,
      primary key (dataset_id, revision, batch_id),
      foreign key (dataset_id, revision) references revision
    )`);
  await db.raw(`
    create table incident (
      batch_id bigint not null,
      line bigint not null,
      part bigint not null,
      incident_id text,
      occurred_on date not null,
      ended_on date,
      date_precision text not null,
      province text not null,
      province_raw text not null,
      district text,
      place text,
      latitude double precision,
      longitude double precision,
      victim text not null,
      incident_type text,
      tactic text,
      perpetrator text,
      claimed_by text,
      target text,
      incidents bigint not null,
      fatalities bigint,
      fatalities_low bigint,
      fatalities_high bigint,
      injured bigint,
      injured_low bigint,
      injured_high bigint,
      source text,
      source_url text,
      published_on date,
      notes text,
      extra jsonb,
      -- The line and part of the first row of the same incident; the row's own where it stands alone.
      lead_line bigint not null,
      lead_part bigint not null,
      -- False for a report of an incident that another row already stands for.
      counted boolean not null,
      -- How many fatal incidents the lead row stands for; null where that is not known.
      fatal bigint,
      -- What this row itself reported, where the counted values were chosen among several reports.
      reported jsonb,
      primary key (batch_id, line, part)
    )`);
  await db.raw("create index incident_by_day on incident (batch_id, occurred_on)");
  await db.raw("create index incident_by_id on incident (batch_id, incident_id) where incident_id is not null");
  await db.raw(`
    create table figure (
      batch_id bigint not null,
      line bigint not null,
      part bigint not null,
      period text not null,
      period_start date not null,
      period_end date not null,
      region text not null,
      victim text not null,
      incident_type text not null,
      measure text not null,
      value numeric not null,
      qualifier text not null,
      scope text not null,
      published_on date not null,
      report text,
      source text,
      source_url text,
      note text,
      extra jsonb,
      primary key (batch_id, line, part)
    )`);
  // A line of an earlier batch that an update replaces or withdraws in the revisions that hold both.
  await db.raw(`
    create table supersession (
      batch_id bigint not null,
      old_batch_id bigint not null,
      line bigint not null,
      primary key (batch_id, old_batch_id, line)
    )`);
  await db.raw(`
    create table rejected_row (
      batch_id bigint not null,
      line bigint not null,
      cells jsonb not null,
      issues jsonb not null,
      primary key (batch_id, line)
    )`);
  // The additive rollup of a batch: '' as dimension and member is the whole, '' as victim is all victims.
  await db.raw(`
    create table cube (
      batch_id bigint not null,
      dimension text not null,
      member text,
      period_start date not null,
      precision text not null,
      province text not null,
      victim text not null,
      row_count bigint not null,
      incidents bigint not null,
      fatal_incidents bigint not null,
      fatalities bigint,
      fatalities_low bigint,
      fatalities_high bigint,
      fatalities_blank bigint not null,
      fatalities_high_blank bigint not null,
      injured bigint,
      injured_low bigint,
      injured_high bigint,
      injured_blank bigint not null,
      injured_high_blank bigint not null
    )`);
  await db.raw("create index cube_by_cell on cube (batch_id, dimension, period_start)");
  await db.raw(`
    create table token (
      id bigint generated always as identity primary key,
      name text not null,
      role text not null check (role in ('reader', 'editor', 'admin')),
      hash text not null unique,
      created_at timestamptz not null default now(),
      expires_at timestamptz,
      revoked_at timestamptz
    )`);
  await db.raw(`
    create table audit_entry (
      id bigint generated always as identity primary key,
      at timestamptz not null default now(),
      actor text not null,
      action text not null,
      dataset text,
      detail jsonb not null
    )`);
}

export async function down(db: Knex): Promise<void> {
  for (const table of [
    "audit_entry",
    "token",
    "cube",
    "rejected_row",
    "supersession",
    "figure",
    "incident",
    "revision_batch",
    "revision",
    "batch",
    "dataset",
  ]) {
    await db.schema.dropTable(table);
  }
}
