import { address, hex32, zeroHex32 } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { carbonRecords } from './carbonRecords.ts'
import type { CarbonLog } from './carbonSource.ts'

const [provider, auditor, other] = [1, 2, 3].map((digit) => address(`0x${`${digit}`.repeat(40)}`)) as [never, never, never]
const txHash = zeroHex32
const at = { id: 1, txHash, blockNumber: 1n }
const hash = hex32(`0x${'a'.repeat(64)}`)
const proof = { source: 'solar', meterHash: hash, coverage: 1n, from: 10, until: 20, nodes: [hash] }
const filed: CarbonLog = { ...at, kind: 'filed', provider, proof, panelId: 7n, bond: 100n, pot: 18n }
const drawn = (panelId: bigint): CarbonLog => ({ kind: 'drawn', panelId, members: [auditor, other], txHash, blockNumber: 1n })
const audited = (who: typeof auditor, accepts: boolean): CarbonLog => ({
  ...at,
  kind: 'audited',
  auditor: who,
  accepts,
  reason: `of ${who}`,
  fee: 2n,
})

describe('a carbon proof', () => {
  const recordAfter = (...logs: CarbonLog[]) => carbonRecords([filed, ...logs]).get(1)

  test('goes from its audit to its end by its events', () => {
    expect(recordAfter()).toMatchObject({ state: 'audit', panelId: 7n, panels: 1, answers: [], acceptedAt: null, revokedAt: null })
    expect(recordAfter()?.certificateHash).toBeNull()
    expect(recordAfter({ ...at, kind: 'shown', certificateHash: hash })).toMatchObject({ state: 'audit', certificateHash: hash })
    const accepted: CarbonLog = { ...at, kind: 'accepted', acceptedAt: 12 }
    expect(recordAfter(accepted)).toMatchObject({ state: 'accepted', acceptedAt: 12, revokedAt: null })
    const revoked: CarbonLog = { ...at, kind: 'revoked', revokedAt: 15, paidBack: 50n, reason: 'sold twice' }
    expect(recordAfter(accepted, revoked)).toMatchObject({ state: 'revoked', acceptedAt: 12, revokedAt: 15 })
    expect(recordAfter(accepted, { ...at, kind: 'released', paidBack: 100n })).toMatchObject({ state: 'released' })
    for (const kind of ['rejected', 'returned'] as const) expect(recordAfter({ ...at, kind, paidBack: 1n })).toMatchObject({ state: kind })
    // Ignores events of a filing (a request to accept a proof of green energy) that was never made.
    expect(carbonRecords([accepted]).size).toBe(0)
  })

  test('has the answers of the latest panel, and only the draws of its panels', () => {
    const first = recordAfter(drawn(7n), audited(auditor, true), audited(other, false))
    expect(first?.answers).toEqual([
      { auditor, accepts: true, reason: `of ${auditor}` },
      { auditor: other, accepts: false, reason: `of ${other}` },
    ])
    const again: CarbonLog = { ...at, kind: 'asked', panelId: 9n }
    const second = recordAfter(drawn(7n), audited(auditor, true), again, drawn(8n), drawn(9n), audited(other, true))
    expect(second).toMatchObject({ panelId: 9n, panels: 2, answers: [{ auditor: other, accepts: true }] })
    expect(second?.logs.map(({ kind }) => kind)).toEqual(['filed', 'drawn', 'audited', 'asked', 'drawn', 'audited'])
  })
})
