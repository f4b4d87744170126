import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { describe, expect, test } from 'vitest'
import { assetUnits, zeroHex32 } from '@infinitio/domain'
import { InfinitioError } from '@infinitio/sdk'
import { mostCost, type PaidOffer, type PaidReceipt } from '@infinitio/sdk/services'
import { bodyOf, canSeal, type ChatMessage, historyOf, sentBodyOf } from '#web/features/playground/chat.ts'
import { ChangedTerms } from '#web/features/playground/ChangedTerms.tsx'
import { Composer } from '#web/features/playground/Composer.tsx'
import { MessageList } from '#web/features/playground/MessageList.tsx'
import { PlaygroundView } from '#web/features/playground/PlaygroundView.tsx'
import { SettingsPanel } from '#web/features/playground/SettingsPanel.tsx'
import { loadedMarkupFor } from '#web/i18n/test/markupFor.tsx'

const account = (digit: string) => `0x${digit.repeat(40)}` as never
const usual = { service: null, longest: 512, temperature: 0.7, isSealed: false }
const nothing = () => undefined

const paid: PaidReceipt = {
  service: account('c'),
  terms: {
    ...{ version: 1, kind: 'chat', asset: 'PToken', model: 'tiny-chat', url: 'https://a.svc.market.example/v1', contact: 'x' },
    ...{ inputPrice: assetUnits(2n * 10n ** 17n), cachedPrice: assetUnits(10n ** 17n), outputPrice: assetUnits(6n * 10n ** 17n) },
    ...{ step: assetUnits(10n ** 16n), leastDeposit: assetUnits(0n), responseKey: account('b') },
  },
  receipt: {
    ...{ channel: zeroHex32 as never, serial: 0, n: 1, previous: zeroHex32, seq: 1, terms: zeroHex32, request: zeroHex32, response: zeroHex32 },
    ...{
      units: { input: 31, cached: 0, output: 44 },
      cost: assetUnits(32_600_000_000_000n),
      spent: assetUnits(32_600_000_000_000n),
      rate: assetUnits(0n),
    },
    ...{ startedMs: 1, endedMs: 2, inner: '0x' },
  },
  ...{ text: 'receipt', firstMs: 360, wholeMs: 1_360, isSealed: false },
}

function chatOf(messages: readonly ChatMessage[]) {
  return { messages, isWriting: false, send: async () => undefined, stop: nothing, clear: nothing }
}

const answer = (change: object): ChatMessage => ({
  role: 'assistant',
  content: 'A data loader …',
  state: 'done',
  receipt: null,
  error: null,
  ...change,
})

