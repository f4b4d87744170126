import { type TestDb, openTestDb } from './openTestDb.ts'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readMigrations } from '../src/migrations/readMigrations.ts'
import { type Role, roles } from '../src/migrations/roles.ts'
import { createTestDatabase, type TestDatabase } from './createTestDatabase.ts'
import { refusalOf } from './releases/refusalOf.ts'
import { type Shape, shapeOf } from './releases/shapeOf.ts'

interface Release {
  version: string
  migrations: string[]
  statements: { name: string; roles: Role[]; text: string }[]
  shape: Shape
}

const folder = join(import.meta.dirname, 'releases')
const releases = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Release)
  .sort((one, other) => one.version.localeCompare(other.version, 'en', { numeric: true }))
const migrations = await readMigrations()
const breaking = migrations.filter(({ sql }) => sql.startsWith('-- BREAKING'))

/** The releases that the current schema must still serve: the newest release, and each older one unless a migration after it is marked as breaking. */
const supported = releases.filter((release, at) => at === releases.length - 1 || breaking.every(({ name }) => release.migrations.includes(name)))

describe('migrations', () => {
  it.each(migrations.map(({ name, sql }) => [name, sql]))('%s says in its first line whether it breaks an older release', (_name, sql) => {
    expect(sql.split('\n')[0]).toMatch(/^-- (Not breaking[.:] .+|BREAKING: .+)/)
  })
})

describe.each(supported.map((release) => [release.version, release] as const))('release %s on this schema', (_version, release) => {
  let database: TestDatabase
  const dbs = new Map<string, TestDb>()
  beforeAll(async () => {
    database = await createTestDatabase()
    for (const role of roles) dbs.set(role, openTestDb({ url: database.urls[role], max: 1, onError: () => {} }))
  })
  afterAll(async () => {
    await Promise.all([...dbs.values()].map((db) => db.close()))
    await database.drop()
  })
  const as = (role: Role) => dbs.get(role) as TestDb

  it('was recorded completely', () => {
    expect(release.statements.length).toBeGreaterThan(150)
    expect(Object.keys(release.shape.tables).length).toBeGreaterThan(30)
  })

  it('runs every statement with every role that ran it', async () => {
    const refused: string[] = []
    for (const { name, roles: able, text } of release.statements) {
      for (const role of able) {
        const refusal = await refusalOf(as(role), text)
        if (refusal !== null) refused.push(`${name} as ${role}: ${refusal}`)
      }
    }
    expect(refused).toEqual([])
  })

  it('finds every column it uses with the same type, and no other column is required', async () => {
    const { tables } = await shapeOf(as('infinitio_owner'))
    const broken: string[] = []
    for (const [table, columns] of Object.entries(release.shape.tables)) {
      const now = tables[table] ?? {}
      for (const [column, { type, required }] of Object.entries(columns)) {
        if (now[column]?.type !== type) broken.push(`${table}.${column} was ${type}, is ${now[column]?.type ?? 'gone'}`)
        if (now[column]?.required === true && !required) broken.push(`${table}.${column} must be named now`)
      }
      for (const [column, { required }] of Object.entries(now))
        if (columns[column] === undefined && required) broken.push(`${table}.${column} is new and required`)
    }
    expect(broken).toEqual([])
  })

  it('finds no new rule on a table it writes', async () => {
    const { rules } = await shapeOf(as('infinitio_owner'))
    const known = new Set(release.shape.rules)
    const ofOldTable = (rule: string) => {
      const table = /^CREATE UNIQUE INDEX .* ON public\.(\w+)|^(\w+):/.exec(rule)
      return Object.hasOwn(release.shape.tables, table?.[1] ?? table?.[2] ?? '')
    }
    expect(rules.filter((rule) => !known.has(rule) && ofOldTable(rule))).toEqual([])
  })

  it.each([
    ['a column is renamed', 'alter table leases rename column gpus to gpu_count', /column .*gpus.* does not exist/],
    ['a right is taken', 'revoke select on settlements from infinitio_worker', /permission denied for table settlements/],
    ['a table is gone', 'drop table workloads cascade', /relation "workloads" does not exist/],
  ])('is shown as broken if %s (the check works)', async (_what, change, message) => {
    const changed = await createTestDatabase()
    const open = (role: Role) => openTestDb({ url: changed.urls[role], max: 1, onError: () => {} })
    const owner = open('infinitio_owner')
    const writers = new Map(roles.map((role) => [role, open(role)]))
    try {
      await owner.query(change, [])
      const refused: string[] = []
      for (const { text, roles: able } of release.statements.filter(({ text: sql }) => /leases|settlements|workloads/.test(sql)))
        for (const role of able) refused.push((await refusalOf(writers.get(role) as TestDb, text)) ?? '')
      expect(refused.join('\n')).toMatch(message)
    } finally {
      await Promise.all([owner.close(), ...[...writers.values()].map((db) => db.close())])
      await changed.drop()
    }
  })
})
