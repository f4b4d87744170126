import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { ProviderFacts, ProviderTable } from '#web/features/listing/ProviderFacts.tsx'
import { CardProvider, ProviderLine } from '#web/features/search/CardTrust.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const provider = `0x${'ab'.repeat(20)}`
const since = Date.parse('2026-03-05T12:00:00Z') / 1_000
const known = { account: provider, name: 'Fjord Compute' as string | null, bonded: `${1_250n * 10n ** 18n}`, since }

function words(data: typeof known | null, { language = 'en', isCard = false }: { language?: 'en' | 'zh'; isCard?: boolean } = {}): string {
  const client = new QueryClient()
  if (data !== null) client.setQueryData(['provider-name', provider], data)
  const markup = markupFor(
    language,
    <QueryClientProvider client={client}>
      {isCard ? <ProviderLine provider={provider} known={data} /> : <ProviderTable provider={provider} known={data ?? undefined} isError={false} />}
    </QueryClientProvider>,
  )
  return markup.replace(/<[^>]+>/g, ' ').replaceAll('\u00a0', ' ')
}

test('shows the chosen name, the bond and the first day of a provider', () => {
  const shown = words(known)
  for (const part of ['Fjord Compute', '0xabab', '1,250.00 PT', '5 Mar 2026', 'Nobody has checked the name']) expect(shown).toContain(part)
  expect(words(known, { language: 'zh' })).toContain('2026年3月5日')
  expect(words(known, { isCard: true })).toMatch(/Fjord Compute\s+bond 1,250.00 PT/)
})

test('shows the address of a provider without a name, and before its name has loaded', () => {
  expect(words({ ...known, name: null })).toContain('0xabab')
  expect(words(null)).toContain('0xabab')
  expect(words(null)).not.toContain('PT')
  expect(words(null, { isCard: true })).toContain('0xabab')
})

test('shows that a provider has no bond', () => {
  expect(words({ ...known, bonded: '0' })).toContain('None')
  expect(words({ ...known, bonded: '0' }, { isCard: true })).toContain('no bond')
})

test('draws a hostile name as text', () => {
  expect(words({ ...known, name: '<img src=x onerror=alert(1)>' })).toContain('&lt;img src=x onerror=alert(1)&gt;')
})

test('hydrates a card and a listing as the server wrote them, although the name of its provider is known by then', () => {
  const client = new QueryClient()
  client.setQueryData(['provider-name', provider], known)
  for (const part of [<CardProvider key="card" provider={provider} />, <ProviderFacts key="facts" provider={provider} />]) {
    const markup = markupFor('en', <QueryClientProvider client={client}>{part}</QueryClientProvider>)
    expect(markup).not.toContain('Fjord Compute')
    expect(markup).toContain('0xabab')
  }
})
