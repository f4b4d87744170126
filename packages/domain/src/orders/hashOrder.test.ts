import { readFileSync } from 'node:fs'
import { hashDomain } from 'viem'
import { describe, expect, test } from 'vitest'
import { address, domainSeparator, hashAsk, hashBid, hashMandate, hashMarketMessage, type MarketMessageKind, marketMessageStructs } from '../index.ts'
import { packWords } from '../hashing/packWords.ts'
import { cancelLeaseStruct, endStruct, hashCancelLease, hashEnd, hashReady, readyStruct } from './relayedMessages.ts'
import { typedDataDigest } from '../structs/signingDomain.ts'

type Kind = MarketMessageKind | 'Ready' | 'End' | 'CancelLease'
type MessageVector = { kind: Kind; words: string[]; structHash: string }
type Vector = { order: never; hash: string }
const vectors = JSON.parse(readFileSync(new URL('../../vectors/orders.json', import.meta.url), 'utf8')) as {
  chainId: number
  market: string
  domainSeparator: string
  asks: Vector[]
  bids: Vector[]
  mandates: Vector[]
}
const domain = { chainId: vectors.chainId, market: address(vectors.market) }

const types = { ...marketMessageStructs, Ready: readyStruct, End: endStruct, CancelLease: cancelLeaseStruct }

function hash(kind: Kind, message: never): string {
  if (kind === 'Ready') return hashReady(message, domain)
  if (kind === 'End') return hashEnd(message, domain)
  if (kind === 'CancelLease') return hashCancelLease(message, domain)
  return hashMarketMessage(kind, message, domain)
}

describe('order hashes', () => {
  test('equal the vectors that the contract also meets', () => {
    expect(domainSeparator(domain)).toBe(vectors.domainSeparator)
    for (const { order, hash } of vectors.asks) expect(hashAsk(order, domain)).toBe(hash)
    for (const { order, hash } of vectors.bids) expect(hashBid(order, domain)).toBe(hash)
    for (const { order, hash } of vectors.mandates) expect(hashMandate(order, domain)).toBe(hash)
  })

  test('equal, for every signed message, the vectors that the contract also meets', () => {
    const messages = JSON.parse(readFileSync(new URL('../../vectors/messages.json', import.meta.url), 'utf8')) as MessageVector[]
    expect(new Set(messages.map(({ kind }) => kind))).toEqual(new Set(Object.keys(types)))
    for (const { kind, words, structHash } of messages) {
      const type = types[kind]
      const message = Object.fromEntries(type.fields.map((field, at) => [field.name, BigInt(words[at] ?? 0)]))
      expect(hash(kind, message as never)).toBe(typedDataDigest(domain, packWords([BigInt(structHash)])))
    }
  })

  test('differ on another chain and for another contract, so that no signature can be replayed there', () => {
    const order = vectors.bids[0]?.order as never
    const here = hashBid(order, domain)
    expect(hashBid(order, { ...domain, chainId: domain.chainId + 1 })).not.toBe(here)
    expect(hashBid(order, { ...domain, market: address(`0x${'1'.repeat(40)}`) })).not.toBe(here)
  })

  test('use the domain separator of viem', () => {
    const fields = { name: 'string', version: 'string', chainId: 'uint256', verifyingContract: 'address' }
    const EIP712Domain = Object.entries(fields).map(([name, type]) => ({ name, type }))
    const viemDomain = { name: 'Infinitio Market', version: '1', chainId: domain.chainId, verifyingContract: domain.market }
    expect(domainSeparator(domain)).toBe(hashDomain({ domain: viemDomain as never, types: { EIP712Domain } }))
  })

  test('throw for a value that does not fit its signed type', () => {
    const [first] = vectors.asks
    const ask = { ...(first?.order as unknown as object), minGpus: 256 } as never
    expect(() => hashAsk(ask, domain)).toThrow('minGpus fits uint8')
  })
})
