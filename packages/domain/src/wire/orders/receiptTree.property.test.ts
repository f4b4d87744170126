import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keccak256 } from '../../hashing/keccak256.ts'
import type { OrderReceiptWire } from './orders.ts'
import { proveReceipts, receiptSignedText, receiptsText, receiptText } from './receiptTree.ts'

type Facts = Omit<OrderReceiptWire, 'signer' | 'signature'>

const hex = (digits: number) => fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: digits, maxLength: digits })
const hex32 = hex(64).map((digits) => `0x${digits}`)
const facts: fc.Arbitrary<Facts> = fc.record({
  kind: fc.constantFrom('order', 'cancel'),
  orderHash: hex32,
  acceptedAt: fc.nat(),
  journalSeq: fc.nat().map(String),
  journalHash: hex(64),
})
const groups = fc.uniqueArray(facts, { selector: ({ orderHash }) => orderHash, minLength: 2, maxLength: 40 })

function signedTogether(group: readonly Facts[]): { root: string; receipts: Facts[] } {
  const { root, proofs } = proveReceipts(group.map(receiptText), keccak256)
  return { root: receiptsText(root), receipts: group.map((each, place) => ({ ...each, proof: proofs[place] })) }
}

describe('receipts with one signature', () => {
  test('lead to the same root, with at most as many hashes as halvings of the group', () => {
    fc.assert(
      fc.property(groups, (group) => {
        const { root, receipts } = signedTogether(group)
        for (const receipt of receipts) {
          expect(receiptSignedText(receipt, keccak256)).toBe(root)
          expect(receipt.proof?.length).toBeLessThanOrEqual(Math.ceil(Math.log2(group.length)))
        }
      }),
      { numRuns: 60 },
    )
  })

  test('lead to another root when a field or the proof is changed', () => {
    const changes: ((receipt: Facts, other: Facts) => Facts)[] = [
      (receipt) => ({ ...receipt, kind: receipt.kind === 'order' ? 'cancel' : 'order' }),
      (receipt, { orderHash }) => ({ ...receipt, orderHash }),
      (receipt) => ({ ...receipt, acceptedAt: receipt.acceptedAt + 1 }),
      (receipt) => ({ ...receipt, journalSeq: `${receipt.journalSeq}0` }),
      (receipt) => ({ ...receipt, journalHash: receipt.journalHash.replace(/^./, (first) => (first === '0' ? '1' : '0')) }),
      (receipt) => ({ ...receipt, proof: receipt.proof?.slice(1) }),
      (receipt) => ({ ...receipt, proof: receipt.proof?.slice(0, -1) }),
      (receipt) => ({ ...receipt, proof: [...(receipt.proof ?? []), `0x${'0'.repeat(64)}`] }),
      ({ proof: _, ...receipt }) => receipt,
    ]
    fc.assert(
      fc.property(groups, (group) => {
        const { root, receipts } = signedTogether(group)
        const [first, last] = [receipts[0] as Facts, receipts.at(-1) as Facts]
        for (const change of changes) expect(receiptSignedText(change(first, last), keccak256)).not.toBe(root)
      }),
      { numRuns: 60 },
    )
  })

  test('form the tree of contracts: pairs in byte order, the last one unpaired', () => {
    const texts = ['one', 'two', 'three'].map((journalHash) =>
      receiptText({ kind: 'order', orderHash: '0x1', acceptedAt: 1, journalSeq: '1', journalHash }),
    )
    const [one, two, three] = texts.map((text) => keccak256(new TextEncoder().encode(text))) as [Uint8Array, Uint8Array, Uint8Array]
    const pair = (a: Uint8Array, b: Uint8Array) => keccak256(Buffer.concat([a, b].toSorted(Buffer.compare)))
    const { root, proofs } = proveReceipts(texts, keccak256)
    expect(root).toBe(`0x${Buffer.from(pair(pair(one, two), three)).toString('hex')}`)
    expect(proofs.map(({ length }) => length)).toEqual([2, 2, 1])
  })

  test('throw for an empty list', () => {
    expect(() => proveReceipts([], keccak256)).toThrow('no text')
  })
})
