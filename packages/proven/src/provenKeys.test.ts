import { createRequire } from 'node:module'
import { hex32 } from '@infinitio/domain'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieldOrder } from './field.ts'
import { provenKeyOf, readProvenSignature, recoverProven, signProven } from './provenKeys.ts'

type Oracle = { readonly verifySignature: (message: bigint, signature: { R8: [bigint, bigint]; S: bigint }, point: [bigint, bigint]) => boolean }
const oracle = createRequire(import.meta.url)('@zk-kit/eddsa-poseidon') as Oracle
const subgroupOrder = 2736030358979909402780800718157159386076813972158567259200215660948447373041n
const secret = `0x${'12'.repeat(32)}` as const
const digestOf = (value: bigint) => hex32(`0x${value.toString(16).padStart(64, '0')}`)
const digest = digestOf(7n)
const runs = 12

describe('signatures on BabyJubJub', () => {
  it('are valid for another implementation, and name the key', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: fieldOrder - 1n }), fc.bigInt({ min: 1n, max: 2n ** 256n - 1n }), (message, key) => {
        const own = `0x${key.toString(16).padStart(64, '0')}` as const
        const signature = signProven(digestOf(message), own)
        const { point, r8, s } = readProvenSignature(signature) ?? expect.unreachable()
        expect(oracle.verifySignature(message, { R8: [...r8], S: s }, [...point])).toBe(true)
        expect(recoverProven(digestOf(message), signature)).toBe(provenKeyOf(own))
      }),
      { numRuns: runs },
    )
  })

  it('are the same for the same secret and hash', () => {
    expect(signProven(digest, secret)).toBe(signProven(digest, secret))
    expect(signProven(digestOf(8n), secret).slice(130)).not.toBe(signProven(digest, secret).slice(130))
  })

  it('are refused for another hash, with a changed word, and with a number that is not reduced', () => {
    const signature = signProven(digest, secret)
    expect(recoverProven(digestOf(8n), signature)).toBe(null)
    expect(recoverProven(hex32(`0x${'f'.repeat(64)}`), signature)).toBe(null)
    for (let word = 0; word < 5; word += 1) {
      const [from, to] = [2 + word * 64, 66 + word * 64]
      const value = BigInt(`0x${signature.slice(from, to)}`)
      const order = word === 4 ? subgroupOrder : fieldOrder
      for (const other of [value ^ 1n, value + order]) {
        expect(recoverProven(digest, signature.slice(0, from) + other.toString(16).padStart(64, '0') + signature.slice(to)), `word ${word}`).toBe(
          null,
        )
      }
    }
  })

  it('are refused for a key of a small order, which has a signature for every hash', () => {
    const words = (values: readonly bigint[]) => `0x${values.map((value) => value.toString(16).padStart(64, '0')).join('')}`
    expect(recoverProven(digest, words([0n, 1n, 0n, 1n, 0n]))).toBe(null)
    expect(recoverProven(digest, words([0n, fieldOrder - 1n, 0n, 1n, 0n]))).toBe(null)
    expect(recoverProven(digest, '0x00')).toBe(null)
    expect(recoverProven(digest, words([1n, 1n, 0n, 1n, 0n]))).toBe(null)
  })
})
