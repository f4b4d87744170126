import type { PublicRenterWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { RenterFigures } from '#web/features/renter-page/RenterPage.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { RenterFacts } from '#web/parts/renter/RenterLine.tsx'

const renter: PublicRenterWire = {
  ...{ account: `0x${'1'.repeat(40)}`, since: 1_700_000_000, closedLeases: 4, openLeases: 1, gpuSeconds: '36359', providers: 2, cancelledLeases: 1 },
  disputes: { opened: 3, open: 1, won: 2 },
  reviews: { hundredths: 412, authors: 2, reviews: 2, sharedFunders: 0 },
}
const words = (language: 'en' | 'zh', node: React.ReactNode) =>
  markupFor(language, node)
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replace(/\s+/g, ' ')

test('shows the sums of a renter, with paid hours rounded down', () => {
  const shown = words('en', <RenterFigures renter={renter} />)
  for (const part of ['GPU-hours paid 10 ', 'in 4 closed leases', '1 not over, 2 won', 'before the machine was ready']) expect(shown).toContain(part)
  expect(words('zh', <RenterFigures renter={renter} />)).toContain('来自 4 份已关闭的租约')
})

test.each([
  [
    'en',
    'Paid for 10 GPU-hours in 4 leases with 2 providers; 1 cancelled before the start. 3 disputes opened, 2 won.',
    'No lease on this market yet.',
  ],
  ['zh', '付费 10 GPU 时', '在本市场还没有租约。'],
] as const)('shows a provider in one line what to know about a renter, in %s', (language, line, none) => {
  expect(words(language, <RenterFacts renter={renter} />)).toContain(line)
  expect(words(language, <RenterFacts renter={renter} />)).toContain('4.12')
  expect(words(language, <RenterFacts renter={{ ...renter, closedLeases: 0, openLeases: 0 }} />)).toContain(none)
})
