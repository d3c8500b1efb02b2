import type { Knex } from "knex";

/**
 * Who may do what, and what was done. Tokens remember when they were last used, and a name belongs to one token at a time.
 * The token of the setting ADMIN_TOKEN is no longer stored: it is valid for as long as the setting has it, and no longer.
 * `audit_entry` can only grow: it is local to the coordinator, so a trigger may hold that. `kept_answer` is what a request with an
 * Idempotency-Key was answered, for whoever asks again because the answer was lost.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw("alter table token add column last_used_at timestamptz");
  await db.raw("update token set revoked_at = now() where name = 'ADMIN_TOKEN' and revoked_at is null");
  await db.raw("create unique index token_name_in_use on token (lower(name)) where revoked_at is null");
  await db.raw("alter table audit_entry add column token_id bigint, add column address text");
  await db.raw(`
    create function refuse_rewriting() returns trigger language plpgsql as $$
    begin
      raise exception 'The table % only grows: what was done cannot be rewritten.', tg_table_name;
    end $$`);
  await db.raw("create trigger audit_entry_stays before update or delete on audit_entry for each row execute function refuse_rewriting()");
  await db.raw("create trigger audit_entry_is_kept before truncate on audit_entry for each statement execute function refuse_rewriting()");
  await db.raw(`
    create table kept_answer (
      asker text not null,
      key text not null,
      fingerprint text not null,
      owner text not null,
      -- Null while the request is under way.
      status bigint,
      location text,
      body text,
      created_at timestamptz not null default now(),
      primary key (asker, key)
    )`);
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable("kept_answer");
  await db.raw("drop trigger audit_entry_is_kept on audit_entry");
  await db.raw("drop trigger audit_entry_stays on audit_entry");
  await db.raw("drop function refuse_rewriting()");
  await db.raw("alter table audit_entry drop column token_id, drop column address");
  await db.raw("drop index token_name_in_use");
  await db.raw("alter table token drop column last_used_at");
}
