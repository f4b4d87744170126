import type { NodeProofsWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { CheckResult } from '#web/features/listing/ProofSlotRow.tsx'
import { NodeProofs } from '#web/features/listing/ProofsPanel.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

type Slot = NodeProofsWire['slots'][number]

const commit = `0x${'cd'.repeat(32)}`
const attested = { passed: true, shownMib: 63_786, commit, speedBps: 9_610, site: 3 }
const gpu = { gpu: 0, filledMib: 73_318, shownMib: 63_786, processor: null, isOpened: true, attested }
const slot: Slot = {
  ...{ slot: 9, at: 1_800_000_000, state: 'opened', verdict: 'passed', reason: null, root: commit, freeGpus: 1 },
  ...{ timers: { drawn: 4, inTime: 3 }, seconds: 7.4, windowSeconds: 8.8, gpus: [gpu] },
}
const found: NodeProofsWire = {
  node: `0x${'ab'.repeat(32)}`,
  claimed: { className: 'NVIDIA H100 SXM 80 GB', gpus: 8, vramGib: 80 },
  reference: { seconds: 7.1, mostMissing: 0.13 },
  slots: [slot],
}
const english = (change: Partial<NodeProofsWire>) => markupFor('en', <NodeProofs found={{ ...found, ...change }} />)

test('shows the claims beside the attested memory, time and verdict', () => {
  const texts = ['8 × 80 GB', 'NVIDIA H100 SXM 80 GB', '8.9 s', '13 %', 'Passed', '7.4 s', '3 of 4', 'GPU 0: 62.3 GB', '1 of 1', 'Check it here']
  for (const text of texts) expect(english({})).toContain(text)
  expect(markupFor('zh', <NodeProofs found={found} />)).toContain('通过')
})

test('shows the attested speed of the slowest GPU, and the network of the machine', () => {
  const two = { ...slot, gpus: [gpu, { ...gpu, gpu: 1, attested: { ...attested, speedBps: 8_000 } }] }
  for (const text of ['80 % of the reference speed', 'network no. 3']) expect(english({ slots: [two] })).toContain(text)
  const failed = { ...slot, verdict: 'failed', gpus: [{ ...gpu, attested: { ...attested, passed: false, speedBps: 0, site: 0 } }] } as const
  for (const text of ['reference speed', 'network no.']) expect(english({ slots: [{ ...failed, gpus: [...failed.gpus] }] })).not.toContain(text)
})

test('shows no memory that validators did not attest', () => {
  const waiting: Slot = { ...slot, verdict: 'waiting', root: null, gpus: [{ ...gpu, attested: null }] }
  const markup = english({ slots: [waiting] })
  expect(markup).toContain('Not attested yet')
  expect(markup).toContain('0 of 0')
  expect(markup).not.toContain('62.3')
})

test('gives the reason of each verdict, and says which proofs are simulated', () => {
  const simulated: Slot = {
    ...slot,
    slot: 8,
    gpus: [{ ...gpu, shownMib: 0, processor: 'simulated', attested: { ...attested, shownMib: 0 } }],
  }
  const failed: Slot = { ...slot, slot: 7, verdict: 'failed', reason: 'late', gpus: [] }
  const excused: Slot = { ...slot, slot: 6, verdict: 'excused', seconds: null, gpus: [] }
  const uncounted: Slot = { ...slot, slot: 5, verdict: 'uncounted', reason: 'nonces', root: null, gpus: [] }
  const markup = english({ reference: null, slots: [simulated, failed, excused, uncounted] })
  const texts = ['(simulated proof)', 'It was too late.', 'Excused', 'Not counted', 'Too few validators took part.', 'has no reference']
  for (const text of texts) expect(markup).toContain(text)
  const silent: Slot = { ...slot, verdict: 'failed', reason: 'silent', seconds: null, gpus: [] }
  expect(english({ slots: [{ ...silent, state: 'none' }] })).toContain('No answer arrived in time.')
  expect(english({ slots: [{ ...silent, state: 'committed' }] })).toContain('It did not open its rows.')
  expect(english({ slots: [] })).toContain('There was no slot')
})

test('says of a machine without a GPU what its proof on the processor shows, before and after its first slot', () => {
  const claimed = { className: 'CPU slot (development)', gpus: 1, vramGib: 0 }
  const proof: Slot = { ...slot, gpus: [{ ...gpu, filledMib: 4, shownMib: 4, processor: 'machine', attested: { ...attested, shownMib: 4 } }] }
  const after = english({ claimed, reference: null, slots: [proof] })
  for (const text of ['No GPU', 'with its processor', '(on the processor)', 'Passed', '1 of 1', 'Check it here']) expect(after).toContain(text)
  for (const text of ['has no reference', '0 GB', 'nothing to prove']) expect(after).not.toContain(text)
  const before = english({ claimed, reference: null, slots: [] })
  for (const text of ['with its processor', 'There was no slot', 'No slot passed yet']) expect(before).toContain(text)
  const chinese = markupFor('zh', <NodeProofs found={{ ...found, claimed, reference: null, slots: [proof] }} />)
  for (const text of ['无 GPU', '用处理器完成较小的证明']) expect(chinese).toContain(text)
})

test('compares the recalculated rows with the commit that validators judged', () => {
  const checked = (isRight: boolean, of: string) =>
    markupFor('en', <CheckResult slot={slot} standing={{ kind: 'done', gpus: [{ gpu: 0, isRight, rows: 80, commit: of }] }} />)
  expect(checked(true, commit)).toContain('all 80 rows that the machine showed are right.</b> Validators attested this commit.')
  expect(checked(false, '0x1')).toContain('the rows that the machine showed are wrong.</b> Validators attested another commit.')
  const failed = { kind: 'failed', code: 'proof.opening_unknown', sentence: 'none' } as const
  expect(markupFor('en', <CheckResult slot={slot} standing={failed} />)).toContain('proof.opening_unknown')
})
