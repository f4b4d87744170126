import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { replayJournal } from '../src/matcher/replayJournal.ts'
import { accept, actorKey } from './actors.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { type Market, startMarket } from './startMarket.ts'

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

  it('resumes from its journal: every accepted command is in it once, in order, and the book is the one it had', async () => {
    let accepted = 0
    for (let kill = 0; kill < KILLS; kill += 1) {
      const child = spawnMatcher(market, children)
      const first = accepted
      const accepting = (async () => {
        for (; accepted < first + COMMANDS_BETWEEN_KILLS; accepted += 1) await acceptOne(market, accepted)
      })()
      await market.until('it has begun with these commands', async () => (await journalledApiCommands(market)).length > first + 20)
      child.kill('SIGKILL')
      await once(child, 'exit')
      await accepting
    }
    const last = await market.startEngine('matcher')
    const commands = await market.until('every command is in the journal', async () => {
      const rows = await journalledApiCommands(market)
      return rows.length >= accepted ? rows : null
    })
    expect(commands).toEqual(Array.from({ length: accepted }, (_, number) => orderHashOf(number)))
    await last.stop()
    const { head } = await replayJournal(market.owner)
    const [row] = await market.owner.query<{ seq: bigint; hash: string }>('select seq, hash from journal order by seq desc limit 1', [])
    expect({ seq: head.seq, hash: head.hash }).toEqual(row)
    await expectBooksAgree(market)
  })
})

function spawnMatcher({ database, chain, keyFile }: Market, children: Set<ChildProcess>): ChildProcess {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../src/main.ts')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,
      LOG_LEVEL: 'fatal',
      ROLE: 'matcher',
      MATCHER_DATABASE_URL: database.urls.infinitio_matcher,
      FOLLOWER_DATABASE_URL: database.urls.infinitio_follower,
      WORKER_DATABASE_URL: database.urls.infinitio_worker,
      RPC_URL: chain.rpcUrl,
      DIRECTORY_ADDRESS: chain.addresses.directory,
      SENDER_KEY_FILE: keyFile,
      FINALITY_BLOCKS: '1',
      LOWER_HEAD_MS: '2000',
    },
  })
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}

function orderHashOf(number: number): string {
  return `0x${number.toString(16).padStart(64, '0')}`
}

async function acceptOne(market: Market, number: number): Promise<void> {
  const orderHash = orderHashOf(number)
  await accept(market, { kind: 'CancelOrder', orderHash: orderHash as never, by: actorKey('nobody').address }, `cancel/${number}`)
}

async function journalledApiCommands(market: Market): Promise<string[]> {
  const rows = await market.owner.query<{ hash: string }>(
    `select command::jsonb ->> 'orderHash' as hash from journal where command::jsonb ->> 'kind' = 'CancelOrder' order by seq`,
    [],
  )
  return rows.map((row) => row.hash)
}