describe('the playground', { timeout: 30_000 }, () => {
  test('waits with the outline of its content', async () => {
    expect(await shown(<PlaygroundView wanted={null} origins={[]} />)).toContain('skel')
  })

  test('shows a checked receipt with service, tokens, speed and cost, in both languages', async () => {
    const list = <MessageList chat={chatOf([{ role: 'user', content: 'Why?' }, answer({ receipt: paid })])} offers={[]} ledger="0x1" />
    const page = await shown(list)
    for (const text of ['Receipt is valid', '31 in, 44 out', 'first word after 0.36 s', '44 tokens/s', '0.0000326']) expect(page).toContain(text)
    expect(await shown(list, 'zh')).toContain('收据有效')
  })

  test('shows no valid receipt for an answer that has none: it runs, was stopped, or failed', async () => {
    const states = [
      answer({ state: 'writing' }),
      answer({ state: 'stopped' }),
      answer({
        state: 'failed',
        error: new InfinitioError({ code: 'serving.receipt_wrong', status: 502, sentence: 'The receipt of the service is wrong.' } as never),
      }),
    ]
    const pages = await Promise.all(
      states.map((one) =>
        shown(
          <MessageList
            chat={chatOf([{ role: 'user', content: 'Hi' }, one])}
            offers={[{ service: paid.service, terms: paid.terms, standing: 'unchecked' }]}
            ledger="0x1"
          />,
        ),
      ),
    )
    expect(pages.map((page) => /Writing, about|Stopped\. Only|receipt of the service is wrong/.exec(page)?.[0])).toEqual([
      'Writing, about',
      'Stopped. Only',
      'receipt of the service is wrong',
    ])
    for (const page of pages) expect(page).not.toContain('Receipt is valid')
    expect(pages[0]).toContain('PT so far')
  })

  test('names the most that the next answer costs, and lets nothing be sent before the wallet prepaid', async () => {
    const props = { draft: 'Hello', isWriting: false, onDraft: nothing, onSend: nothing, onStop: nothing, onCode: nothing }
    const ready = await shown(<Composer {...props} estimate={4n * 10n ** 13n} mayBeCached={false} isReady />)
    expect(ready).toContain('At most 0.00004 PT for the next answer')
    expect(ready).not.toContain('less if tokens are cached')
    expect(await shown(<Composer {...props} estimate={4n * 10n ** 13n} mayBeCached isReady />)).toContain('answer, less if tokens are cached')
    expect(ready).not.toContain('disabled')
    expect(await shown(<Composer {...props} estimate={4n * 10n ** 13n} mayBeCached={false} isReady={false} />)).toContain('disabled')
  })

  test('offers the cheapest service or one of them', async () => {
    const page = await shown(
      <SettingsPanel
        settings={usual}
        offers={[{ service: paid.service, terms: paid.terms, standing: 'unchecked' }]}
        mayEncrypt={false}
        onChange={nothing}
      />,
    )
    for (const text of ['Cheapest that is healthy', '0.60', 'Longest answer', 'Temperature']) expect(page).toContain(text)
    for (const text of ['input 0.20 PT, output 0.60 PT'.replaceAll(' PT', '\u00a0PT'), 'tokens that the service counts as cached'])
      expect(page).toContain(text)
    expect(page).not.toContain('left out by default')
  })

  test('shows the most that an answer costs: no token is cached, and a machine starts', () => {
    const request = { prompt: { bytes: 8, messages: 1 }, answerTokens: 10 }
    const start = assetUnits(10n ** 15n)
    const [most, withStart] = [mostCost(paid.terms, request), mostCost({ ...paid.terms, startPrice: start }, request)]
    expect(most).toBe(40n * 2n * 10n ** 11n + 10n * 6n * 10n ** 11n)
    expect(withStart).toBe(most + start)
  })

  test('explains which tokens of a prompt are cached, in both languages, and marks them in the receipt', async () => {
    const terms = { ...paid.terms, cachedPrefix: { leastTokens: 1_024, withinSeconds: 300 } }
    const panel = (of: PaidOffer['terms']) => (
      <SettingsPanel settings={usual} offers={[{ service: paid.service, terms: of, standing: 'unchecked' }]} mayEncrypt={false} onChange={nothing} />
    )
    const english = await shown(panel(terms))
    expect(english).toContain('0.10\u00a0PT per 1 M cached tokens: your prompt begins with a prompt of at least 1,024 tokens that you paid here')
    expect(await shown(panel(terms), 'zh')).toContain('最近 300 秒内')
    expect(await shown(panel({ ...paid.terms, cachedPrice: paid.terms.inputPrice }))).not.toContain('cached')
    const receipt = { ...paid.receipt, units: { input: 31, cached: 20, output: 44 } }
    const list = (
      <MessageList chat={chatOf([{ role: 'user', content: 'Why?' }, answer({ receipt: { ...paid, receipt } })])} offers={[]} ledger="0x1" />
    )
    expect(await shown(list)).toContain('31 in (20 cached), 44 out')
  })

  test('asks before it pays a service whose terms became dearer, in both languages', async () => {
    const terms = { ...paid.terms, outputPrice: assetUnits(9n * 10n ** 17n), url: 'https://b.svc.market.example/v1' }
    const changed = [{ service: paid.service, terms, standing: 'unchecked' as const, accepted: paid.terms }]
    const asking = (models: readonly string[]) => <ChangedTerms services={{ changed: () => changed, accept: nothing }} models={models} />
    const page = await shown(asking(['tiny-chat']))
    for (const text of ['changed its terms', 'output 0.60\u00a0PT', 'output 0.90\u00a0PT', 'It moved to https://b.svc', 'Accept the new terms'])
      expect(page).toContain(text)
    for (const text of ['decrypts', 'rule for cached']) expect(page).not.toContain(text)
    expect(await shown(asking(['tiny-chat']), 'zh')).toContain('接受新条款')
    expect(await shown(asking(['other']))).not.toContain('changed its terms')
  })

  test('marks a service that routers leave out', async () => {
    const offers: PaidOffer[] = [{ service: paid.service, terms: paid.terms, standing: 'left_out' }]
    expect(await shown(<SettingsPanel settings={usual} offers={offers} mayEncrypt={false} onChange={nothing} />)).toContain(
      'left out by default: it failed the checks',
    )
  })

  test('shows whether prompts are encrypted, and which services decrypt them', async () => {
    const offers: PaidOffer[] = [
      { service: paid.service, terms: paid.terms, standing: 'unchecked' },
      { service: account('d'), terms: { ...paid.terms, boxKey: `0x${'4'.repeat(64)}` }, standing: 'unchecked' },
    ]
    const panel = (isSealed: boolean, mayEncrypt: boolean) => (
      <SettingsPanel settings={{ ...usual, isSealed }} offers={offers} mayEncrypt={mayEncrypt} onChange={nothing} />
    )
    const [on, off, none, chinese] = await Promise.all([
      shown(panel(true, true)),
      shown(panel(false, true)),
      shown(panel(false, false)),
      shown(panel(true, true), 'zh'),
    ])
    for (const text of ['Encrypt the prompt to the service', 'Only the service that answers can read', 'encrypted prompts'])
      expect(on).toContain(text)
    expect([on.includes('checked=""'), off.includes('checked=""'), off.includes('can read them')]).toEqual([true, false, true])
    expect([none.includes('disabled'), none.includes('No service of this choice decrypts prompts')]).toEqual([true, true])
    expect(chinese).toContain('把提示词加密给服务')
    expect([canSeal(offers, { models: ['tiny-chat'], service: null }), canSeal(offers, { models: ['tiny-chat'], service: paid.service })]).toEqual([
      true,
      false,
    ])
    expect(canSeal(offers, { models: ['tiny-chat', 'another'], service: null })).toBe(false)
  })

  test('shows that an answer was encrypted, beside its receipt', async () => {
    const answered = answer({ receipt: { ...paid, isSealed: true } })
    const list = <MessageList chat={chatOf([{ role: 'user', content: 'Why?' }, answered])} offers={[]} ledger="0x1" />
    const page = await shown(list)
    for (const text of ['Receipt is valid', '31 in, 44 out', '> encrypted<']) expect(page).toContain(text)
    expect(await shown(list, 'zh')).toContain('已加密')
  })

  test('sends what was said before, without answers that failed, and only the chosen service', () => {
    const messages: ChatMessage[] = [
      { role: 'user', content: 'One' },
      answer({ content: 'Two' }),
      { role: 'user', content: 'Three' },
      answer({ state: 'failed', content: 'bad' }),
    ]
    expect(historyOf(messages).map(({ content }) => content)).toEqual(['One', 'Two', 'Three'])
    expect(JSON.parse(bodyOf({ model: 'tiny-chat', messages, settings: { ...usual, service: 'x' } }))).toMatchObject({
      provider: { only: ['x'] },
      max_completion_tokens: 512,
      stream: true,
    })
    expect(JSON.parse(bodyOf({ model: 'tiny-chat', messages, settings: usual }))).not.toHaveProperty('provider')
    const sent = [true, false].map((isSealed) => JSON.parse(sentBodyOf({ model: 'tiny-chat', messages, settings: { ...usual, isSealed } })) as object)
    expect(sent).toMatchObject([{ privacy: 'sealed' }, { privacy: 'plain' }])
  })
})

async function shown(page: ReactNode, language: 'en' | 'zh' = 'en'): Promise<string> {
  const client = new QueryClient({ defaultOptions: { queries: { retryOnMount: false, queryFn: () => new Promise(() => {}) } } })
  return await loadedMarkupFor(language, <QueryClientProvider client={client}>{page}</QueryClientProvider>)
}
