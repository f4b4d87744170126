/** SQL list of the projections that change row by row: those whose changes leave a before image. */
export const undoableTables = `(
  select c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid where p.proname = 'record_projection_undo')`
