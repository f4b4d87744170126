import { assetUnits, channelIdOf, zeroHex32 } from '@infinitio/domain'
import type { ChannelWire, ServiceWire } from '@infinitio/domain/wire'
import { InfinitioError } from '@infinitio/sdk'
import { openChannelStore, readBrowserKey } from '@infinitio/sdk/services'
import { QueryClient, QueryClientProvider, type QueryKey } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { foundry } from 'viem/chains'
import { describe, expect, test, vi } from 'vitest'
import { createConfig, http, WagmiProvider } from 'wagmi'
import { ModelView } from '#web/features/model/ModelView.tsx'
import { modelServicesQuery } from '#web/features/model/modelServicesQuery.ts'
import { ServicesView } from '#web/features/services/ServicesView.tsx'
import { ChannelsPanel } from '#web/features/usage/ChannelsPanel.tsx'
import { OwnHosting } from '#web/features/usage/OwnHostingPanel.tsx'
import { ReleasePanel } from '#web/features/usage/ReleasePanel.tsx'
import { Prepaid } from '#web/features/usage/RouterPanel.tsx'
import type { Usage } from '#web/features/usage/readUsage.ts'
import { usageCsv } from '#web/features/usage/usageCsv.ts'
import { UsageView } from '#web/features/usage/UsageView.tsx'
import { loadedMarkupFor } from '#web/i18n/test/markupFor.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { servicesQuery } from '#web/parts/services/servicesQuery.ts'

type Pages = { readonly language: 'en' | 'zh'; readonly cached?: (client: QueryClient) => void }

const coin = 10n ** 18n
const now = 1_795_000_000
const account = (digit: string) => `0x${digit.repeat(40)}` as never
const [payer, key, service] = [account('a'), account('b'), account('c')]

function channel(change: Partial<ChannelWire> = {}): ChannelWire {
  const facts = { payer, key, curve: 'secp256k1', service, asset: 'PToken' } as const
  const amounts = { deposited: `${3n * coin}`, settled: `${coin / 2n}`, seq: 2, serial: 0 }
  const about = { offeredModel: 'tiny-chat', royaltyTo: null, royalty: '0', openedAt: now }
  return { ...facts, ...amounts, ...about, channel: channelIdOf(facts), exitAt: null, lockSeconds: 3_600, ...change }
}

function usage(channels: ChannelWire[]): Usage {
  const days = channels.map((one) => ({ day: 20_775, channel: one.channel, service, key, asset: one.asset, settled: one.settled }))
  const pots = [{ asset: 'PToken' as const, free: `${4n * coin}`, fees: '0' }]
  return {
    payer: { now, pots, allowances: [], channels, nextCursor: null, days },
    ledger: account('d'),
    chainId: 31_337,
    pToken: account('e'),
    free: 4n * coin,
    inWallet: 7n * coin,
    now,
  }
}

const sold: ServiceWire = {
  ...{
    service,
    payee: payer,
    operator: null,
    royaltyTo: null,
    royaltyBps: 0,
    royalty: '0',
    checks: null,
    quality: null,
    lockSeconds: 7_200,
    model: null,
    bond: `${5n * coin}`,
    bondOutAt: null,
  },
  ...{ terms: '0x', termsHash: zeroHex32, termsAt: now, channels: 2, inChannels: '0', settled: '0', registeredAt: now, hidden: null },
  files: null,
  offer: {
    ...{
      model: 'tiny-chat',
      url: 'https://tiny.example',
      contact: 'x',
      responseKey: key,
      boxKey: null,
      step: '1',
      leastDeposit: '1',
      startPrice: '0',
      ...{ contextTokens: null, quantization: null, region: null, acceptsG: false, settlesProven: false, cachedPrefix: null },
    },
    ...{ inputPrice: `${coin / 5n}`, cachedPrice: `${coin / 10n}`, outputPrice: `${coin / 2n}` },
  },
}

