import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { adminSchema, adminTables, lineForAdmin, prismaVersion } from '../scripts/adminSchema.ts'
import { type AdminClient, type AuditEntry, hasTakenAdminCommand, insertAuditEntry, listAuditEntries } from '../src/admin/index.ts'
import { openAdminClient, readSettlementTrail } from '../src/admin/index.ts'
import { createTestDatabase, type TestDatabase } from './createTestDatabase.ts'
import { openTestDb, type TestDb } from './openTestDb.ts'

const most = 2n ** 255n
const lastId = 2n ** 63n - 1n
const generated = new URL('../src/generated/admin/', import.meta.url)

describe('Prisma Client of npm run admin', () => {
  let database: TestDatabase
  let owner: TestDb
  let client: AdminClient
  beforeAll(async () => {
    database = await createTestDatabase()
    owner = openTestDb({ url: database.ownerUrl, max: 1, onError: () => {} })
    client = openAdminClient({ url: database.urls.infinitio_admin, onError: () => {} })
  })
  afterAll(async () => {
    await client.$disconnect()
    await owner.close()
    await database.drop()
  })

  it('returns an amount of 2^255 and the largest id as the same bigints as pg', async () => {
    await owner.query(
      `insert into settlements (match_id, ask_hash, bid_hash, node_id, account, gpus, amount, item, state, created_at_ms, updated_at_ms)
       values ($1, 'ask', 'bid', 'node', 'rich', 8, $2, '{}', 'unsettled', $1, 1)`,
      [lastId, most],
    )
    const [row] = await owner.query('select match_id as "matchId", amount, created_at_ms as "createdAtMs" from settlements', [])
    const trail = await readSettlementTrail(client, { matchId: lastId })
    expect(trail).toMatchObject({ ...row, matchId: lastId, amount: most, gpus: 8, leaseId: null, abandoned: false, transactions: [] })
    expect((trail?.amount ?? 0n) - 1n).toBe(most - 1n)
    const { _sum: sum } = await client.settlements.aggregate({ _sum: { amount: true } })
    expect(sum.amount).toBe(most)
  })

  it('writes and finds such an amount without rounding it', async () => {
    const asOwner = openAdminClient({ url: database.ownerUrl, onError: () => {} })
    onTestFinished(() => asOwner.$disconnect())
    await asOwner.settlements.update({ where: { match_id: lastId }, data: { amount: most - 1n } })
    expect(await owner.query('select amount from settlements where match_id = $1', [lastId])).toEqual([{ amount: most - 1n }])
    expect(await asOwner.settlements.count({ where: { amount: most - 1n } })).toBe(1)
    expect(await asOwner.settlements.count({ where: { amount: { gte: most } } })).toBe(0)
  })

  it('shows the transactions of a match, those of its group, and which blocks are final', async () => {
    await owner.query(
      `insert into settlements (match_id, ask_hash, bid_hash, node_id, account, gpus, amount, item, state, created_at_ms, updated_at_ms, group_id)
       values (7, 'ask', 'bid', 'node', 'rich', 1, 5, '{}', 'unsettled', 1, 1, 6)`,
      [],
    )
    await owner.query(
      `insert into blocks (number, hash, parent_hash, timestamp, final) values (4, '0x4', '0x3', 1, true), (5, '0x5', '0x4', 2, false), (6, '0x6', '0x5', 3, true)`,
      [],
    )
    await owner.query(
      `insert into transactions (purpose, action, match_id, sender, nonce, raw, hashes, state, mined_block, mined_block_hash)
       values ('settle', 'settle', 6, '0x1', 1, '{}', '{0xa,0xb}', 'mined', 4, '0x4'), ('settle', 'settle', 6, '0x1', 2, '{}', '{}', 'mined', 5, '0x5'),
         ('settle', 'settle', 6, '0x1', 3, '{}', '{}', 'mined', 6, '0xother'), ('settle', 'settle', 7, '0x1', 4, '{}', '{}', 'stored', null, null)`,
      [],
    )
    await owner.query(`insert into worker_commands (command_key, kind, payload) values ('abandon/6', 'Abandon', '{}')`, [])
    const trail = await readSettlementTrail(client, { matchId: 7n })
    expect(trail?.abandoned).toBe(true)
    expect(trail?.transactions.map(({ nonce, minedBlock, final, hashes }) => ({ nonce, minedBlock, final, hashes }))).toEqual([
      { nonce: 1n, minedBlock: 4n, final: true, hashes: ['0xa', '0xb'] },
      { nonce: 2n, minedBlock: 5n, final: false, hashes: [] },
      { nonce: 3n, minedBlock: 6n, final: false, hashes: [] },
    ])
    expect(await readSettlementTrail(client, { matchId: 8n })).toBeNull()
  })

  it('appends lines to the log with the time of the database, not of the operator’s machine', async () => {
    const entry: AuditEntry = {
      runId: '3fa85f64-5717-4562-b3fc-2c963f66afa6',
      who: 'tester',
      command: 'halt',
      args: '{"name":"halt"}',
      reason: `'; drop table admin_audit; --`,
      outcome: 'started',
      result: '',
    }
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2001-01-01T00:00:00Z') })
    onTestFinished(() => {
      vi.useRealTimers()
    })
    await insertAuditEntry(client, entry)
    vi.useRealTimers()
    await insertAuditEntry(client, { ...entry, outcome: 'done', result: 'halted' })
    const [done, started] = await listAuditEntries(client, { limit: 9 })
    expect(started).toEqual({ ...entry, at: expect.any(Date) })
    expect(done).toMatchObject({ outcome: 'done', result: 'halted' })
    expect(started?.at.getUTCFullYear()).toBeGreaterThan(2020)
    expect(await listAuditEntries(client, { limit: 1 })).toEqual([done])
    await expect(insertAuditEntry(client, { ...entry, outcome: 'done' })).rejects.toThrow()
    await expect(insertAuditEntry(client, { ...entry, outcome: 'failed', reason: ' ' })).rejects.toThrow()
  })

  it('knows whether the matcher has taken a command', async () => {
    expect(await hasTakenAdminCommand(client, { id: 1n })).toBe(false)
    await owner.query(`insert into cursors (source, last_id) values ('admin', 5) on conflict (source) do update set last_id = 5`, [])
    expect(await hasTakenAdminCommand(client, { id: 5n })).toBe(true)
    expect(await hasTakenAdminCommand(client, { id: 6n })).toBe(false)
  })

  it('may change no table of another process, and no line of the log', async () => {
    const denied = /permission denied|denied access/
    await expect(client.admin_audit.updateMany({ data: { reason: 'another' } })).rejects.toThrow(denied)
    await expect(client.admin_audit.deleteMany()).rejects.toThrow(denied)
    await expect(client.settlements.updateMany({ data: { amount: 1n } })).rejects.toThrow(denied)
    await expect(client.cursors.deleteMany()).rejects.toThrow(denied)
  })
})

