import { zeroHex32 } from '@infinitio/domain'
import type { ServiceWire } from '@infinitio/domain/wire'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { describe, expect, test } from 'vitest'
import { ClaimsPanel } from '#web/features/provide-services/ClaimsPanel.tsx'
import { askedOf, OwedTable } from '#web/features/provide-services/OwedPanel.tsx'
import { ProvideServicesView } from '#web/features/provide-services/ProvideServicesView.tsx'
import type { OwnServices } from '#web/features/provide-services/readOwnServices.ts'
import { ServicesPanel } from '#web/features/provide-services/ServicesPanel.tsx'
import { loadedMarkupFor } from '#web/i18n/test/markupFor.tsx'

const coin = 10n ** 18n
const now = 1_795_000_000
const account = (digit: string) => `0x${digit.repeat(40)}` as never
const seller = account('a')

const service: ServiceWire = {
  ...{ service: account('c'), payee: seller, operator: null, royaltyTo: account('9'), royaltyBps: 500, royalty: `${coin / 10n}`, lockSeconds: 3_600 },
  ...{ model: null, bond: `${5n * coin}`, bondOutAt: now, terms: '0x', termsHash: zeroHex32, termsAt: now, registeredAt: now, hidden: null },
  ...{ channels: 2, inChannels: `${3n * coin}`, settled: `${2n * coin}` },
  checks: { standing: 'fine', judged: 16, agreed: 15, lastAt: now },
  quality: { validators: 4, asked: 160, answeredBps: 10_000, firstMs: 420, tokensPerSecond: 61.5, lastAt: now },
  files: null,
  offer: {
    ...{ model: 'tiny chat', url: 'https://tiny.example', contact: 'x', responseKey: account('b'), boxKey: null },
    ...{ contextTokens: null, quantization: null, region: null, acceptsG: false, settlesProven: false, cachedPrefix: null },
    ...{ step: '1', leastDeposit: '1', startPrice: '0', inputPrice: '1', cachedPrice: '1', outputPrice: '1' },
  },
}
const own: OwnServices = {
  services: [service, { ...service, service: account('d') as string, offer: null, hidden: { reason: '<b>Reported</b>', at: now } }],
  pots: [
    { asset: 'PToken', free: `${7n * coin}`, fees: '0' },
    { asset: 'G', free: `${9n * coin}`, fees: '0' },
  ],
  claims: [],
}

async function shown(page: ReactNode, language: 'en' | 'zh', known?: OwnServices): Promise<string> {
  // Fetching never ends in this client, so a query without cached data stays in its loading state.
  const client = new QueryClient({ defaultOptions: { queries: { retryOnMount: false, queryFn: () => new Promise(() => {}) } } })
  client.setQueryData(['session'], { account: seller })
  if (known !== undefined) client.setQueryData(['services', 'own', seller], known)
  return await loadedMarkupFor(language, <QueryClientProvider client={client}>{page}</QueryClientProvider>)
}

describe('the page of a seller of AI models', () => {
  test('shows bond, channels, settled money, checks and speed of each service, and the sums', async () => {
    const page = await shown(<ProvideServicesView origins={[]} />, 'en', own)
    for (const text of ['Your AI services', '/models/tiny%20chat', '6.00', '4.00', '7.00', '10.00']) expect(page).toContain(text)
    for (const text of ['2 channels', 'including 0.10', 'Checked', '15 of 16 answers', 'first word 0.42 s', 'bond can be withdrawn from'])
      expect(page).toContain(text)
    expect(page).toContain('Hidden by the operator of this market: &lt;b&gt;Reported&lt;/b&gt;')
    expect(page).toContain('Your program infinitio serve records')
    const chinese = await shown(<ProvideServicesView origins={[]} />, 'zh', own)
    for (const text of ['你的 AI 服务', '2 个通道', '验证者的测量', '托管计划']) expect(chinese).toContain(text)
  })

  test('shows what each service reports with its time, and why another has no report', async () => {
    const figure = {
      kind: 'reported',
      service: service.service as never,
      atMs: now * 1_000,
      channels: 2,
      owed: coin / 2n,
      claimable: coin / 4n,
      owedInG: 3n * coin,
      claimableInG: coin,
    } as const
    const others = (['unasked', 'silent', 'untrusted'] as const).map((kind, place) => ({ kind, service: account(`${place + 1}`) }))
    const services = [service, ...others.map((one) => ({ ...service, service: one.service as string, offer: null }))]
    const page = await shown(<OwedTable services={services} answers={[figure, ...others]} />, 'en')
    for (const text of [
      'tiny chat',
      '0.50',
      '0.25',
      '2 channels',
      'as your service reports it',
      'is not allowed to call',
      'did not answer',
      '3.00',
      'no valid signature',
    ])
      expect(page).toContain(text)
    const chinese = await shown(<OwedTable services={services} answers={[figure, ...others]} />, 'zh')
    for (const text of ['由你的服务报告', '没有响应', '没有有效签名']) expect(chinese).toContain(text)
  })

  test('asks at most 20 services, those with the most money in channels first', () => {
    const many = Array.from({ length: 30 }, (_, place) => ({ ...service, inChannels: `${BigInt(place) * coin}` }))
    expect(askedOf(many).map(({ inChannels }) => Number(BigInt(inChannels) / coin))).toEqual(Array.from({ length: 20 }, (_, place) => 29 - place))
    expect(askedOf([{ ...service, channels: 0 }])).toEqual([])
    // A service whose channels all pay in G has no PToken in channels.
    expect(askedOf([{ ...service, inChannels: '0' }])).toHaveLength(1)
  })

  test('advises how to sell a model while there is no service', async () => {
    expect(await shown(<ServicesPanel services={[]} />, 'en')).toContain('Run infinitio serve')
    expect(await shown(<ServicesPanel services={[]} />, 'zh')).toContain('运行 infinitio serve')
  })

  test('sums the unclaimed shares of hosting programmes for each model', async () => {
    const share = { model: 'a b', amount: `${coin / 4n}` } as OwnServices['claims'][number]
    const page = await shown(<ClaimsPanel claims={[share, share]} />, 'en')
    for (const text of ['You can claim 0.50', '2 days', '/models/a%20b']) expect(page).toContain(text)
    expect(await shown(<ClaimsPanel claims={[]} />, 'zh')).toContain('你没有可领取的份额')
  })
})
