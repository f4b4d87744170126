import type { CarbonProofWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { isAsked, proofActsOf } from '#web/features/govern/carbon/proofActsOf.ts'

const [drawn, other, provider] = ['0x11', '0x22', '0x33']
const panel = { auditors: [drawn], answers: [], number: 1 }
const proof = (more: Partial<CarbonProofWire>) =>
  ({
    state: 'waiting',
    provider,
    certificateHash: null,
    blockTimestamp: 100,
    lapsesAt: null,
    revocableUntil: null,
    panel,
    ...more,
  }) as CarbonProofWire

test('asks each selected auditor once, while time is left', () => {
  expect(isAsked(proof({ state: 'audit' }), drawn)).toBe(true)
  expect(isAsked(proof({ state: 'audit' }), other)).toBe(false)
  expect(isAsked(proof({ state: 'over' }), drawn)).toBe(false)
  const answers = [{ auditor: drawn, accepts: false, reason: '' }]
  expect(isAsked(proof({ state: 'audit', panel: { ...panel, answers } as never }), drawn)).toBe(false)
})

test('offers only the actions on a proof that the contract would accept from an account', () => {
  expect(proofActsOf(proof({ lapsesAt: 101 }), other)).toEqual([])
  expect(proofActsOf(proof({ lapsesAt: 100 }), other)).toEqual(['lapse'])
  expect(proofActsOf(proof({ state: 'drawable', lapsesAt: 100 }), other)).toEqual(['draw', 'lapse'])
  expect(proofActsOf(proof({ state: 'audit' }), drawn)).toEqual(['answer'])
  expect(proofActsOf(proof({ state: 'over' }), drawn)).toEqual(['settle'])
  expect(proofActsOf(proof({ state: 'waiting' }), provider)).toEqual([])
  expect(proofActsOf(proof({ state: 'audit' }), provider)).toEqual(['show'])
  expect(proofActsOf(proof({ state: 'audit', certificateHash: '0xaa' }), provider)).toEqual([])
  expect(proofActsOf(proof({ state: 'waiting', panel: { ...panel, number: 2 } as never }), provider)).toEqual(['show'])
  expect(proofActsOf(proof({ state: 'rejected' }), provider)).toEqual([])
  expect(proofActsOf(proof({ state: 'accepted', revocableUntil: 101 }), other)).toEqual(['revoke'])
  expect(proofActsOf(proof({ state: 'accepted', revocableUntil: 100 }), other)).toEqual(['release'])
  expect(proofActsOf(proof({ state: 'revoked' }), drawn)).toEqual([])
})
