import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashBook } from '../src/matcher/hashBook.ts'
import { replayJournal } from '../src/matcher/replayJournal.ts'
import { recoverBook } from '../src/matcher/snapshots/recoverBook.ts'
import { listNamedSeqs } from '../src/matcher/snapshots/snapshotName.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { acceptCancel, cancelledHash, journalledCancels } from './numberedCancels.ts'
import { type Market, startMarket } from './startMarket.ts'
import { startMatcherProcess } from './startMatcherProcess.ts'

const KILLS = 4
const COMMANDS_BETWEEN_KILLS = 150

describe('a matcher killed at any moment', () => {
  let market: Market
  const children = new Set<ChildProcess>()
  beforeAll(async () => {
    market = await startMarket()
    await market.startEngine('follower')
  })
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL')
    await market.stop()
  })

  it('resumes from snapshot and journal with every accepted command once, in order, and the same book', async () => {
    let accepted = 0
    for (let kill = 0; kill < KILLS; kill += 1) {
      const child = startMatcherProcess(market, { children, settings: { SNAPSHOT_ROWS: '10' } })
      const first = accepted
      const accepting = (async () => {
        for (; accepted < first + COMMANDS_BETWEEN_KILLS; accepted += 1) await acceptCancel(market, accepted)
      })()
      await market.until('it has begun with these commands', async () => (await journalledCancels(market)).length > first + 20)
      child.kill('SIGKILL')
      await once(child, 'exit')
      await accepting
    }
    const last = await market.startEngine('matcher', { SNAPSHOT_ROWS: '10' })
    const commands = await market.until('every command is in the journal', async () => {
      const rows = await journalledCancels(market)
      return rows.length >= accepted ? rows : null
    })
    expect(commands).toEqual(Array.from({ length: accepted }, (_, number) => cancelledHash(number)))
    await market.until('the journal names a snapshot', async () => (await listNamedSeqs(market.owner)).length > 0)
    await expectBooksAgree(market)
    await last.stop()
    const { book, head } = await replayJournal(market.owner)
    const [row] = await market.owner.query<{ seq: bigint; hash: string }>('select seq, hash from journal order by seq desc limit 1', [])
    expect({ seq: head.seq, hash: head.hash }).toEqual(row)
    const recovered = await recoverBook(market.owner, market)
    expect(recovered.from).toBeGreaterThan(0n)
    expect(recovered.head).toEqual(head)
    expect(hashBook(recovered.book)).toBe(hashBook(book))
  })
})
