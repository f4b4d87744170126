import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { type Migration, readMigrations } from './readMigrations.ts'
import { type Role, roles } from './roles.ts'

/** Connection URLs by role, and the names of the migrations that this run applied. */
export interface Migrated {
  urls: Record<Role, string>
  applied: string[]
}

const LOCK_KEY = 7_302_000

/**
 * Brings `database` at the server of `adminUrl` to the state of prisma/migrations. Creates missing roles and the database, and gives each role its password.
 * Then applies each migration that `_prisma_migrations` does not list, as infinitio_owner and in one transaction each. It is safe to repeat, and to run several
 * times at once (it takes an advisory lock). Throws if an applied migration differs from its file, because migrations are append-only.
 */
export async function migrate({
  adminUrl,
  database,
  passwords,
}: {
  adminUrl: string
  database: string
  passwords: Record<Role, string>
}): Promise<Migrated> {
  const urls = Object.fromEntries(roles.map((role) => [role, roleUrl({ adminUrl, role, password: passwords[role], database })])) as Record<
    Role,
    string
  >
  const migrations = await readMigrations()
  return withClient(adminUrl, async (admin) => {
    await admin.query('select pg_advisory_lock($1)', [LOCK_KEY])
    for (const role of roles) await ensureRole(admin, role, passwords[role])
    await ensureDatabase(admin, database)
    const applied = await withClient(urls.infinitio_owner, (owner) => applyMissing(owner, migrations))
    return { urls, applied }
  })
}

async function withClient<Result>(url: string, run: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    return await run(client)
  } finally {
    await client.end()
  }
}

async function ensureRole(admin: pg.Client, role: Role, password: string): Promise<void> {
  const found = await admin.query('select 1 from pg_roles where rolname = $1', [role])
  const verb = found.rowCount === 0 ? 'create' : 'alter'
  await admin.query(`${verb} role ${admin.escapeIdentifier(role)} login password ${admin.escapeLiteral(password)}`)
}

async function ensureDatabase(admin: pg.Client, database: string): Promise<void> {
  const found = await admin.query('select 1 from pg_database where datname = $1', [database])
  if (found.rowCount !== 0) return
  await admin.query('grant infinitio_owner to current_user')
  await admin.query(`create database ${admin.escapeIdentifier(database)} owner infinitio_owner`)
}

async function applyMissing(owner: pg.Client, migrations: Migration[]): Promise<string[]> {
  await owner.query(`create table if not exists "_prisma_migrations" (
    "id" varchar(36) primary key, "checksum" varchar(64) not null, "finished_at" timestamptz, "migration_name" varchar(255) not null,
    "logs" text, "rolled_back_at" timestamptz, "started_at" timestamptz not null default now(), "applied_steps_count" integer not null default 0)`)
  const recorded = await owner.query('select migration_name, checksum from "_prisma_migrations" where finished_at is not null')
  const checksums = new Map(recorded.rows.map((row: Record<string, unknown>) => [String(row.migration_name), String(row.checksum)]))
  const applied: string[] = []
  for (const migration of migrations) {
    const checksum = checksums.get(migration.name)
    if (checksum === migration.checksum) continue
    if (checksum !== undefined) throw new Error(`migration ${migration.name} was changed after it ran; add a new migration instead`)
    await applyOne(owner, migration)
    applied.push(migration.name)
  }
  return applied
}

async function applyOne(owner: pg.Client, migration: Migration): Promise<void> {
  await owner.query('begin')
  try {
    await owner.query(migration.sql)
    await owner.query(
      'insert into "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count) values ($1, $2, $3, now(), 1)',
      [randomUUID(), migration.checksum, migration.name],
    )
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback')
    throw new Error(`migration ${migration.name} failed`, { cause: error })
  }
}

/** Returns the connection URL of `role` on `database`, at the server of `adminUrl`. */
export function roleUrl({ adminUrl, role, password, database }: { adminUrl: string; role: Role; password: string; database: string }): string {
  const url = new URL(adminUrl)
  url.username = role
  url.password = encodeURIComponent(password)
  url.pathname = `/${database}`
  return url.toString()
}
