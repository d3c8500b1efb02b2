-- Spreads a migrated ledger over a Citus cluster (PostgreSQL 15 with Citus 13, or newer). Run it on the coordinator, with no server process
-- of the ledger running, once Citus is installed and the workers are added:
--
--   psql -v ON_ERROR_STOP=1 -f server/db/distribute.sql "$DATABASE_URL"
--
-- It may be run again: what is distributed already is left as it is. Rows that are there already are moved to the workers. Incidents and what
-- belongs to them lie by `line`, so that one large batch is spread evenly; small tables that everything is joined with lie whole on
-- every worker; the audit and knex's tables stay on the coordinator. Migrations run on the coordinator as before.
do $$
declare
  target text;
  counted text;
  following bigint;
  numbers jsonb := '{}';
begin
  if to_regproc('create_reference_table') is null then
    raise exception 'Citus is not installed in this database. Begin with "create extension citus" on the coordinator and on every worker.';
  end if;
  -- Citus begins the numbers of identity columns anew, also of tables that only refer to one that is spread.
  for target, counted in
    select attrelid::regclass, attname from pg_attribute where attidentity <> '' and attrelid in ('dataset'::regclass, 'batch'::regclass, 'token'::regclass)
  loop
    numbers := numbers || jsonb_build_object(target || '.' || counted, nextval(pg_get_serial_sequence(target, counted)));
  end loop;
  -- A table comes after those it refers to.
  foreach target in array array['dataset', 'batch', 'revision', 'revision_batch', 'token', 'cube'] loop
    if not exists (select from pg_dist_partition where logicalrelid = target::regclass) then
      perform create_reference_table(target::regclass);
    end if;
  end loop;
  if not exists (select from pg_dist_partition where logicalrelid = 'incident'::regclass) then
    perform create_distributed_table('incident'::regclass, 'line');
  end if;
  foreach target in array array['figure', 'rejected_row', 'supersession'] loop
    if not exists (select from pg_dist_partition where logicalrelid = target::regclass) then
      perform create_distributed_table(target::regclass, 'line', colocate_with => 'incident');
    end if;
  end loop;
  for counted, following in select * from jsonb_each_text(numbers) loop
    perform setval(pg_get_serial_sequence(split_part(counted, '.', 1), split_part(counted, '.', 2)), following, false);
  end loop;
end
$$;
