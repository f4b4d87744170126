import type { AttestedRoot } from '@infinitio/chain'
import { describe, expect, it } from 'vitest'
import { waitsForFullPower } from './waitsForFullPower.ts'

describe('the wait for the last signatures of a small set of validators', () => {
  it('lets three of four validators wait for the fourth for a minute, and no longer', () => {
    const worker = createWorker()
    expect(worker.waits(proofOf({ members: 4, signers: 3 }))).toBe(true)
    worker.passMs(59_999)
    expect(worker.waits(proofOf({ members: 4, signers: 3 }))).toBe(true)
    worker.passMs(1)
    expect(worker.waits(proofOf({ members: 4, signers: 3 }))).toBe(false)
  })

  it('does not wait when four have signed, nor in a set that has fewer than four members', () => {
    const worker = createWorker()
    expect(worker.waits(proofOf({ members: 4, signers: 4 }))).toBe(false)
    expect(worker.waits(proofOf({ members: 7, signers: 5 }))).toBe(false)
    expect(worker.waits(proofOf({ members: 3, signers: 3 }))).toBe(false)
    expect(worker.waits(proofOf({ members: 1, signers: 1 }))).toBe(false)
  })

  it('waits for each lease by itself', () => {
    const worker = createWorker()
    expect(worker.waits(proofOf({ members: 4, signers: 3 }), 'lease 1')).toBe(true)
    worker.passMs(60_000)
    expect(worker.waits(proofOf({ members: 4, signers: 3 }), 'lease 2')).toBe(true)
    expect(worker.waits(proofOf({ members: 4, signers: 3 }), 'lease 1')).toBe(false)
  })
})

function createWorker() {
  let now = 1_000
  const sender = { lookAtMs: new Map<string, number>(), nowMs: () => now }
  return {
    waits: (proof: AttestedRoot['proof'], name = 'lease') => waitsForFullPower(sender, name, proof),
    passMs: (ms: number) => {
      now += ms
    },
  }
}

function proofOf({ members, signers }: { members: number; signers: number }): AttestedRoot['proof'] {
  return { members: Array(members).fill('0x01'), bitmap: 0n, signatures: Array(signers).fill('0x02') }
}
