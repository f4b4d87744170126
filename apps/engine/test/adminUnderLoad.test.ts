import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase, openTestDb } from '@infinitio/db/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { replayJournal } from '../src/matcher/replayJournal.ts'
import { actorKey, type TestNode } from './actors.ts'
import { bookLease, fund, listNode } from './bookLease.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { openTestAdmin, type TestAdmin } from './openTestAdmin.ts'
import { replaceByEmptyBlocks } from './reorganise.ts'
import { type Market, startMarket } from './startMarket.ts'

describe('an operator in a busy market', () => {
  let market: Market
  let admin: TestAdmin
  let node: TestNode
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-busy-'))
  const renter = actorKey('busy renter')
  let nonce = 0n
  beforeAll(async () => {
    market = await startMarket()
    admin = openTestAdmin(market)
    await market.startEngine('all')
    await fund(market, renter)
    node = (await listNode(market, { name: 'busy', gpus: 15 })).node
  })
  afterAll(async () => {
    await admin.close()
    await market.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const bookSome = async (count: number) => {
    for (let booked = 0; booked < count; booked += 1) await bookLease(market, renter, { node, nonce: nonce++ })
  }

  it('rebuilds projections during bookings, without lost or doubled rows', async () => {
    let isBooking = true
    const booking = bookSome(5).finally(() => {
      isBooking = false
    })
    let rebuilt = 0
    while (isBooking) {
      await admin.say('rebuild-projections')
      rebuilt += 1
    }
    await booking
    expect(rebuilt).toBeGreaterThan(0)
    await expectBooksAgree(market)
    expect(await market.owner.query('select from leases', [])).toHaveLength(5)
  })

  it('keeps before images, so that the chain may still drop earlier blocks', async () => {
    await bookSome(1)
    await admin.say('rebuild-projections')
    await replaceByEmptyBlocks(market, 4)
    await market.until('the follower dropped blocks', async () => {
      const [row] = await market.owner.query<{ reorgs: bigint }>('select reorgs from follower_checkpoint', [])
      return (row?.reorgs ?? 0n) > 0n
    })
    await expectBooksAgree(market)
    expect(await market.owner.query('select from leases', [])).toHaveLength(6)
  })

  it('takes a backup with journal, cursors and logs of one moment', async () => {
    const booking = bookSome(3)
    const backup = join(folder, 'busy')
    await admin.say('backup', { to: backup })
    await booking
    const database = await createTestDatabase()
    const other = openTestAdmin(market, database)
    const db = openTestDb({ url: database.ownerUrl, max: 1, onError: () => {} })
    await other.say('restore', { from: backup })
    const { book } = await replayJournal(db)
    const [cursor] = await db.query<{ lost: bigint }>(
      "select count(*) as lost from cursors where source = 'chain' and last_id > (select max(id) from chain_commands)",
      [],
    )
    expect([book.generation, cursor?.lost]).toEqual([1, 0n])
    const { findings } = (await other.say('books')).fields as { findings: string[] }
    expect(findings.filter((finding) => finding.includes('the rows say'))).toEqual([])
    await Promise.all([db.close(), other.close()])
    await database.drop()
  })
})
