import { createHash, randomUUID } from 'node:crypto'
import pg from 'pg'
import { migrate, roleUrl } from '../src/migrations/migrate.ts'
import { readMigrations } from '../src/migrations/readMigrations.ts'
import { type Role, roles } from '../src/migrations/roles.ts'
import { testServerUrl } from './testServerUrl.ts'

/** A migrated database for one test file. */
export interface TestDatabase {
  /** Connection URL of each role. */
  urls: Record<Role, string>
  ownerUrl: string
  drop(): Promise<void>
}

const TEST_PASSWORD = 'test-only'
const LOCK_KEY = 7_303_000

/**
 * Copies the template database to a new database. The template is migrated once for each server and set of migrations. `testServerUrl` describes the
 * server.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const adminUrl = await testServerUrl()
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await withAdmin(adminUrl, async (admin) => {
    const template = await ensureTemplate(admin, adminUrl)
    await admin.query(`create database ${name} template ${template} owner infinitio_owner ${await cheapestCopy(admin)}`)
  })
  const urls = Object.fromEntries(roles.map((role) => [role, roleUrl({ adminUrl, role, password: TEST_PASSWORD, database: name })])) as Record<
    Role,
    string
  >
  return {
    urls,
    ownerUrl: urls.infinitio_owner,
    drop: () =>
      withAdmin(adminUrl, async (admin) => {
        await admin.query(`drop database if exists ${name} with (force)`)
      }),
  }
}

/** Returns how Postgres should copy the template: by cloning files if the server can, because that is much faster. */
async function cheapestCopy(admin: pg.Client): Promise<string> {
  const { rows } = await admin.query<{ can: boolean }>(
    "select coalesce(bool_or('clone' = any(enumvals)), false) as can from pg_settings where name = 'file_copy_method'",
  )
  if (rows[0]?.can !== true) return ''
  await admin.query("set file_copy_method = 'clone'")
  return 'strategy file_copy'
}

async function ensureTemplate(admin: pg.Client, adminUrl: string): Promise<string> {
  const digest = createHash('sha256')
  for (const migration of await readMigrations()) digest.update(migration.checksum)
  const template = `infinitio_template_${digest.digest('hex').slice(0, 16)}`
  await admin.query('select pg_advisory_lock($1)', [LOCK_KEY])
  try {
    const found = await admin.query('select 1 from pg_database where datname = $1', [template])
    if (found.rowCount !== 0) return template
    const unfinished = `${template}_unfinished`
    await admin.query(`drop database if exists ${unfinished} with (force)`)
    await migrate({
      adminUrl,
      database: unfinished,
      passwords: Object.fromEntries(roles.map((role) => [role, TEST_PASSWORD])) as Record<Role, string>,
    })
    await admin.query(`alter database ${unfinished} rename to ${template}`)
    return template
  } finally {
    await admin.query('select pg_advisory_unlock($1)', [LOCK_KEY])
  }
}

async function withAdmin<Result>(url: string, run: (admin: pg.Client) => Promise<Result>): Promise<Result> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  try {
    return await run(admin)
  } finally {
    await admin.end()
  }
}
