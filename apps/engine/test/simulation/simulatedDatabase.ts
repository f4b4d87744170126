import type { Queryable } from '@infinitio/db'
import { createTestDatabase, type TestDb, openTestDb } from '@infinitio/db/test'
import type { Role } from '@infinitio/db/migrations'

/** The simulation's one real database. It is emptied before each run and has one connection for each role. */
export type SimulatedDatabase = {
  as: (role: Role) => TestDb
  /**
   * Empties every table and resets every sequence. A thorough reset also frees the space of old rows, which is slower. It removes any effect of
   * earlier runs on the position of new rows, and so on the order of rows in queries without an order.
   */
  reset: (how?: { isThorough: boolean }) => Promise<void>
  /** Sets the result of `now()` in every later statement. */
  setClock: (nowMs: number) => Promise<void>
  stop: () => Promise<void>
}

const VACUUM_EVERY = 25

/**
 * Creates a database on the test server. Its `now()` returns the time of the simulation's clock: a function of the same name is in a schema that Postgres
 * searches first, and the defaults of columns call this function, too. So no row contains the machine's time.
 */
export async function openSimulatedDatabase(): Promise<SimulatedDatabase> {
  const database = await createTestDatabase()
  const owner = openTestDb({ url: database.ownerUrl, max: 1, onError: () => {} })
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
    Object.entries(database.urls).map(([role, url]) => [role, keepingPlans(openTestDb({ url: searching(url), max: 1, onError: () => {} }))]),
  ) as Record<Role, TestDb>
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

/** Returns a function that empties the tables but retains the rows of migrations. A thorough call also frees their space. */
async function emptier(owner: TestDb): Promise<(how: { isThorough: boolean }) => Promise<void>> {
  const tables = await owner.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like '\\_%' order by relname`,
    [],
  )
  // Statistics that autovacuum collects at random times would change plans, and so the order of rows.
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
    [
      "begin; select set_config('infinitio.position', 'undo', true), set_config('infinitio.restoring', 'on', true)",
      ...steps,
      ...restore,
      ...restart,
      'commit',
    ].join('; ')
  const [plain, thorough] = [script(clear), script(truncate)]
  return async ({ isThorough }) => void (await owner.query(isThorough ? thorough : plain, []))
}

/**
 * Wraps a database so that it prepares each SQL statement once. Plans are generic from the first use (`plan_cache_mode`), so that earlier runs change neither a
 * plan nor the order of rows.
 */
function keepingPlans(db: TestDb): TestDb {
  const keeping = (tx: Queryable): Queryable => ({ query: (text, values) => tx.query(text, values, { prepared: true }) })
  const query: TestDb['query'] = (text, values) => db.query(text, values, { prepared: true })
  return { ...db, query, transaction: (run) => db.transaction((tx) => run(keeping(tx))) }
}
