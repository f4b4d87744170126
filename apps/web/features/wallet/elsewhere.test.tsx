import { expect, test } from 'vitest'
import { ElsewhereList } from '#web/features/wallet/ElsewherePanel.tsx'
import { dueRows, serviceRows, walletRows } from '#web/features/wallet/readElsewhere.ts'
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

test('shows G tokens in the wallet, and no row if no DAO is deployed', () => {
  expect(walletRows({ stake: { wallet: `${2_500n * coin}` } as never })).toEqual([{ place: 'walletG', asset: 'G', units: 2_500n * coin, count: 0 }])
  expect(walletRows({ stake: null })).toEqual([])
})

test('adds up what contracts owe, and keeps what is a duty apart', () => {
  const due = (asset: 'PToken' | 'G', amount: bigint, isDuty = false) => ({ asset, amount, isDuty })
  const rows = dueRows([due('PToken', 1n), due('G', 2n), due('G', 4n, true), due('PToken', 8n), due('G', 16n, true)])
  expect(rows.map(({ place, asset, units }) => [place, asset, units])).toEqual([
    ['due', 'PToken', 9n],
    ['due', 'G', 2n],
    ['duties', 'G', 20n],
  ])
})

test.each([
  [
    'en',
    'For AI services, tasks and votes',
    '2 channels to AI services',
    'Stake for tasks',
    'Bonds of your AI services',
    'Staked G',
    'G in your wallet',
    '19.00 G',
  ],
  ['zh', '用于 AI 服务、任务和投票', '2 个 AI 服务通道', '任务质押', '你的 AI 服务的保证金', '质押的 G', '钱包中的 G', '19.00 G'],
] as const)('shows each amount with a link to its page, in %s', (language, ...texts) => {
  const rows = [
    { place: 'channels', asset: 'PToken', units: 7n * coin, count: 2 },
    { place: 'pot', asset: 'G', units: 3n * coin, count: 0 },
    { place: 'stake', asset: 'PToken', units: 11n * coin, count: 0 },
    { place: 'serviceBond', asset: 'PToken', units: 13n * coin, count: 0 },
    { place: 'duties', asset: 'G', units: 17n * coin, count: 0 },
    { place: 'walletG', asset: 'G', units: 19n * coin, count: 0 },
  ] as const
  const words = markupFor(language, <ElsewhereList rows={rows} unread={0} />).replaceAll('\u00a0', ' ')
  for (const part of [...texts, '7.00', '3.00 G', '11.00', 'href="/usage"', 'href="/provide/tasks"', 'href="/docs/guides/where-money-is"']) {
    expect(words).toContain(part)
  }
})

test.each([
  ['en', '2 contracts could not be read'],
  ['zh', '2 个合约无法读取'],
] as const)('says how many contracts could not be read, in %s', (language, sentence) => {
  expect(markupFor(language, <ElsewhereList rows={[]} unread={2} />)).toContain(sentence)
  expect(markupFor(language, <ElsewhereList rows={[]} unread={0} />)).not.toContain(sentence.slice(2))
})
