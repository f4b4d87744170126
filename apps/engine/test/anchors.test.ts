import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { attestationsAbi } from '@infinitio/chain'
import { createTestDatabase } from '@infinitio/db/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkBooks } from '../src/audit/checkBooks.ts'
import { actorKey } from './actors.ts'
import { bookLease, fund, listNode } from './bookLease.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { openTestAdmin } from './openTestAdmin.ts'
import { type Market, type RunningEngine, startMarket } from './startMarket.ts'

describe('the journal’s anchor on the chain', () => {
  let market: Market
  let worker: RunningEngine
  const renter = actorKey('anchor renter')
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-anchors-'))
  beforeAll(async () => {
    market = await startMarket()
    worker = await market.startRooms()
    await fund(market, renter)
    const { node } = await listNode(market, { name: 'anchor', gpus: 2 })
    await bookLease(market, renter, { node, nonce: 1n })
    await worker.stop()
  })
  afterAll(async () => {
    await market.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const lastEpoch = () => market.client.readContract({ ...attestations(market), functionName: 'lastAnchoredEpoch' })
  const anchored = async () => {
    const epoch = await lastEpoch()
    return epoch === 0n ? null : market.client.readContract({ ...attestations(market), functionName: 'anchorOf', args: [epoch] })
  }
  const anchorsSent = async () => (await market.owner.query("select from transactions where action = 'anchor'", [])).length

  it('is sent once an hour, with the hash of the last row that is not only a passing of time', async () => {
    const admin = openTestAdmin(market)
    await admin.say('backup', { to: join(folder, 'before') })
    await admin.say('delist 0x'.padEnd(73, '7'))
    worker = await market.startEngine('worker', { ANCHORS: 'on' })
    const root = await market.until('a root is anchored', anchored)
    const [row] = await market.owner.query<{ command: string }>('select command from journal where hash = $1', [root.slice(2)])
    expect(row?.command).toContain('DelistNode')
    const { timestamp } = await market.client.getBlock({ blockTag: 'latest' })
    expect(timestamp / 3_600n - (await lastEpoch())).toBeLessThanOrEqual(1n)
    await expectBooksAgree(market)
    expect(await anchorsSent()).toBe(1)
    await admin.close()
  })

  it('is not sent again without new rows, and is sent after a new row', async () => {
    const first = await lastEpoch()
    await worker.stop()
    await market.chain.travel(1_800)
    worker = await market.startEngine('worker', { ANCHORS: 'on' })
    await market.until(
      'the worker has looked, and blocks went by',
      async () => (await beats(market)) > 0 && (await market.chain.mine(1)) === undefined,
    )
    expect([await lastEpoch(), await anchorsSent()]).toEqual([first, 1])
    await worker.stop()
    await market.chain.travel(7_200)
    worker = await market.startEngine('worker')
    await market.until('the lease whose node never came is closed', async () => {
      const [row] = await market.owner.query("select from leases where state = 'closed'", [])
      return row
    })
    await expectBooksAgree(market)
    await worker.stop()
    worker = await market.startEngine('worker', { ANCHORS: 'on' })
    await market.until('that is anchored', async () => (await lastEpoch()) > first)
    await expectBooksAgree(market)
    expect(await anchorsSent()).toBe(2)
  })

  it('reveals a rewritten journal, and a backup from before the anchor', async () => {
    await worker.stop()
    const root = (await anchored())?.slice(2)
    const check = () => checkBooks({ db: market.api, rpcUrl: market.chain.rpcUrl, directory: market.chain.addresses.directory })
    await market.owner.query("update journal set hash = repeat('0', 64) where hash = $1", [root])
    expect((await check()).findings.join()).toContain('is no row of the journal')
    await market.owner.query("update journal set hash = $1 where hash = repeat('0', 64)", [root])
    expect((await check()).findings).toEqual([])
    const database = await createTestDatabase()
    const admin = openTestAdmin(market, database)
    const answer = await admin.say('restore', { from: join(folder, 'before'), published: '1' })
    expect(answer.fields.lost).toMatchObject({ because: `the root anchored for hour ${await lastEpoch()} is not in it` })
    await admin.close()
    await database.drop()
  })
})

function attestations(market: Market) {
  return { address: market.chain.addresses.attestations, abi: attestationsAbi } as const
}

async function beats({ owner }: Market): Promise<number> {
  const rows = await owner.query("select from worker_status where updated_at > now() - interval '2 seconds'", [])
  return rows.length
}
