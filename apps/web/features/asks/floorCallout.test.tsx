import type { NodeSigningWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { FloorText, floorOf } from '#web/features/asks/FloorCallout.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

test('finds the least price of the permission of one machine', () => {
  const mandate = { minPricePerGpuSecond: '100000000000000' } as NodeSigningWire['mandate']
  const nodes: NodeSigningWire[] = [
    { node: 'a', by: 'mandate', mandate, mandateSignature: '0x01' },
    { node: 'unsigned', by: 'mandate', mandate, mandateSignature: null },
    { node: 'b', by: 'wallet', mandate: null },
    { node: 'c', by: 'none', mandate: null },
  ]
  expect(['a', 'b', 'c', 'd', 'unsigned'].map((node) => floorOf(nodes, node))).toEqual([100_000_000_000_000n, null, null, null, null])
})

test.each([
  ['en', 'allows only prices of 0.36 PT/h or more'],
  ['zh', '只允许不低于 0.36 PT/小时的价格'],
] as const)('states the least price in PT per hour, in %s', (language, words) => {
  expect(markupFor(language, <FloorText floor={100_000_000_000_000n} />).replaceAll('\u00a0', ' ')).toContain(words)
})
