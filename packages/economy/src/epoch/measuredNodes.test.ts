import { hex32 } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { WAD } from '../fixed/wad.ts'
import type { AttestedSlot } from '../machines/slotGpus.ts'
import { measuredNodes } from './measuredNodes.ts'

const [node, other] = [hex32(`0x${'a'.repeat(64)}`), hex32(`0x${'b'.repeat(64)}`)]
const stated = (of: typeof node, speedBps: number, { gpu = 0, site = 1, passed = true } = {}) => ({
  ...{ node: of, gpu, shownMib: 62_000, passed, speedBps, site },
})
const slot = (at: bigint, statements: AttestedSlot['statements'], attestedAt = at + 300n): AttestedSlot => ({ at, attestedAt, statements })

describe('the measured speed and site of a node', () => {
  test('are those of its slowest GPU in the newest slot that it passed', () => {
    const slots = [
      slot(1_000n, [stated(node, 10_000), stated(other, 7_000, { site: 2 })]),
      slot(9_000n, [stated(node, 9_900, { site: 4 }), stated(node, 8_000, { gpu: 1, site: 4 })]),
    ]
    const expected = new Map([
      [node, { speed: (8n * WAD) / 10n, site: 4 }],
      // The other machine did not answer the newest slot. Each slot has its own numbers of sites, so the site of the older slot does not apply, and the machine has
      // no site (0).
      [other, { speed: (7n * WAD) / 10n, site: 0 }],
    ])
    expect(measuredNodes(slots, { until: 20_000n })).toEqual(expected)
    expect(measuredNodes(slots.toReversed(), { until: 20_000n })).toEqual(expected)
  })

  test('do not follow from a failed proof, or from a slot that was attested later', () => {
    const slots = [slot(1_000n, [stated(node, 6_000, { site: 3 })]), slot(9_000n, [stated(node, 0, { passed: false, site: 0 })])]
    expect(measuredNodes(slots, { until: 20_000n }).get(node)).toEqual({ speed: (6n * WAD) / 10n, site: 0 })
    expect(measuredNodes(slots, { until: 9_300n }).get(node)).toEqual({ speed: (6n * WAD) / 10n, site: 3 })
    expect(measuredNodes(slots, { until: 1_300n }).size).toBe(0)
  })
})