describe('the generated client', () => {
  const filesOf = (folder: URL) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))
  const classText = readFileSync(new URL('internal/class.ts', generated), 'utf8')
  const settingOf = (name: string) => JSON.parse(new RegExp(`"${name}": ("(?:[^"\\\\]|\\\\.)*")`).exec(classText)?.[1] ?? '""') as string

  it('is that of prisma/schema; after a change, run node packages/db/scripts/writeAdminClient.ts', () => {
    // The generator aligns columns with blanks, so compare the schemas without repeated blanks.
    const aligned = (schema: string) => schema.replace(/ +/g, ' ')
    expect(aligned(settingOf('inlineSchema'))).toBe(aligned(adminSchema()))
    expect(settingOf('clientVersion')).toBe(prismaVersion)
    const { devDependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
      devDependencies: Record<string, string>
    }
    expect(devDependencies).toMatchObject({ '@prisma/client': prismaVersion, '@prisma/adapter-pg': prismaVersion })
  })

  it('has no column that arrives as an object of decimal.js', () => {
    const columns = filesOf(new URL('models/', generated)).flatMap(
      (path) => readFileSync(new URL(`models/${path}`, generated), 'utf8').match(/.*Decimal.*/g) ?? [],
    )
    expect(columns).toEqual([])
    expect(filesOf(new URL('models/', generated)).sort()).toEqual(adminTables.map((table) => `${table}.ts`))
  })

  it('takes each amount as BigInt and each default time from the database, and refuses a Decimal with a fraction', () => {
    expect(lineForAdmin('  amount        Decimal @db.Decimal(78, 0)')).toBe('  amount        BigInt')
    expect(lineForAdmin('  price Decimal? @db.Decimal(78, 0)')).toBe('  price BigInt?')
    expect(lineForAdmin('  at DateTime @default(now()) @db.Timestamptz(3)')).toBe('  at DateTime @default(dbgenerated("now()")) @db.Timestamptz(3)')
    expect(() => lineForAdmin('  price Decimal @db.Decimal(78, 2)')).toThrow('no bigint can hold')
  })
})
