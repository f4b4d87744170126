import { expect, test } from 'vitest'
import { ElsewhereList } from '#web/features/wallet/ElsewherePanel.tsx'
import { serviceRows } from '#web/features/wallet/readElsewhere.ts'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const coin = 10n ** 18n

test('adds up pots and the unsettled parts of channels by asset', () => {
  const channel = (asset: 'PToken' | 'G', deposited: bigint, settled: bigint) =>
    ({ asset, deposited: `${deposited}`, settled: `${settled}` }) as never
  const pots = [{ asset: 'G', free: `${2n * coin}`, fees: '7' }] as never
  const rows = serviceRows({
    pots,
    channels: [channel('PToken', 5n, 2n), channel('PToken', 9n, 9n), channel('PToken', 4n, 0n), channel('G', 3n, 3n)],
  })
  expect(rows.filter(({ units }) => units > 0n)).toEqual([
    { place: 'channels', asset: 'PToken', units: 7n, count: 2 },
    { place: 'pot', asset: 'G', units: 2n * coin, count: 0 },
  ])
})

test.each([
  ['en', 'For AI services and tasks', '2 channels to AI services', 'Stake for tasks'],
  ['zh', '用于 AI 服务和任务', '2 个 AI 服务通道', '任务质押'],
] as const)('shows each amount with a link to its page, in %s', (language, ...texts) => {
  const rows = [
    { place: 'channels', asset: 'PToken', units: 7n * coin, count: 2 },
    { place: 'pot', asset: 'G', units: 3n * coin, count: 0 },
    { place: 'stake', asset: 'PToken', units: 11n * coin, count: 0 },
  ] as const
  const words = markupFor(language, <ElsewhereList rows={rows} />).replaceAll('\u00a0', ' ')
  for (const part of [...texts, '7.00', '3.00 G', '11.00', 'href="/usage"', 'href="/provide/tasks"', 'href="/docs/guides/where-money-is"']) {
    expect(words).toContain(part)
  }
})
