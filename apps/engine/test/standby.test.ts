import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { replayJournal } from '../src/matcher/replayJournal.ts'
import { listNamedSeqs } from '../src/matcher/snapshots/snapshotName.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { acceptCancel, cancelledHash, journalledCancels } from './numberedCancels.ts'
import { type Market, startMarket } from './startMarket.ts'
import { startMatcherProcess } from './startMatcherProcess.ts'

const KILLS = 3
const COMMANDS_BETWEEN_KILLS = 150
/** Selects a matcher that waits for the lead, in this test's database. */
const waiting = `select from pg_locks join pg_stat_activity using (pid) where locktype = 'advisory' and application_name = 'lock matcher'
  and datname = current_database() and not granted`

describe('a leading matcher and a standby', () => {
  let market: Market
  const children = new Set<ChildProcess>()
  beforeEach(async () => {
    market = await startMarket()
    await market.startEngine('follower')
  })
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL')
    await market.stop()
  })

  const start = () => startMatcherProcess(market, { children, settings: { STANDBY: 'on', SNAPSHOT_ROWS: '100' } })
  const fence = async () => (await market.owner.query<{ value: bigint }>('select value from fence', []))[0]?.value ?? 0n
  const isFollowing = async () => (await market.owner.query(waiting, [])).length > 0

  it('hand over when the leader is killed under load: each accepted command is in the journal once, in order', async () => {
    let leader = start()
    await market.until('one leads', async () => (await fence()) > 0n)
    let accepted = 0
    for (let kill = 0; kill < KILLS; kill += 1) {
      const standby = start()
      await market.until('the other one follows', isFollowing)
      const first = accepted
      const before = await fence()
      const accepting = (async () => {
        for (; accepted < first + COMMANDS_BETWEEN_KILLS; accepted += 1) await acceptCancel(market, accepted)
      })()
      await market.until('these commands have begun', async () => (await journalledCancels(market)).length > first + 20)
      expect(await fence()).toBe(before)
      leader.kill('SIGKILL')
      await accepting
      await market.until('every command is in the journal', async () => (await journalledCancels(market)).length >= accepted)
      expect(await fence()).toBe(before + 1n)
      leader = standby
    }
    expect(await journalledCancels(market)).toEqual(Array.from({ length: accepted }, (_, number) => cancelledHash(number)))
    await replayJournal(market.owner)
    await market.until('the journal names a snapshot', async () => (await listNamedSeqs(market.owner)).length > 0)
    // Waits until journal, database and chain agree, and also checks that each snapshot equals the order book after the snapshot's journal row.
    await expectBooksAgree(market)
  })

  it.skipIf(process.env.TEST_LONG !== '1')(
    'one that hangs with its connections open loses the lead to the other, and writes nothing more when it wakes',
    async () => {
      const frozen = start()
      await market.until('one leads', async () => (await fence()) > 0n)
      start()
      await market.until('the other one follows', isFollowing)
      const before = await fence()
      let accepted = 0
      const accepting = (async () => {
        for (; accepted < 200; accepted += 1) await acceptCancel(market, accepted)
      })()
      // The test may freeze the matcher at any point, even in the middle of a transaction.
      await market.until('these commands have begun', async () => (await journalledCancels(market)).length >= 20)
      frozen.kill('SIGSTOP')
      await accepting
      await market.until('the other one leads', async () => (await fence()) === before + 1n)
      await market.until('every command is in the journal', async () => (await journalledCancels(market)).length >= accepted)
      frozen.kill('SIGCONT')
      const [code] = (await once(frozen, 'exit')) as [number | null]
      expect(code).not.toBe(0)
      await acceptCancel(market, accepted)
      await market.until('the one that leads goes on', async () => (await journalledCancels(market)).length > accepted)
      expect(await fence()).toBe(before + 1n)
      expect(await journalledCancels(market)).toEqual(Array.from({ length: accepted + 1 }, (_, number) => cancelledHash(number)))
      await expectBooksAgree(market)
    },
  )

  it('stop as a standby on request, and lead at once without another matcher', async () => {
    const leader = await market.startEngine('matcher', { STANDBY: 'on' })
    await market.until('one leads', async () => (await fence()) > 0n)
    const before = await fence()
    const standby = await market.startEngine('matcher', { STANDBY: 'on' })
    await standby.stop()
    const next = await market.startEngine('matcher', { STANDBY: 'on' })
    await leader.stop()
    await market.until('the next one leads', async () => (await fence()) === before + 1n)
    await acceptCancel(market, 0)
    await market.until('its command is in the journal', async () => (await journalledCancels(market)).length === 1)
    await next.stop()
  })
})
