import { readFileSync } from 'node:fs'
import type { Address, Hex32 } from '@infinitio/domain'
import type { CalledNonce } from '@infinitio/domain/proofs'
import { describe, expect, test } from 'vitest'
import { isRightNonce } from './isRightNonce.ts'

type Call = CalledNonce & { form: string; chainId: number; checker: Address; slot: number; slotHash: Hex32; signed: boolean }
const url = new URL('../../../domain/vectors/proofs.json', import.meta.url)
const { calls } = JSON.parse(readFileSync(url, 'utf8')) as { calls: Call[] }
const [right] = calls as [Call]
const statementOf = ({ slot, slotHash }: Call) => ({ slot: BigInt(slot), slotHash, timers: 16 })
const other = `0x${'5a'.repeat(32)}` as Hex32

describe('a nonce of a statement', () => {
  test.each(calls.map((call) => [call.place, call.form, call] as const))(
    'counts for timer %i only with a signature of one form: %s',
    async (_place, _form, call) => {
      expect(await isRightNonce(call, statementOf(call), call)).toBe(call.signed)
    },
  )

  test.each<[string, Partial<Call>]>([
    ['nonce', { nonce: other }],
    ['hash', { nonceHash: other }],
    ['address', { doorHash: other }],
    ['timer', { timer: (calls[9] as Call).timer }],
    ['position', { place: 16 }],
    ['chain', { chainId: 1 }],
    ['contract', { checker: `0x${'11'.repeat(20)}` as Address }],
    ['slot', { slot: 101 }],
    ['block', { slotHash: other }],
  ])('does not count with another %s', async (_what, change) => {
    const changed = { ...right, ...change }
    expect(await isRightNonce(changed, statementOf(changed), changed)).toBe(false)
  })
})
