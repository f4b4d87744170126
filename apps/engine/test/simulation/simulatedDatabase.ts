import { type Db, openDb, type Queryable } from '@infinitio/db'
import { createTestDatabase } from '@infinitio/db/test'
import type { Role } from '@infinitio/db/migrations'

/** The one real database of the simulation, emptied before each run, with one connection for each role. */
export type SimulatedDatabase = {
  as: (role: Role) => Db
  /**
   * Empties every table and begins every sequence again. A thorough one also frees the space of old rows, which is slower: where a new row lies then does not
   * depend on what was played before, and with it the order of rows that no statement orders.
   */
  reset: (how?: { isThorough: boolean }) => Promise<void>
  /** What `now()` says in every statement from here on. */
  setClock: (nowMs: number) => Promise<void>
  stop: () => Promise<void>
}

const VACUUM_EVERY = 25

/**
 * Makes a database of its own on the test server. Its `now()` is the simulation's clock (a function of the same name in a schema that is
 * searched first, also where a column's default says `now()`), so no row holds a time of the machine.
 */
export async function openSimulatedDatabase(): Promise<SimulatedDatabase> {
  const database = await createTestDatabase()
  const owner = openDb({ url: database.ownerUrl, max: 1, onError: () => {} })
  await owner.query('create schema simulation', [])
  await owner.query('create table simulation.clock (at timestamptz not null)', [])
  await owner.query("insert into simulation.clock values ('2026-01-01')", [])
  await owner.query(
    `create function simulation.now() returns timestamptz language sql stable security definer as 'select at from simulation.clock'`,
    [],
  )
  await owner.query('grant usage on schema simulation to public', [])
  const defaults = await owner.query<{ tables: string; columns: string }>(
    `select table_name as tables, column_name as columns from information_schema.columns where table_schema = 'public' and column_default = 'now()'`,
    [],
  )
  for (const { tables, columns } of defaults) await owner.query(`alter table "${tables}" alter column "${columns}" set default simulation.now()`, [])
  const searching = (url: string) =>
    `${url}?options=${encodeURIComponent('-c search_path=simulation,public,pg_catalog -c plan_cache_mode=force_generic_plan')}`
  const roles = Object.fromEntries(
    Object.entries(database.urls).map(([role, url]) => [role, keepingPlans(openDb({ url: searching(url), max: 1, onError: () => {} }))]),
  ) as Record<Role, Db>
  const emptying = await emptier(owner)
  let resets = 0
  return {
    as: (role) => roles[role],
    async reset({ isThorough } = { isThorough: false }) {
      resets += 1
      await emptying({ isThorough: isThorough || resets % VACUUM_EVERY === 0 })
    },
    setClock: async (nowMs) =>
      void (await owner.query('update simulation.clock set at = to_timestamp($1::double precision / 1000)', [nowMs], { prepared: true })),
    async stop() {
      await Promise.all([owner, ...Object.values(roles)].map((db) => db.close()))
      await database.drop()
    },
  }
}

/** A function that empties the tables, but keeps the rows that migrations put there; a thorough one also gives back their space. */
async function emptier(owner: Db): Promise<(how: { isThorough: boolean }) => Promise<void>> {
  const tables = await owner.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like '\\_%' order by relname`,
    [],
  )
  // Statistics that come at a time of their own would change plans, and with them the order of rows.
  for (const { name } of tables) await owner.query(`alter table "${name}" set (autovacuum_enabled = false)`, [])
  const sequences = await owner.query<{ name: string }>("select sequencename as name from pg_sequences where schemaname = 'public' order by 1", [])
  const kept: string[] = []
  for (const { name } of tables) {
    await owner.query(`create table simulation."first_${name}" as select * from "${name}"`, [])
    const rows = await owner.query(`select 1 from "${name}" limit 1`, [])
    if (rows.length > 0) kept.push(name)
  }
  const restore = kept.map((name) => `insert into "${name}" select * from simulation."first_${name}"`)
  const restart = sequences.map(({ name }) => `alter sequence "${name}" restart`)
  const clear = tables.map(({ name }) => `delete from "${name}"`)
  const truncate = [`truncate ${tables.map(({ name }) => `"${name}"`).join(', ')}`]
  const script = (steps: readonly string[]) =>
    ["begin; select set_config('infinitio.position', 'undo', true)", ...steps, ...restore, ...restart, 'commit'].join('; ')
  const [plain, thorough] = [script(clear), script(truncate)]
  return async ({ isThorough }) => void (await owner.query(isThorough ? thorough : plain, []))
}

/**
 * A database that keeps the plan of each statement: the same ones come a thousand times a seed, and half of what they cost was planning. Generic from
 * the first time on (`plan_cache_mode`), so that what was played before a seed changes no plan, and with it no order of rows.
 */
function keepingPlans(db: Db): Db {
  const keeping = (tx: Queryable): Queryable => ({ query: (text, values) => tx.query(text, values, { prepared: true }) })
  const query: Db['query'] = (text, values) => db.query(text, values, { prepared: true })
  return { ...db, query, transaction: (run) => db.transaction((tx) => run(keeping(tx))) }
}
