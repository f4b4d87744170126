import type { ClassDemandWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { Found } from '#web/features/earn/LastWeek.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const nothing: ClassDemandWire = {
  ...{ asOf: { seq: '1', at: 0, atMs: 0, now: 0 }, classId: 1, regionId: 0, gpus: 1, from: 1_795_651_200, isCut: false },
  ...{ bids: 9, elsewhere: 0, unfilled: 0, excluded: [], paidElsewhere: null, curve: [] },
}
const words = (language: 'en' | 'zh', change: Partial<ClassDemandWire>): string =>
  markupFor(language, <Found demand={{ ...nothing, ...change }} className="H100" isSimulated={false} />).replaceAll('\u00a0', ' ')

test.each([
  ['en', 'None of them fits a new machine in this region', 'Wanted another region', 'Why the orders did not fit'],
  ['zh', '没有一个适合这个区域的新机器', '需要其他区域', '订单不适合新机器的原因'],
] as const)('gives the reasons why no order fitted a new machine, in %s', (language, none, reason, title) => {
  const shown = words(language, { excluded: [{ reason: 'region', bids: 9 }] })
  for (const part of [none, reason, title]) expect(shown).toContain(part)
})

test('does not claim that nothing fitted if only the price would have earned nothing', () => {
  const shown = words('en', { elsewhere: 2, unfilled: 1, excluded: [] })
  expect(shown).toContain(
    '3 of them fit a new machine in this region, but the machine would have earned nothing from them at any price that we tested',
  )
  expect(shown).not.toContain('Why the orders did not fit')
})

test('shows the prices in the same table as a listed machine, with the best one highlighted', () => {
  const step = (price: string, pay: string) => ({ pricePerGpuSecond: price, leases: 1, gpuSeconds: '3600', pay })
  const shown = words('en', { curve: [step('100000000000000', '360000000000000000'), step('200000000000000', '720000000000000000')] })
  expect(shown).toContain('<tr class="on"><td class="n"><b>0.72</b>')
  expect(shown).toContain('Leases')
  expect(shown).not.toContain('More leases')
})
