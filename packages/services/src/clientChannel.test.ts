import { assetUnits, hex32, keccak256Hex, type Hex32, zeroHex32 } from '@infinitio/domain'
import { assert, property, shuffledSubarray } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exampleReceipt, exampleTerms } from '../test/examples.ts'
import {
  believe,
  type CheckedReceipt,
  type ClientChannel,
  mostCostOf,
  newClientChannel,
  nextCeiling,
  type OpenRequest,
  withCounted,
  withOpen,
  withoutOpen,
  withReceipt,
} from './clientChannel.ts'
import { costOf, needOf, stepAfter } from './metering.ts'

const terms = exampleTerms()
const start = newClientChannel({ serial: 0, settled: assetUnits(0n) })

function requestOf(seq: number, changes: Partial<OpenRequest> = {}): OpenRequest {
  const word = hex32(`0x${String(seq).padStart(64, '0')}`)
  return { seq, salt: '0x', request: word, digest: word, prompt: { bytes: 2, messages: 1 }, mostOutput: null, counted: 0, ...changes }
}

/** Returns the receipts 1 to `count`. Each of them has the hash of the previous one. */
function chainOf(count: number): CheckedReceipt[] {
  const made: CheckedReceipt[] = []
  let [previous, spent]: [Hex32, bigint] = [zeroHex32, 0n]
  for (let n = 1; n <= count; n += 1) {
    spent += BigInt(n)
    const receipt = exampleReceipt({ n, seq: n, previous, cost: assetUnits(BigInt(n)), spent: assetUnits(spent) })
    const hash = keccak256Hex(Uint8Array.of(n))
    made.push({ receipt, hash })
    previous = hash
  }
  return made
}

function take(channel: ClientChannel, receipts: readonly CheckedReceipt[]): ClientChannel | null {
  return receipts.reduce<ClientChannel | null>((now, checked) => (now === null ? null : withReceipt(now, checked)), channel)
}

describe('a channel of a client', () => {
  it('signs what all open requests need, and never less than before', () => {
    let channel = start
    for (let seq = 1; seq <= 4; seq += 1) channel = withOpen(channel, requestOf(seq))
    const need = needOf(terms, { ...requestOf(1), answers: 0 })
    expect(nextCeiling(channel, terms)).toBe(4n * need)
    const after = withoutOpen({ ...channel, ceiling: nextCeiling(channel, terms) }, 2)
    expect(nextCeiling(after, terms)).toBe(4n * need)
  })

  it('raises the ceiling by what came, up to the limit of the request', () => {
    const open = withCounted(withOpen(start, requestOf(1)), 1, 1_000)
    const came = costOf(terms, { input: 0, cached: 0, output: 1_000 })
    expect(nextCeiling(open, terms) - nextCeiling(withOpen(start, requestOf(1)), terms)).toBe(came)
    const limited = requestOf(1, { mostOutput: 10, counted: 10 })
    expect(mostCostOf(limited, terms, 9)).toBeLessThan(came)
    expect(mostCostOf(requestOf(1), terms, 9) - mostCostOf(requestOf(1), terms, 0)).toBe(terms.step - stepAfter(terms, 0))
  })

  it('accepts receipts of parallel answers in each sequence', () => {
    const receipts = chainOf(6)
    assert(
      property(shuffledSubarray(receipts, { minLength: 6 }), (shuffled) => {
        const end = take(start, shuffled)
        expect([end?.n, end?.owed, end?.waiting.length, end?.newest]).toEqual([6, 21n, 0, receipts[5]?.hash])
      }),
    )
  })

  it('stops on a wrong sum, a second receipt of a number, and a broken chain', () => {
    const [first, second] = chainOf(2) as [CheckedReceipt, CheckedReceipt]
    const dearer = { ...second, receipt: { ...second.receipt, spent: assetUnits(second.receipt.spent + 1n) } }
    expect(take(start, [first, dearer])).toBeNull()
    expect(take(start, [dearer, first])).toBeNull()
    expect(take(start, [first, first])).toBeNull()
    expect(take(start, [second, second])).toBeNull()
    expect(take(start, [first, { ...second, receipt: { ...second.receipt, previous: zeroHex32 } }])).toBeNull()
  })

  it('believes a service up to its own signature and no further', () => {
    const [, newest] = chainOf(2) as [CheckedReceipt, CheckedReceipt]
    const lost = believe(start, { newest, seq: 7, spent: assetUnits(3n) })
    expect([lost?.owed, lost?.nextSeq, lost?.n, lost?.ceiling]).toEqual([3n, 8 + 1_024, 2, 3n])
    expect(believe(start, { newest, seq: 7, spent: assetUnits(2n) })).toBeNull()
    expect(believe({ ...start, owed: assetUnits(9n), ceiling: assetUnits(9n) }, { newest, seq: 7, spent: assetUnits(3n) })).toBeNull()
    expect(believe({ ...start, n: 5 }, { newest, seq: 7, spent: assetUnits(3n) })).toBeNull()
  })
})
