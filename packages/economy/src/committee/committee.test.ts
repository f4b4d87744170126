import { hex32, keccak256 } from '@infinitio/domain'
import { toHex } from 'viem'
import { describe, expect, test } from 'vitest'
import { addressOf } from '../../test/inventedEpoch.ts'
import { drawCommittee } from './drawCommittee.ts'

const hashOf = (text: string) => hex32(toHex(keccak256(new TextEncoder().encode(text))))
const at = { seed: hashOf('beacon'), setHash: hashOf('set'), kind: 'emission', epoch: 500_000n } as const
const setOf = (size: number) =>
  Array.from({ length: size }, (_, place) => ({ account: addressOf(place + 1), stake: 1_000n * 10n ** 18n * BigInt(1 + (place % 5)), place }))
const bits = (drawn: readonly { place: number }[]) => drawn.reduce((sum, { place }) => sum | (1n << BigInt(place)), 0n)

describe('the committee of an hour', () => {
  // The Solidity test contracts/test/concrete/attestations/committee.t.sol has the same values.
  test('equals the contract’s selection', () => {
    expect(bits(drawCommittee(setOf(20), at))).toBe(946_174n)
    const ofUnits = setOf(40).map((member) => ({ ...member, stake: BigInt(1 + (member.place % 2)) }))
    expect(bits(drawCommittee(ofUnits, at))).toBe(455_855_424_011n)
  })

  test('differs for all other subjects', () => {
    expect(bits(drawCommittee(setOf(20), { ...at, kind: 'shared' }))).toBe(1_014_750n)
  })

  test('has sixteen members, others for another hour, seed or set, and includes a member with nearly all stake', () => {
    const whale = setOf(40).map((member) => (member.place === 39 ? { ...member, stake: 10n ** 30n } : member))
    const drawings = [at, { ...at, epoch: 500_001n }, { ...at, seed: hashOf('another') }, { ...at, setHash: hashOf('another') }].map((it) =>
      drawCommittee(whale, it),
    )
    for (const drawn of drawings) {
      expect(new Set(drawn).size).toBe(16)
      expect(drawn.at(-1)?.place).toBe(39)
      expect(drawn.map(({ place }) => place)).toEqual(drawn.map(({ place }) => place).toSorted((one, other) => one - other))
    }
    expect(new Set(drawings.map((drawn) => bits(drawn))).size).toBe(4)
  })

  test('is everyone in a set of sixteen, and when the hour has no seed', () => {
    expect(drawCommittee(setOf(16), at)).toHaveLength(16)
    expect(drawCommittee(setOf(40), { ...at, seed: null })).toHaveLength(40)
  })
})
