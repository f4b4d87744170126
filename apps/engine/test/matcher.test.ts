import { createHash } from 'node:crypto'
import { bookHash, canonicalBook } from '@infinitio/matching'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkBooks } from '../src/audit/checkBooks.ts'
import { FenceRaised } from '../src/matcher/writeJudged.ts'
import { JournalBroken, replayJournal } from '../src/matcher/replayJournal.ts'
import { accept, actorKey } from './actors.ts'
import { bookLease, fund, listNode } from './bookLease.ts'
import { type Market, startMarket } from './startMarket.ts'

describe('the matcher', () => {
  let market: Market
  beforeAll(async () => {
    market = await startMarket()
    const follower = await market.startEngine('follower')
    const worker = await market.startEngine('worker')
    const matcher = await market.startEngine('matcher')
    const renter = actorKey('matcher renter')
    await fund(market, renter)
    const { node } = await listNode(market, { name: 'matcher', gpus: 4 })
    await bookLease(market, renter, { node, nonce: 1n })
    await Promise.all([follower.stop(), worker.stop(), matcher.stop()])
  })
  afterAll(() => market.stop())

  it('stores the hash of the book when it stops, and a replay gives the same', async () => {
    const [row] = await market.owner.query<{ book_hash: string }>('select book_hash from matcher_status', [])
    const { book } = await replayJournal(market.owner)
    expect(bookHash(book, (text) => createHash('sha256').update(text).digest('hex'))).toBe(row?.book_hash)
    expect(canonicalBook(book)).toContain('asks')
  })

  it('is stopped by a later matcher’s fence: it commits nothing more and ends', async () => {
    const first = await market.startEngine('matcher')
    const second = await market.startEngine('matcher')
    const before = await journalLength(market)
    await accept(market, { kind: 'CancelOrder', orderHash: someHash as never, by: actorKey('nobody').address }, 'fence/1')
    expect(await first.fatal).toBeInstanceOf(FenceRaised)
    expect(market.takeFatal()).toBeInstanceOf(FenceRaised)
    await market.until('the second took the command', async () => (await journalLength(market)) === before + 1n)
    await Promise.all([first.stop(), second.stop()])
  })

  it.each([
    ['the events of a row', "update journal set events = '[{}]' where seq = 3"],
    ['the time of a row', 'update journal set at_ms = at_ms + 1 where seq = 4'],
    ['a row that is missing', 'delete from journal where seq = 5'],
    ['events and hash that fit each other but not the rules', forgedRow()],
  ])('refuses to continue after tampering with %s, and the audit names the row', async (_what, tampering) => {
    const copies = await market.owner.query<{ seq: bigint; at_ms: bigint; command: string; events: string; hash: string }>(
      'select * from journal order by seq',
      [],
    )
    await market.owner.query(tampering, [])
    try {
      await expect(market.startEngine('matcher')).rejects.toThrow(JournalBroken)
      const report = await checkBooks({ db: market.api, rpcUrl: market.chain.rpcUrl, directory: market.chain.addresses.directory })
      expect(report.findings.join()).toMatch(/journal row \d/)
    } finally {
      await market.owner.query('delete from journal', [])
      for (const row of copies)
        await market.owner.query('insert into journal values ($1, $2, $3, $4, $5)', [row.seq, row.at_ms, row.command, row.events, row.hash])
    }
  })
})

const someHash = `0x${'12'.repeat(32)}`

/**
 * Returns SQL that forges the journal: it removes the events of the last row that has events, and stores the hash that fits the changed row. An attacker with
 * the database's password could do this.
 */
function forgedRow(): string {
  return `update journal as row set events = '[]', hash = encode(sha256(
      decode(previous.hash, 'hex') || int8send(row.seq) || int8send(row.at_ms)
      || int4send(octet_length(row.command)) || convert_to(row.command, 'UTF8') || int4send(2) || convert_to('[]', 'UTF8')), 'hex')
    from journal as previous
    where previous.seq = row.seq - 1 and row.seq = (select max(seq) from journal where events <> '[]')`
}

async function journalLength(market: Market): Promise<bigint> {
  const [row] = await market.owner.query<{ seq: bigint }>('select max(seq) as seq from journal', [])
  return row?.seq ?? 0n
}
