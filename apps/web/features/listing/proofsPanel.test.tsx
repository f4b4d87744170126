import type { NodeProofsWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { NodeProofs } from '#web/features/listing/ProofsPanel.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const gpu = { gpu: 0, filledMib: 73_318, shownMib: 63_786, processor: null, isOpened: true }
const slot = { slot: 9, at: 1_800_000_000, state: 'opened', seconds: 7.4, windowSeconds: 8.8, gpus: [gpu] } as const
const found: NodeProofsWire = {
  node: `0x${'ab'.repeat(32)}`,
  claimed: { className: 'NVIDIA H100 SXM 80 GB', gpus: 8, vramGib: 80 },
  reference: { seconds: 7.1, mostMissing: 0.13 },
  slots: [{ ...slot, gpus: [gpu] }],
}

test('shows the claims beside the proven memory', () => {
  const english = markupFor('en', <NodeProofs found={found} />)
  for (const text of ['8 × NVIDIA H100 SXM 80 GB, 80 GiB each', '8.9 s', '13 %', 'Rows opened', '7.4 s', 'GPU 0: 62.3 GiB'])
    expect(english).toContain(text)
  expect(markupFor('zh', <NodeProofs found={found} />)).toContain('已打开行')
})

test('says which proofs are simulated, and that a slot without an answer proves nothing', () => {
  const simulated = { ...slot, gpus: [{ ...gpu, shownMib: 0, processor: 'simulated' as const }] }
  const none = { ...slot, state: 'none' as const, seconds: null, gpus: [] }
  const english = markupFor('en', <NodeProofs found={{ ...found, reference: null, slots: [simulated, none] }} />)
  for (const text of ['(simulated proof)', 'Nothing sent', 'This class has no reference']) expect(english).toContain(text)
  expect(markupFor('en', <NodeProofs found={{ ...found, slots: [] }} />)).toContain('There was no slot')
})
