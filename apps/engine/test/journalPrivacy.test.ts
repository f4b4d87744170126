import { readFileSync } from 'node:fs'
import { errorTable } from '@infinitio/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorKey } from './actors.ts'
import { bookLease, fund, listNode } from './bookLease.ts'
import { openTestAdmin, type TestAdmin } from './openTestAdmin.ts'
import { type Market, startMarket } from './startMarket.ts'

/** Forms of text that the journal may contain besides the words in `words`: hex data (an address, hash or signature), a sha256, a number, or a hold's id. */
const allowed = [/^0x[0-9a-f]*$/, /^[0-9a-f]{64}$/, /^-?\d+$/, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/]
const words = new Set<string>([...Object.keys(errorTable), 'owner', 'replaced', 'chain', 'open', 'halted', 'cancel_only'])

/**
 * Returns the texts of a journal row that are neither in `words` nor of an allowed form, each with its path in the row. The field `kind` always has a known
 * word.
 */
function freeTexts(value: unknown, path: string): string[] {
  if (typeof value === 'string')
    return path.endsWith('.kind') || words.has(value) || allowed.some((form) => form.test(value)) ? [] : [`${path}: ${value}`]
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, entry]) => freeTexts(entry, `${path}.${key}`))
}

describe('the public and permanent journal', () => {
  let market: Market
  let admin: TestAdmin
  beforeAll(async () => {
    market = await startMarket()
    admin = openTestAdmin(market)
    await market.startEngine('all')
    const renter = actorKey('privacy renter')
    const name = 'Ada Lovelace <ada@example.org>, 12 St James Square'
    await market.api.query('insert into accounts (account) values ($1)', [renter.address])
    await market.api.query('insert into lease_names (bid_hash, account, name) values ($1, $2, $3)', ['0x01', renter.address, name])
    await market.api.query('insert into workloads (hash, owner, body) values ($1, $2, $3)', ['0x02', renter.address, '{"image":"ada/private"}'])
    await fund(market, renter)
    const { node } = await listNode(market, { name: 'Ada in London', gpus: 2 })
    await bookLease(market, renter, { node, nonce: 1n })
    await admin.say(`block ${renter.address}`)
    await admin.say(`delist ${node.id}`)
    await admin.say('halt')
  })
  afterAll(async () => {
    await admin.close()
    await market.stop()
  })

  it('contains only addresses, hashes, signatures, numbers and known words in a market with names, images and reasons', async () => {
    const rows = await market.owner.query<{ seq: bigint; command: string; events: string }>(
      'select seq, command, events from journal order by seq',
      [],
    )
    expect(rows.length).toBeGreaterThan(10)
    for (const { seq, command, events } of rows) {
      expect(freeTexts(JSON.parse(command), `${seq}`)).toEqual([])
      expect(freeTexts(JSON.parse(events), `${seq}`)).toEqual([])
    }
  })

  it('contains no other text in a random market', () => {
    const file = new URL('../../../packages/matching/test/journals/random-market.ndjson', import.meta.url)
    for (const line of readFileSync(file, 'utf8').trimEnd().split('\n').slice(0, -1)) {
      const { command, events } = JSON.parse(line) as { command: string; events: string }
      // Ignore the signatures: the random market invents those of its orders, and they have another form.
      const found = [...freeTexts(JSON.parse(command), 'command'), ...freeTexts(JSON.parse(events), 'events')]
      expect(found.filter((text) => !text.includes('ignature: 0x'))).toEqual([])
    }
  })

  it('is checked by a function that finds other text', () => {
    expect(freeTexts({ kind: 'PlaceBid', bid: { note: 'call me' } }, '1')).toEqual(['1.bid.note: call me'])
  })
})
