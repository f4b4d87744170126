import { pTokenUnits } from '@infinitio/domain'
import type { WantedChange } from '@infinitio/sdk'
import { expect, test } from 'vitest'
import { PriceWarningList, priceKey, warnedChanges } from '#web/features/asks/PriceWarningCallout.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

/** 0.36 PT per GPU-hour, in base units per GPU-second. */
const usual = 100_000_000_000_000n

const change = (name: string, act: WantedChange['act'], price: bigint): WantedChange => ({
  node: { node: name, name, classMedianPricePerGpuSecond: `${usual}`, latestAsk: { pricePerGpuSecond: `${usual}` } } as WantedChange['node'],
  act,
  pricePerGpuSecond: pTokenUnits(price),
})
const changes = [
  change('dear', 'price', usual * 2n),
  change('usual', 'price', usual),
  change('ten times', 'price', usual * 10n),
  change('cheap', 'resume', usual / 4n),
  change('paused', 'pause', 0n),
]

test('warns of new prices far from the median or the old price, and never of a pause', () => {
  expect(warnedChanges(changes).map(({ node, warning }) => `${node.name}: ${warning}`)).toEqual([
    'dear: above_median',
    'ten times: ten_times',
    'cheap: below_median',
  ])
})

test('asks again for another price of the same machine', () => {
  expect(priceKey(change('dear', 'price', usual * 2n))).toBe(priceKey(change('dear', 'price', usual * 2n)))
  expect(priceKey(change('dear', 'price', usual * 3n))).not.toBe(priceKey(change('dear', 'price', usual * 2n)))
})

test.each([
  ['en', '3 prices are probably mistakes.', 'at least ten times your old price of 0.36 PT/h'],
  ['zh', '3 个价格可能有误。', '原价 0.36 PT/小时的十倍'],
] as const)('names each machine with the reason, in %s', (language, count, reason) => {
  const words = markupFor(language, <PriceWarningList changes={warnedChanges(changes)} />).replaceAll('\u00a0', ' ')
  for (const part of [count, reason, 'dear</b>', 'ten times</b>', 'cheap</b>']) expect(words).toContain(part)
  expect(words).not.toContain('usual</b>')
})
