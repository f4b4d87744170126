import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { listSnapshots, openDb } from '@infinitio/db'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { replayJournal } from '../src/matcher/replayJournal.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { acceptCancel, cancelledHash, journalledCancels } from './numberedCancels.ts'
import { type Market, startMarket } from './startMarket.ts'
import { startMatcherProcess } from './startMatcherProcess.ts'

const KILLS = 3
const COMMANDS_BETWEEN_KILLS = 150
/** The locks of matchers that lead or wait for that, in this test's database. */
const leadLocks = `from pg_locks join pg_stat_activity using (pid) where locktype = 'advisory' and application_name = 'lock matcher'
  and datname = current_database()`

describe('two matchers, of which one leads and one follows', () => {
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

  const start = () => startMatcherProcess(market, { children, settings: { STANDBY: 'on', SNAPSHOT_ROWS: '20' } })
  const fence = async () => (await market.owner.query<{ value: bigint }>('select value from fence', []))[0]?.value ?? 0n
  const isFollowing = async () => (await market.owner.query(`select ${leadLocks} and not granted`, [])).length > 0

  it('the one that follows takes over when the other is killed under load: every accepted command is in the journal once, in order', async () => {
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
    expect(await listSnapshots(market.owner, { limit: 9 })).toHaveLength(3)
    // Also that each snapshot is the book after its row.
    await expectBooksAgree(market)
  })

  it('one that was frozen, and wakes when the other leads, writes nothing more', async () => {
    const frozen = start()
    await market.until('one leads', async () => (await fence()) > 0n)
    start()
    await market.until('the other one follows', isFollowing)
    for (let number = 0; number < 20; number += 1) await acceptCancel(market, number)
    // Not in the middle of a transaction, whose lock on the fence would last until its own time limit.
    await market.until('these commands are in the journal', async () => (await journalledCancels(market)).length >= 20)
    frozen.kill('SIGSTOP')
    const before = await fence()
    // What the server does by itself when a host goes silent.
    const matcher = openDb({ url: market.database.urls.infinitio_matcher, max: 1, onError: () => undefined })
    await matcher.query(`select pg_terminate_backend(pid) ${leadLocks} and granted`, [])
    await matcher.close()
    for (let number = 20; number < 60; number += 1) await acceptCancel(market, number)
    await market.until('the other one leads', async () => (await fence()) === before + 1n)
    frozen.kill('SIGCONT')
    await once(frozen, 'exit')
    await market.until('every command is in the journal', async () => (await journalledCancels(market)).length >= 60)
    expect(await journalledCancels(market)).toEqual(Array.from({ length: 60 }, (_, number) => cancelledHash(number)))
    await expectBooksAgree(market)
  })

  it('one that follows stops when it is told to, and leads at once when it is alone', async () => {
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
