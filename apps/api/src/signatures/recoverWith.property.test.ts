import {
  type Ask,
  askTypedData,
  type Bid,
  bidTypedData,
  hashAsk,
  hashBid,
  isRefusal,
  keccak256,
  type SigningDomain,
  splitSignature,
  type TypedData,
} from '@infinitio/domain'
import { randomFrom } from '@infinitio/process/test'
import fc from 'fast-check'
import { recoverTypedDataAddress } from 'viem'
import { describe, expect, test } from 'vitest'
import { arbitraryAsk, arbitraryBid, arbitraryDomain } from '../../../../packages/domain/test/arbitraryOrders.ts'
import { fastKeccak256 } from './curve.ts'
import type { Curve } from './openCurve.ts'
import { openNativeCurve } from './openNativeCurve.ts'
import { openWasmCurve } from './openWasmCurve.ts'
import { recoverWith } from './recoverWith.ts'

const seed = Number(process.env.SEED ?? 1_904)
/** Number of orders that this test checks. With `npm run test:long`, it is 10,000. */
const orders = process.env.TEST_LONG === '1' ? 10_000 : 600
const curveOrder = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

// If this machine has no native binding, only the wasm version is tested.
const native = await openNativeCurve().catch(() => null)
const wasm = await openWasmCurve()
const curves = native === null ? [wasm] : [native, wasm]

describe('checking a signed order', () => {
  test(`gives what viem gives for ${orders} random and mutated orders, by every curve of this machine (SEED=${seed})`, {
    timeout: 600_000,
  }, async () => {
    const random = randomFrom(seed)
    const sample = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.sample(arbitrary, { numRuns: orders / 2, seed })
    const [asks, bids, domains] = [sample(arbitraryAsk), sample(arbitraryBid), sample(arbitraryDomain)]
    const seen = { recovered: 0, refused: 0 }
    for (let place = 0; place < orders; place += 1) {
      const domain = domains[place % domains.length] as SigningDomain
      const half = Math.floor(place / 2)
      const order: Order = place % 2 === 0 ? { kind: 'ask', order: asks[half] as Ask } : { kind: 'bid', order: bids[half] as Bid }
      const signed = mutated(order, { signature: signatureOf(order, { domain, curve: curves[0] ?? wasm, random }), random })
      const expected = await byViem(signed, domain)
      const digest = digestOf(signed.order, domain)
      for (const curve of curves) {
        const found = recoverWith({ curve, keccak: fastKeccak256 }, { digest, signature: signed.signature })
        expect(isRefusal(found) ? found.rejected : found, `order ${place}, ${curve.kind}`).toBe(expected)
      }
      seen[expected.startsWith('0x') ? 'recovered' : 'refused'] += 1
    }
    expect(Math.min(seen.recovered, seen.refused)).toBeGreaterThan(orders / 20)
  })

  test('hashes the same in wasm as in domain, for every length of a block and more', () => {
    for (let length = 0; length < 300; length += 1) {
      const bytes = Uint8Array.from({ length }, (_, place) => (place * 7 + length) % 256)
      expect(fastKeccak256(bytes)).toEqual(keccak256(bytes))
    }
  })
})

type Order = { kind: 'ask'; order: Ask } | { kind: 'bid'; order: Bid }
type Signed = { order: Order; signature: string }

function digestOf(order: Order, domain: SigningDomain) {
  return order.kind === 'ask' ? hashAsk(order.order, domain, fastKeccak256) : hashBid(order.order, domain, fastKeccak256)
}

function signatureOf(order: Order, { domain, curve, random }: { domain: SigningDomain; curve: Curve; random: () => number }): string {
  const privateKey = Uint8Array.from({ length: 32 }, (_, place) => (place === 0 ? 1 : Math.floor(random() * 256)))
  const { signature, recovery } = curve.sign({ digest: Buffer.from(digestOf(order, domain).slice(2), 'hex'), privateKey })
  return `0x${Buffer.from(signature).toString('hex')}${recovery === 1 ? '1c' : '1b'}`
}

/**
 * Changes an order or its signature at random, to test the check of signatures. Half of the calls change nothing; the others change one field, or the signature
 * or its form.
 */
function mutated(order: Order, { signature, random }: { signature: string; random: () => number }): Signed {
  const kind = Math.floor(random() * 16)
  const r = signature.slice(2, 66)
  const s = signature.slice(66, 130)
  const v = signature.slice(130)
  const word = (value: bigint) => value.toString(16).padStart(64, '0')
  const flip = (text: string) => {
    const at = Math.floor(random() * text.length)
    return text.slice(0, at) + ((Number.parseInt(text[at] ?? '0', 16) + 1 + Math.floor(random() * 15)) % 16).toString(16) + text.slice(at + 1)
  }
  switch (kind) {
    case 0:
      return { order: { ...order, order: { ...order.order, nonce: order.order.nonce ^ 1n } } as Order, signature }
    case 1:
      return { order: { ...order, order: { ...order.order, expiry: order.order.expiry ^ 1n } } as Order, signature }
    case 2:
      return { order, signature: `0x${flip(r)}${s}${v}` }
    case 3:
      return { order, signature: `0x${r}${flip(s)}${v}` }
    case 4:
      return { order, signature: `0x${r}${word(curveOrder - BigInt(`0x${s}`))}${v === '1b' ? '1c' : '1b'}` }
    case 5:
      return { order, signature: `0x${r}${s}${v === '1b' ? '1c' : '1b'}` }
    case 6:
      return { order, signature: `0x${r}${s}${v === '1b' ? '00' : '01'}` }
    case 7:
      // The short form of EIP-2098: 64 bytes, in which the highest bit of s contains the parity.
      return { order, signature: `0x${r}${word(BigInt(`0x${s}`) | (v === '1c' ? 1n << 255n : 0n))}` }
    default:
      return { order, signature }
  }
}

/**
 * Returns what the contracts would find for a signature (the signer or an error code), calculated with viem. First rejects the forms of signatures that the
 * contracts reject, because viem accepts some of them.
 */
async function byViem({ order, signature }: Signed, domain: SigningDomain): Promise<string> {
  const split = splitSignature(signature)
  if (isRefusal(split)) return split.rejected
  const data: TypedData = order.kind === 'ask' ? askTypedData(order.order, domain) : bidTypedData(order.order, domain)
  try {
    return (await recoverTypedDataAddress({ ...(data as object), signature: signature as `0x${string}` } as never)).toLowerCase()
  } catch {
    return 'auth.signature_malformed'
  }
}
