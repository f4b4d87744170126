import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attributeFault, type FaultFacts, faultParties, faultRules, hardwareXids, noFaultFacts } from '../index.ts'

const count = fc.nat({ max: 4 })
const facts: fc.Arbitrary<FaultFacts> = fc.record({
  ...{ isMarketAway: fc.boolean(), isGatewayDown: fc.boolean(), silentWays: count, seenWays: count, isGatewayEmpty: fc.boolean() },
  ...{ xid: fc.option(fc.nat({ max: 200 })), hasRebooted: fc.boolean(), isReadyLate: fc.boolean() },
  ...{ hasMemoryErrors: fc.boolean(), isGpuLost: fc.boolean(), isMachineDiskFull: fc.boolean() },
  ...{ hasImageFailed: fc.boolean(), isImageRefused: fc.boolean(), otherProvidersFailed: count },
  ...{ hasOtherImageCome: fc.boolean(), hasOtherImageFailed: fc.boolean(), hasWorkloadFailed: fc.boolean(), isEndSigned: fc.boolean() },
})
/** Facts about an incident that the first three rules for finding the party at fault ignore. They are evidence only for later rules. */
const ofHardware = ['hasRebooted', 'hasMemoryErrors', 'isGpuLost', 'isMachineDiskFull'] as const
const later = [...ofHardware, 'isReadyLate', 'hasImageFailed', 'isImageRefused', 'hasOtherImageCome', 'hasOtherImageFailed'] as const
const flags = ['isMarketAway', 'isGatewayDown', 'isGatewayEmpty', ...later, 'hasWorkloadFailed', 'isEndSigned'] as const

describe('the attribution of a fault', () => {
  test('equals the vectors, and they reach each rule', () => {
    type Vector = { name: string; facts: Partial<FaultFacts>; party: string; rule: number }
    const vectors = JSON.parse(readFileSync(new URL('../../vectors/faults.json', import.meta.url), 'utf8')) as Vector[]
    for (const { name, facts: told, party, rule } of vectors)
      expect([name, attributeFault({ ...noFaultFacts, ...told })]).toEqual([name, expect.objectContaining({ party, rule })])
    expect(new Set(vectors.map(({ rule }) => rule))).toEqual(new Set(faultRules.map(({ number }) => number)))
  })

  test('returns exactly one known party for any facts, always the same', () => {
    fc.assert(
      fc.property(facts, (told) => {
        const fault = attributeFault(told)
        expect(faultParties).toContain(fault.party)
        expect(faultRules.find(({ number }) => number === fault.rule)?.party).toBe(fault.party)
        expect(attributeFault({ ...told })).toEqual(fault)
      }),
    )
  })

  test('never selects a later rule if there is more evidence', () => {
    fc.assert(
      fc.property(facts, fc.constantFrom(...flags), (told, flag) => {
        expect(attributeFault({ ...told, [flag]: true }).rule).toBeLessThanOrEqual(attributeFault(told).rule)
      }),
    )
    fc.assert(
      fc.property(facts, fc.nat({ max: 3 }), (told, more) => {
        const [before, silent] = [attributeFault(told), attributeFault({ ...told, silentWays: told.silentWays + more })]
        expect(silent.rule).toBeLessThanOrEqual(before.rule)
        expect(attributeFault({ ...told, otherProvidersFailed: told.otherProvidersFailed + more }).rule).toBeLessThanOrEqual(before.rule)
      }),
    )
  })

  test('never blames a provider for silence if the machine was seen at the same time', () => {
    fc.assert(
      fc.property(facts, (told) => {
        if (told.seenWays > 0) expect(attributeFault(told).rule).not.toBe(2)
      }),
    )
  })

  test('never blames a provider for what a renter can cause', () => {
    fc.assert(
      fc.property(fc.nat({ max: 200 }), fc.boolean(), (xid, hasWorkloadFailed) => {
        if (hardwareXids.has(xid)) return
        expect(attributeFault({ ...noFaultFacts, xid, hasWorkloadFailed }).party).not.toBe('provider')
      }),
    )
    const registry = { ...noFaultFacts, hasImageFailed: true, hasOtherImageCome: true, hasOtherImageFailed: true }
    expect(attributeFault(registry).party).toBe('renter')
  })
})