describe('a page of AI services', { timeout: 30_000 }, () => {
  test('waits with the outline of its content', async () => {
    expect(await shown(<UsageView origins={[]} />, { language: 'en', cached: signIn })).toContain('skel')
  })

  test('shows a failure with a button that tries again, in both languages', async () => {
    const away = (of: QueryKey) => (client: QueryClient) => {
      signIn(client)
      const error = new InfinitioError({ code: 'api.chain_away', status: 503, requestId: null } as never)
      client.getQueryCache().build(client, { queryKey: of }).setState({ status: 'error', error, fetchStatus: 'idle' })
    }
    for (const [page, of, en, zh] of [
      [<UsageView key="1" origins={[]} />, ['usage', payer], 'Your usage cannot be read', '无法读取你的用量'],
      [<ServicesView key="2" />, servicesQuery(browserApi).queryKey, 'The services cannot be read', '无法读取服务'],
    ] as const) {
      expect(await shown(page, { language: 'en', cached: away(of) })).toContain(en)
      expect(await shown(page, { language: 'zh', cached: away(of) })).toContain(zh)
    }
  })

  test('is empty with advice, in both languages', async () => {
    const nothing = (client: QueryClient) => {
      signIn(client)
      client.setQueryData(['usage', payer], usage([]))
      client.setQueryData(servicesQuery(browserApi).queryKey, { pages: [{ items: [], nextCursor: null }], pageParams: [null] })
    }
    expect(await shown(<ServicesView />, { language: 'en', cached: nothing })).toContain('infinitio serve')
    expect(await shown(<ServicesView />, { language: 'zh', cached: nothing })).toContain('还没有服务')
    const own = await shown(<UsageView origins={[]} />, { language: 'en', cached: nothing })
    expect(own).toContain('Nothing settled in 30 days')
    expect(own).toContain('4.00')
  })

  test('saves what services settled each day as exact CSV', () => {
    const rows = usageCsv(usage([channel({ offeredModel: '=tiny, "chat"' })]).payer)
      .trimEnd()
      .split('\r\n')
    expect(rows[0]).toBe('day_utc,model,service,channel,key,asset,settled_base_units,settled')
    const rest = `${service},${channel().channel},${key},PT,${coin / 2n},0.5`
    expect(rows[1]?.startsWith('2026-11-18,')).toBe(true)
    expect(rows[1]?.endsWith(rest)).toBe(true)
    expect(rows[1]).not.toContain(',=')
    expect(rows).toHaveLength(2)
  })

  test('shows prices, bond and lock of a service, and terms that it cannot read', async () => {
    const two = [sold, { ...sold, service: account('9') as string, offer: null }]
    const cached = (client: QueryClient) =>
      client.setQueryData(servicesQuery(browserApi).queryKey, { pages: [{ items: two, nextCursor: null }], pageParams: [null] })
    const page = await shown(<ServicesView />, { language: 'en', cached })
    for (const text of ['tiny-chat', '0.20', '0.50', '5.00', '2 h', '2 open channels', 'Terms of a newer release']) expect(page).toContain(text)
  })

  test('shows the context, the quantisation and the region that a seller states', async () => {
    const offer = { ...sold.offer, contextTokens: 131_072, quantization: 'fp8', region: 'eu-north' }
    const cached = (stated: object) => (client: QueryClient) =>
      client.setQueryData(modelServicesQuery(browserApi, 'tiny-chat').queryKey, [{ ...sold, offer: { ...offer, ...stated } }] as never)
    const page = <ModelView model="tiny-chat" supportUrl={null} origins={[]} />
    const english = await shown(page, { language: 'en', cached: cached({}) })
    expect(english).toContain('stated by the seller: up to 131,072 tokens · fp8 · eu-north')
    expect(await shown(page, { language: 'zh', cached: cached({}) })).toContain('卖方声明：最多 131,072 个词元 · fp8 · eu-north')
    const none = { contextTokens: null, quantization: null, region: null, acceptsG: true, settlesProven: true }
    const other = await shown(page, { language: 'en', cached: cached(none) })
    expect(other).not.toContain('stated by the seller')
    for (const text of ['also accepts G tokens', 'also settles many payers by one proof']) {
      expect(other).toContain(text)
      expect(english).not.toContain(text)
    }
  })

  test('shows the price of cached tokens beside the price of input, and what counts as cached', async () => {
    const cached =
      (rule: object | null, change: object = {}) =>
      (client: QueryClient) =>
        client.setQueryData(modelServicesQuery(browserApi, 'tiny-chat').queryKey, [
          { ...sold, offer: { ...sold.offer, cachedPrefix: rule, ...change } },
        ] as never)
    const page = <ModelView model="tiny-chat" supportUrl={null} origins={[]} />
    const ruled = cached({ leastTokens: 1_024, withinSeconds: 300 })
    const english = await shown(page, { language: 'en', cached: ruled })
    for (const text of ['cached 0.10\u00a0PT', 'at least 1,024 tokens that you paid here in the last 300 s', 'input 0.20\u00a0PT per 1 M tokens'])
      expect(english).toContain(text)
    expect(await shown(page, { language: 'zh', cached: ruled })).toContain('至少有 1,024 个词元')
    expect(await shown(page, { language: 'en', cached: cached(null) })).toContain('tokens that the service counts as cached')
    const dear = await shown(page, { language: 'en', cached: cached(null, { cachedPrice: sold.offer?.inputPrice }) })
    expect(dear).not.toContain('counts as cached')
  })

  test('shows what validators measured of a service, and that another is not measured yet', async () => {
    const quality = { validators: 4, asked: 160, answeredBps: 9_875, firstMs: 420, tokensPerSecond: 61.5, lastAt: now }
    const unknown = { validators: 2, asked: 4, answeredBps: null, firstMs: null, tokensPerSecond: null, lastAt: now }
    const short = { ...quality, firstMs: null, tokensPerSecond: null }
    const items = (of: ServiceWire['quality']) => (client: QueryClient) => {
      client.setQueryData(servicesQuery(browserApi).queryKey, {
        pages: [{ items: [{ ...sold, quality: of }], nextCursor: null }],
        pageParams: [null],
      })
      client.setQueryData(modelServicesQuery(browserApi, 'tiny-chat').queryKey, [{ ...sold, quality: of }] as never)
    }
    const model = <ModelView model="tiny-chat" supportUrl={null} origins={[]} />
    for (const page of [<ServicesView key="1" />, model]) {
      const text = await shown(page, { language: 'en', cached: items(quality) })
      for (const part of ['first word 0.42 s', '61.5 tokens/s', 'answered 98.8 % of 160 questions', 'median of the validators'])
        expect(text).toContain(part)
      const chinese = await shown(page, { language: 'zh', cached: items(quality) })
      for (const part of ['第一个词 0.42 秒', '61.5 词元/秒', '160 个问题中的 98.8%']) expect(chinese).toContain(part)
      for (const none of [unknown, null]) {
        expect(await shown(page, { language: 'en', cached: items(none) })).toContain('not measured yet')
        expect(await shown(page, { language: 'zh', cached: items(none) })).toContain('尚未测量')
      }
      expect(await shown(page, { language: 'en', cached: items(short) })).toContain('first word: too few streams')
    }
    expect(await shown(model, { language: 'en', cached: items(quality) })).toContain('best service, measured by validators')
  })

  test('shows the demand for models, the highest first, and nothing without settled use', async () => {
    const items = [
      { model: 'tiny-chat', demand: `${(6n * coin) / 10n}`, settled: `${3n * coin}`, visits: 1_234 },
      { model: 'a b', demand: `${(4n * coin) / 10n}`, settled: `${2n * coin}`, visits: 7 },
    ]
    const cached = (found: typeof items) => (client: QueryClient) => {
      client.setQueryData(['services', 'demand'], { now, from: now - 86_400, items: found })
      client.setQueryData(servicesQuery(browserApi).queryKey, { pages: [{ items: [sold], nextCursor: null }], pageParams: [null] })
    }
    const page = await shown(<ServicesView />, { language: 'en', cached: cached(items) })
    for (const text of ['Demand for models', '60.0', '1,234', '/models/a%20b']) expect(page).toContain(text)
    expect(await shown(<ServicesView />, { language: 'zh', cached: cached(items) })).toContain('模型需求')
    expect(await shown(<ServicesView />, { language: 'en', cached: cached([]) })).not.toContain('Demand for models')
  })

  test('shows the royalty of a channel', async () => {
    const royal = usage([channel({ royaltyTo: account('9'), royalty: `${coin / 40n}` })])
    const page = <ChannelsPanel usage={royal} acts={{} as never} origins={[]} onDone={() => undefined} />
    expect(await shown(page, { language: 'en', cached: signIn })).toContain('including 0.025')
    expect(await shown(page, { language: 'zh', cached: signIn })).toContain('付给模型所有者的版税')
  })

  test('shows a sponsor its programmes, and a host what it can claim', async () => {
    const programme = { programme: 1, sponsor: payer as string, model: 'a b', perDay: `${coin}`, firstDay: 1, lastDay: 25, assigned: `${3n * coin}` }
    const programmes = [
      { ...programme, claimed: `${2n * coin}`, returned: null, refundAt: now, budgets: [] },
      { ...programme, programme: 2, claimed: '0', returned: `${9n * coin}`, refundAt: now, budgets: [] },
    ]
    const share = { programme: 1, model: 'tiny-chat', day: 3, amount: `${coin / 4n}`, path: [], budget: '1', budgetPath: [] }
    const page = await shown(<OwnHosting programmes={programmes} claims={[share, { ...share, day: 4 }]} />, { language: 'en' })
    for (const text of ['claim 0.50', '/models/tiny-chat', '/models/a%20b', 'you can get it back from', '9.00', 'returned'])
      expect(page).toContain(text)
    expect(await shown(<OwnHosting programmes={[]} claims={[share]} />, { language: 'zh' })).toContain('你可以领取 0.25')
  })

  test('shows a hidden service only with the reason, and offers no way to pay it', async () => {
    const hidden = { ...sold, hidden: { reason: '<b>Reported</b>', at: now } }
    const cached = (client: QueryClient) => {
      client.setQueryData(servicesQuery(browserApi).queryKey, { pages: [{ items: [hidden], nextCursor: null }], pageParams: [null] })
      client.setQueryData(modelServicesQuery(browserApi, 'tiny-chat').queryKey, [hidden] as never)
    }
    for (const [language, word] of [
      ['en', 'Hidden by the operator'],
      ['zh', '已被运营者隐藏'],
    ] as const) {
      for (const view of [<ServicesView key="1" />, <ModelView key="2" model="tiny-chat" supportUrl={null} origins={[]} />]) {
        const page = await shown(view, { language, cached })
        expect(page).toContain(word)
        expect(page).toContain('&lt;b&gt;Reported&lt;/b&gt;')
        for (const text of ['/playground', 'infinitio proxy', 'tiny.example', '0.50']) expect(page).not.toContain(text)
      }
    }
  })

  test('shows what this browser signed and no service settled, only for its own key', async () => {
    const place = { chainId: 31_337, ledger: account('d'), payer } as never
    const entries = new Map<string, string>()
    const storage = { getItem: (name: string) => entries.get(name) ?? null, setItem: (name: string, value: string) => void entries.set(name, value) }
    const own = readBrowserKey(storage, place)
    const state = { serial: 0, nextSeq: 2, ceiling: assetUnits(coin), owed: assetUnits(coin / 2n + 23_800_000_000_000n), n: 1, newest: zeroHex32 }
    openChannelStore(storage, { place, service }).save({ ...state, waiting: [], open: [] })
    openChannelStore(storage, { place, service }).keep({ kind: 'receipt', serial: 0, seq: 1, request: zeroHex32, text: 'AAAA' })
    vi.stubGlobal('window', { localStorage: storage })
    const shownFor = (signer: string) =>
      shown(<ChannelsPanel usage={usage([channel({ key: signer as never })])} acts={{} as never} origins={[]} onDone={() => undefined} />, {
        language: 'en',
        cached: signIn,
      })
    expect(await shownFor(own.key)).toContain('+ 0.0000238\u00a0PT signed in this browser')
    expect(await shownFor(own.key)).toContain('Save receipts')
    expect(await shownFor(key)).not.toContain('signed in this browser')
    expect(await shownFor(key)).not.toContain('Save receipts')
    vi.unstubAllGlobals()
  })

  test('offers to close a channel at once, or the command if the page may not call the service', async () => {
    const wallets = createConfig({ chains: [foundry], transports: { [foundry.id]: http() }, ssr: true })
    const page = (origins: readonly string[], url: string) => {
      const panel = <ReleasePanel channel={channel()} usage={usage([channel()])} acts={{} as never} origins={origins} onDone={() => undefined} />
      return shown(<WagmiProvider config={wallets}>{panel}</WagmiProvider>, {
        language: 'en',
        cached(client) {
          signIn(client)
          client.setQueryData(['service', service], { ...sold, offer: { ...sold.offer, url } })
        },
      })
    }
    const command = `infinitio services release ${channel().channel}`
    const allowed = await page(['https://*.svc.market.example'], 'https://0xabc.svc.market.example/v1')
    expect([allowed.includes('Your wallet signs a request to close the channel'), allowed.includes(command)]).toEqual([true, false])
    for (const url of ['https://0xabc.svc.other.example/v1', 'http://0xabc.svc.market.example/v1', 'javascript:alert(1)'])
      expect(await page(['https://*.svc.market.example'], url)).toContain(command)
  })

  test('says that a router can take the whole deposit, and offers an API key only for a deposit that the router accepts', async () => {
    const terms = { version: 1, kind: 'router', asset: 'PToken', url: 'https://router.example/v1', contact: '', marginBps: 100 } as const
    const router = { service, key, terms: { ...terms, leastDeposit: assetUnits(coin), responseKey: key } }
    const wallets = createConfig({ chains: [foundry], transports: { [foundry.id]: http() }, ssr: true })
    const shownFor = (language: 'en' | 'zh', deposited: bigint) => {
      const of = usage([channel({ deposited: `${deposited}`, settled: '0' })])
      const form = <Prepaid router={router} usage={of} account={payer} acts={{} as never} origins={[]} onDone={() => undefined} />
      return shown(<WagmiProvider config={wallets}>{form}</WagmiProvider>, { language, cached: signIn })
    }
    const [page, zh, poor] = [await shownFor('en', coin), await shownFor('zh', coin), await shownFor('en', coin - 1n)]
    for (const text of ['router.example', 'adds 1 %', 'it can take your whole deposit', 'answers with an API key']) expect(page).toContain(text)
    for (const text of ['可以拿走你的全部存款', '发放 API 密钥']) expect(zh).toContain(text)
    expect(poor).not.toContain('answers with an API key')
  })

  test('offers the one step with which a channel can be left now', async () => {
    const steps = async (change: Partial<ChannelWire>) => {
      const props = { usage: usage([channel(change)]), acts: {} as never, origins: [], onDone: () => undefined }
      const page = await shown(<ChannelsPanel {...props} />, { language: 'en', cached: signIn })
      return [/Exit …/.test(page), /Finish …/.test(page), /(Open|Exits until|The lock has passed|Nothing left)/.exec(page)?.[0]]
    }
    expect(await steps({})).toEqual([true, false, 'Open'])
    expect(await steps({ exitAt: now + 1 })).toEqual([false, false, 'Exits until'])
    expect(await steps({ exitAt: now })).toEqual([false, true, 'The lock has passed'])
    expect(await steps({ settled: `${3n * coin}` })).toEqual([false, false, 'Nothing left'])
  })
})

function signIn(client: QueryClient): void {
  client.setQueryData(['session'], { account: payer })
}

async function shown(page: ReactNode, { language, cached }: Pages): Promise<string> {
  // Fetching never ends in this client, so a query without cached data stays in its loading state.
  const client = new QueryClient({ defaultOptions: { queries: { retryOnMount: false, queryFn: () => new Promise(() => {}) } } })
  cached?.(client)
  return await loadedMarkupFor(language, <QueryClientProvider client={client}>{page}</QueryClientProvider>)
}
