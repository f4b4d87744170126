import type { ServiceWire } from '@infinitio/domain/wire'
import { InfinitioError } from '@infinitio/sdk'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { describe, expect, test } from 'vitest'
import { ModelsView } from '#web/features/services/ModelsView.tsx'
import { chosenModels, modelRows } from '#web/features/services/modelRows.ts'
import { modelsQuery } from '#web/features/services/modelsQuery.ts'
import { loadedMarkupFor } from '#web/i18n/test/markupFor.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'

const coin = 10n ** 18n
const account = (digit: string) => `0x${digit.repeat(40)}` as never
const fine = { standing: 'fine', judged: 20, agreed: 20, lastAt: 1 } as const
const cheat = { standing: 'left_out', judged: 20, agreed: 1, lastAt: 1 } as const
const quality = { validators: 4, asked: 80, answeredBps: 9_900, firstMs: 300, tokensPerSecond: 60, lastAt: 1 }

type Change = Partial<Omit<ServiceWire, 'offer'>> & { readonly model?: string; readonly output?: bigint; readonly contextTokens?: number | null }

function service(digit: string, { model = 'tiny', output = coin, contextTokens = null, ...change }: Change = {}): ServiceWire {
  const prices = { inputPrice: `${output / 2n}`, cachedPrice: '1', outputPrice: `${output}` }
  const rest = { url: 'https://a.example', contact: 'x', step: '1', leastDeposit: '1', startPrice: '0', responseKey: account('b'), boxKey: null }
  return {
    ...{ service: account(digit), payee: account('a'), operator: null, royaltyTo: null, royaltyBps: 0, royalty: '0', model: null },
    ...{ lockSeconds: 3_600, bond: '0', bondOutAt: null, terms: '0x', termsHash: `0x${'0'.repeat(64)}`, termsAt: 1, channels: 1 },
    ...{ inChannels: '0', settled: '0', registeredAt: 1, checks: null, quality: null, hidden: null, files: null },
    ...change,
    offer: { model, ...prices, ...rest, contextTokens, quantization: null, region: null, acceptsG: false, settlesProven: false, cachedPrefix: null },
  } as ServiceWire
}

describe('the rows of models', () => {
  test('take prices from the cheapest service that routers use, and speeds from the best', () => {
    const [row, ...others] = modelRows([
      service('1', { output: coin, checks: cheat, quality: { ...quality, tokensPerSecond: 999 } }),
      service('2', { output: 3n * coin, checks: fine, quality, settled: `${coin}`, contextTokens: 8_192 }),
      service('3', { output: 2n * coin, quality: { ...quality, firstMs: 900, tokensPerSecond: 80 }, settled: `${coin}` }),
    ])
    expect(others).toEqual([])
    expect(row).toEqual({
      ...{ model: 'tiny', services: 3, cheapest: account('3'), inputPrice: coin, cachedPrice: 1n, outputPrice: 2n * coin },
      ...{ contextTokens: 8_192, firstMs: 300, tokensPerSecond: 80, answeredBps: 9_900, settled: 2n * coin, standing: 'checked' },
    })
  })

  test('leave out hidden services and terms that cannot be read, and show a model whose services are all left out', () => {
    const hidden = { reason: 'x', at: 1 }
    expect(modelRows([service('1', { hidden }), { ...service('2'), offer: null }])).toEqual([])
    expect(modelRows([service('1', { checks: cheat })])).toMatchObject([{ standing: 'left_out', outputPrice: coin, firstMs: null }])
    expect(modelRows([service('1')])).toMatchObject([{ standing: 'signed' }])
  })

  test('are found by a part of the name, filtered by checks and put in the chosen order', () => {
    const rows = modelRows([
      service('1', { model: 'Beta', output: coin, settled: '1' }),
      service('2', { model: 'alpha', output: 2n * coin, settled: '9', checks: fine }),
      service('3', { model: 'gamma', output: 3n * coin, quality }),
    ])
    const names = (choice: Partial<Parameters<typeof chosenModels>[1]>) =>
      chosenModels(rows, { text: '', order: 'used', onlyChecked: false, ...choice }).map(({ model }) => model)
    expect(names({})).toEqual(['alpha', 'Beta', 'gamma'])
    expect(names({ order: 'price' })).toEqual(['Beta', 'alpha', 'gamma'])
    expect(names({ order: 'speed' })).toEqual(['gamma', 'alpha', 'Beta'])
    expect(names({ text: ' ET' })).toEqual(['Beta'])
    expect(names({ onlyChecked: true })).toEqual(['alpha'])
    expect(names({ text: 'delta' })).toEqual([])
  })
})

describe('the page of models', { timeout: 30_000 }, () => {
  const shown = async (language: 'en' | 'zh', fill?: (client: QueryClient) => void) => {
    const client = new QueryClient({ defaultOptions: { queries: { retryOnMount: false, queryFn: () => new Promise(() => {}) } } })
    fill?.(client)
    return await loadedMarkupFor(
      language,
      <QueryClientProvider client={client}>
        <ModelsView />
      </QueryClientProvider>,
    )
  }
  const having = (services: readonly ServiceWire[]) => (client: QueryClient) => void client.setQueryData(modelsQuery(browserApi).queryKey, services)

  test('waits, fails and is empty with advice', async () => {
    expect(await shown('en')).toContain('skel')
    const error = new InfinitioError({ code: 'api.chain_away', status: 503, requestId: null } as never)
    const failing = (client: QueryClient) =>
      client
        .getQueryCache()
        .build(client, { queryKey: modelsQuery(browserApi).queryKey })
        .setState({ status: 'error', error, fetchStatus: 'idle' })
    expect(await shown('en', failing)).toContain('The models cannot be read')
    expect(await shown('zh', failing)).toContain('无法读取模型')
    expect(await shown('en', having([]))).toContain('infinitio serve')
  })

  test('shows each model once, with prices, speed, checks, a link to try it and a program', async () => {
    const name = `it's "one" <b>`
    const fill = having([service('1', { checks: fine, quality, contextTokens: 8_192 }), service('2', { model: name })])
    const page = await shown('en', fill)
    for (const text of [
      '/playground?model=tiny',
      'cached 0.000000000000000001\u00a0PT',
      '0.30 s',
      '8,192',
      '99 %',
      'Checked',
      'Signed',
      `infinitio proxy ${account('1')}`,
    ])
      expect(page).toContain(text)
    expect(page).not.toContain('<b>&quot;')
    expect(page).toContain(`/models/${encodeURIComponent(name).replaceAll("'", '&#x27;')}`)
    expect(await shown('zh', fill)).toContain('从你的程序')
    expect(page).not.toContain('Test, no model')
    expect(await shown('zh', having([service('1', { model: 'test-server-no-model' })]))).toContain('测试服务，不含模型')
  })
})
