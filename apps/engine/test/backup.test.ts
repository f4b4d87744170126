import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { attestationsAbi } from '@infinitio/chain'
import { nextNonces, secretTables } from '@infinitio/db'
import { createTestDatabase, openTestDb } from '@infinitio/db/test'
import { encodeFunctionData } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BackupBroken } from '../src/admin/backup/backupManifest.ts'
import { JournalBroken, replayJournal } from '../src/matcher/replayJournal.ts'
import { actorKey, send, type TestNode } from './actors.ts'
import { bookLease, fund, listNode, orderState, placeHourBid } from './bookLease.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { openTestAdmin, type TestAdmin } from './openTestAdmin.ts'
import { type Market, type RunningEngine, startMarket } from './startMarket.ts'

describe('backup and restore', () => {
  let market: Market
  let admin: TestAdmin
  let node: TestNode
  let engines: RunningEngine[] = []
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-backup-'))
  const backup = join(folder, 'one')
  const renter = actorKey('backup renter')
  const bids = { before: '', during: '', after: '' }
  beforeAll(async () => {
    market = await startMarket()
    admin = openTestAdmin(market)
    await startAll()
    await fund(market, renter)
    node = (await listNode(market, { name: 'backup', gpus: 8 })).node
    bids.before = (await bookLease(market, renter, { node, nonce: 1n })).bidHash
    await market.api.query("insert into sessions (token_hash, account, expires_at) values ('proof-of-somebody', $1, now() + interval '1 day')", [
      renter.address,
    ])
    await market.api.query("insert into workloads (hash, owner, body) values ('0x01', $1, $2)", [
      renter.address,
      '{"image":"ubuntu \\"24\\" – 日本"}',
    ])
  })
  afterAll(async () => {
    await admin.close()
    await market.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const startAll = async () => {
    engines = [await market.startEngine('follower'), await market.startEngine('matcher'), await market.startEngine('worker')]
  }
  const stopAll = async () => {
    await Promise.all(engines.map((engine) => engine.stop()))
    engines = []
  }
  const head = async () => (await replayJournal(market.owner)).head

  it('captures one consistent moment of a running market, without sign-in secrets', async () => {
    await engines[2]?.stop()
    bids.during = await placeHourBid(market, renter, { node, nonce: 2n })
    await market.until('it is matched, and waits', async () => (await orderState(market, bids.during as never))?.state === 'matched')
    const before = await head()
    const { journal } = (await admin.say('backup', { to: backup })).fields as { journal: { seq: string; hash: string } }
    const [row] = await market.owner.query<{ hash: string }>('select hash from journal where seq = $1', [BigInt(journal.seq)])
    expect([BigInt(journal.seq) >= before.seq, row?.hash]).toEqual([true, journal.hash])
    const files = readdirSync(backup)
    for (const table of [...secretTables, 'leases', 'book_orders']) expect(files).not.toContain(`${table}.ndjson.gz`)
    for (const table of ['journal', 'chain_logs', 'workloads', 'transactions', 'admin_audit']) expect(files).toContain(`${table}.ndjson.gz`)
    for (const file of files.filter((name) => name.endsWith('.gz')))
      expect(gunzipSync(readFileSync(join(backup, file))).toString()).not.toContain('proof-of-somebody')
    await expect(admin.say('backup', { to: backup })).rejects.toThrow('not empty')
  })

  it('restores a market that had moved on: names the lost rows, reads later chain events, and all books agree', async () => {
    engines[2] = await market.startEngine('worker')
    await market.until('the match that waited is settled', async () => (await orderState(market, bids.during as never))?.state === 'settled')
    bids.after = (await bookLease(market, renter, { node, nonce: 3n })).bidHash
    await expectBooksAgree(market)
    await stopAll()
    const lost = await head()
    const { seq: baseSeq } = JSON.parse(readFileSync(join(backup, 'manifest.json'), 'utf8')).journal as { seq: string }

    const answer = await admin.say('restore', { from: backup })
    expect(answer.fields.opened).toMatchObject({
      generation: 1,
      firstSeq: lost.seq + 1n,
      baseSeq: BigInt(baseSeq),
      lostToSeq: lost.seq,
      lostHash: lost.hash,
    })
    const [first] = await market.owner.query<{ command: string }>('select command from journal where seq = $1', [lost.seq + 1n])
    const named = `"generation":1,"kind":"Generation","lostFromSeq":${BigInt(baseSeq) + 1n},"lostHash":"${lost.hash}","lostToSeq":${lost.seq}`
    expect(first?.command).toBe(`{${named}}`)
    expect(await market.owner.query('select generation, first_seq from journal_generations', [])).toEqual([
      { generation: 1, first_seq: lost.seq + 1n },
    ])
    expect(await market.owner.query('select from sessions', [])).toEqual([])
    expect(await market.owner.query('select body from workloads', [])).toEqual([{ body: '{"image":"ubuntu \\"24\\" – 日本"}' }])
    expect(await orderState(market, bids.during as never)).toMatchObject({ state: 'matched' })
    expect(await orderState(market, bids.after as never)).toBeNull()

    await startAll()
    await market.until('the match that waited is settled as ours', async () => (await orderState(market, bids.during as never))?.state === 'settled')
    const [external] = await market.until('the lease nobody remembers is there', async () => {
      const rows = await market.owner.query<{ events: string }>('select events from journal where command like $1 and events <> $2', [
        `%"${bids.after}"%`,
        '[]',
      ])
      return rows.length > 0 ? rows : null
    })
    expect(JSON.parse(external?.events ?? '')).toMatchObject([{ kind: 'Settled', matchId: null, bidHash: bids.after }])
    await expectBooksAgree(market)
    // No database row contains the third bid (nonce 3), because it was placed after the backup. But the chain shows its nonce as used, so the next free nonce
    // is 4.
    expect(await nextNonces(market.api, { account: renter.address })).toMatchObject({ bid: 4n })
    await bookLease(market, renter, { node, nonce: 4n })
    await expectBooksAgree(market)
    expect((await admin.say('books')).fields.findings).toEqual([])
  })

  it('retains every line of the operator’s log, including those after the backup', async () => {
    const { entries } = (await admin.say('audit-log', { limit: '99' })).fields as { entries: { command: string; outcome: string }[] }
    const seen = entries.map(({ command, outcome }) => `${command} ${outcome}`)
    expect(seen.filter((line) => line === 'backup done')).toHaveLength(1)
    expect(seen).toEqual(expect.arrayContaining(['backup failed', 'restore started', 'restore done', 'books done']))
  })

  it('continues with the next number if nothing was lost, else opens a later generation', async () => {
    await stopAll()
    const two = join(folder, 'two')
    await admin.say('backup', { to: two })
    expect((await admin.say('restore', { from: two })).fields.opened).toBeNull()
    expect((await admin.say('restore', { from: backup })).fields.opened).toMatchObject({ generation: 2 })
    expect((await admin.say('restore', { from: two })).fields.opened).toMatchObject({ generation: 3 })
  })

  it('assumes published rows in an empty database without evidence', async () => {
    const database = await createTestDatabase()
    const other = openTestAdmin(market, database)
    const db = openTestDb({ url: database.ownerUrl, max: 1, onError: () => {} })
    try {
      const answer = await other.say('restore', { from: backup })
      expect(answer.fields.opened).toMatchObject({ generation: 1, firstSeq: 2_000_000n, lostHash: null })
      expect((await replayJournal(db)).head.seq).toBe(2_000_000n)
      const again = await other.say('restore', { from: backup, published: '2500000' })
      expect(again.fields.opened).toMatchObject({ generation: 2, firstSeq: 2_500_001n })
    } finally {
      await Promise.all([db.close(), other.close()])
      await database.drop()
    }
  })

  it('recognises published rows by the root anchored on the chain', async () => {
    const two = join(folder, 'three')
    await admin.say('backup', { to: two })
    const { timestamp } = await market.client.getBlock({ blockTag: 'latest' })
    const args = [timestamp / 3_600n, `0x${'ab'.repeat(32)}`] as const
    const data = encodeFunctionData({ abi: attestationsAbi, functionName: 'anchor', args })
    await send(market, market.chain.keys.sender, { to: market.chain.addresses.attestations, data, what: 'anchor' })
    const answer = await admin.say('restore', { from: two })
    expect(answer.fields.lost).toMatchObject({ because: `the root anchored for hour ${timestamp / 3_600n} is not in it` })
  })

  it('opens a generation after point-in-time recovery of the database', async () => {
    const { seq } = await head()
    const named = `${seq + 40n}:${'e'.repeat(64)}`
    const opened = await admin.say('generation open', { published: named })
    expect(opened.fields.opened).toMatchObject({ baseSeq: seq, firstSeq: seq + 41n, lostHash: 'e'.repeat(64) })
    expect((await head()).seq).toBe(seq + 41n)
    await startAll()
    await bookLease(market, renter, { node, nonce: 5n })
    await expectBooksAgree(market)
    await stopAll()
  })

  it('differs from a journal that only lost rows: a gap must be named exactly', async () => {
    const [{ seq, command } = { seq: 0n, command: '' }] = await market.owner.query<{ seq: bigint; command: string }>(
      `select seq, command from journal where command like '%"kind":"Generation"%' order by seq desc limit 1`,
      [],
    )
    const says = (text: string) => market.owner.query('update journal set command = $1 where seq = $2', [text, seq])
    for (const forged of [
      command.replace(/"lostFromSeq":\d+/, '"lostFromSeq":3'),
      command.replace(/"lostToSeq":\d+/, `"lostToSeq":${seq + 7n}`),
      command.replace(/"generation":\d+/, '"generation":1'),
    ]) {
      await says(forged)
      await expect(replayJournal(market.owner)).rejects.toThrow(JournalBroken)
    }
    await says(command)
    await replayJournal(market.owner)
  })

  it('refuses a changed backup and changes nothing', async () => {
    const before = await head()
    const file = join(backup, 'workloads.ndjson.gz')
    const bytes = readFileSync(file)
    writeFileSync(file, Buffer.concat([bytes.subarray(0, -1), Buffer.from([1])]))
    await expect(admin.say('restore', { from: backup })).rejects.toThrow(BackupBroken)
    writeFileSync(file, bytes)
    writeFileSync(join(backup, 'manifest.json'), readFileSync(join(backup, 'manifest.json'), 'utf8').replace('"rows": 1', '"rows": 2'))
    await expect(admin.say('restore', { from: backup })).rejects.toThrow('manifest.json is not as it was written')
    await expect(admin.say('restore', { from: join(folder, 'nowhere') })).rejects.toThrow('no finished backup')
    expect(await head()).toEqual(before)
  })
})
