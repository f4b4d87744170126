import { type Hex32, hex32 } from '@infinitio/domain'
import { processorWork, proveByReference } from '@infinitio/domain/proofs'
import { describe, expect, test } from 'vitest'
import { readTrialAnswer } from './readTrialAnswer.ts'
import { drawTrialRows, judgeTrial, type TrialWork, trialSubject, trialWorkOf } from './trialProof.ts'

const node: Hex32 = hex32(`0x${'1'.repeat(64)}`)
const small: TrialWork = {
  ...{ device: 'gpu', work: processorWork.simulated, limitSeconds: 5, filledMib: 0, shownMib: 0, mostMissing: 0.1 },
}

/** Simulates a lease that proves the requested work, or other work. */
function tested({ seconds = 1, work = processorWork.simulated, flip = false } = {}) {
  const subject = trialSubject({ node, gpu: 0 })
  const made = proveByReference(subject, work)
  const { draw, samples } = drawTrialRows(made.commit)
  const openings = made.open(samples).map((it, at) => (flip && at === 3 ? { ...it, product: hex32(`0x${'0'.repeat(64)}`) } : it))
  return judgeTrial({ subject, work: small, draw }, { commit: made.commit, openings, seconds })
}

describe("a renter's test of a lease", () => {
  test('asks for the work of the class, and for a processor only on the development chain', () => {
    const h100 = { className: 'NVIDIA H100 SXM 80 GB', chainId: 1, hasGpu: true }
    expect(trialWorkOf(h100)).toMatchObject({ device: 'gpu', limitSeconds: 8.875, shownMib: 62_965, mostMissing: 0.14 })
    expect(trialWorkOf({ ...h100, hasGpu: false })).toMatchObject({ device: 'gpu' })
    expect(trialWorkOf({ ...h100, chainId: 31_337, hasGpu: false })).toMatchObject({ device: 'processor', work: processorWork.machine, shownMib: 0 })
    expect(trialWorkOf({ ...h100, className: 'unknown' })).toBeNull()
  })

  test('passes right rows in time, and fails late, wrong and smaller work', () => {
    expect(tested()).toEqual({ fault: null, isInTime: true, isShown: true })
    expect(tested({ seconds: 5.1 })).toEqual({ fault: null, isInTime: false, isShown: false })
    expect(tested({ flip: true })).toMatchObject({ fault: { fault: 'path' }, isShown: false })
    expect(tested({ work: { ...processorWork.simulated, rows: 32 } })).toMatchObject({ fault: { fault: 'shape' }, isShown: false })
  })

  test('draws other rows in each test', () => {
    const { commit } = proveByReference(trialSubject({ node, gpu: 0 }), processorWork.simulated)
    expect(drawTrialRows(commit).samples).not.toEqual(drawTrialRows(commit).samples)
  })

  test('reads answers of a machine that may send anything', () => {
    const { commit } = proveByReference(trialSubject({ node, gpu: 0 }), processorWork.simulated)
    expect(readTrialAnswer(JSON.stringify({ kind: 'commit', commit, device: 'x', seconds: 1 }))).toEqual({ kind: 'commit', commit })
    expect(readTrialAnswer('{"kind":"ready","device":"H100"}')).toEqual({ kind: 'ready', device: 'H100' })
    for (const line of ['', 'null', '[]', '{', '{"kind":"commit"}', '{"kind":"openings","openings":[{}]}', '{"kind":"other"}'])
      expect(readTrialAnswer(line), line).toMatchObject({ kind: 'problem' })
  })
})
