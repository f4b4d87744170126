import { expect, test } from 'vitest'
import { ProviderFacts } from '#web/features/listing/ProviderFacts.tsx'
import { CardProvider } from '#web/features/search/CardTrust.tsx'
import { GridCarbon } from '#web/features/metrics/GridCarbon.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const known = {
  provider: `0x${'ab'.repeat(20)}`,
  providerName: 'Fjord Compute' as string | null,
  providerBonded: `${1_250n * 10n ** 18n}`,
  simulated: false,
  providerSince: Date.parse('2026-03-05T12:00:00Z') / 1_000,
}

function words(data: typeof known, { language = 'en', isCard = false }: { language?: 'en' | 'zh'; isCard?: boolean } = {}): string {
  const markup = markupFor(language, isCard ? <CardProvider provider={data} /> : <ProviderFacts {...data} />)
  return markup.replace(/<[^>]+>/g, ' ').replaceAll('\u00a0', ' ')
}

test('shows the chosen name, the bond and the first day of a provider', () => {
  const shown = words(known)
  for (const part of ['Fjord Compute', '0xabab', '1,250.00 PT', '5 Mar 2026', 'Nobody has checked the name']) expect(shown).toContain(part)
  expect(words(known, { language: 'zh' })).toContain('2026年3月5日')
  expect(words(known, { isCard: true })).toMatch(/Fjord Compute\s+Bond \(deposit\) 1,250.00 PT/)
})

test('shows the address of a provider without a name', () => {
  for (const isCard of [false, true]) expect(words({ ...known, providerName: null }, { isCard })).toContain('0xabab')
  expect(words({ ...known, providerName: null })).toContain('The provider chose no name.')
})

test('shows that a provider has no bond', () => {
  expect(words({ ...known, providerBonded: '0' })).toContain('None')
  expect(words({ ...known, providerBonded: '0' }, { isCard: true })).toContain('No bond')
})

test('says in the language of the page that a provider is simulated, and does not say that it chose its name', () => {
  const simulated = { ...known, simulated: true, providerName: 'Northlight (simulated)' }
  expect(words(simulated)).toContain('Northlight (simulated)')
  expect(words(simulated)).toContain(
    'The provider is simulated. It is not a real company. If a lease fails and the provider is at fault, the renter can',
  )
  for (const isCard of [false, true]) {
    expect(words(simulated, { language: 'zh', isCard })).toContain('Northlight （模拟）')
    expect(words(simulated, { language: 'zh', isCard })).not.toContain('simulated')
  }
})

test('draws a hostile name as text', () => {
  expect(words({ ...known, providerName: '<img src=x onerror=alert(1)>' })).toContain('&lt;img src=x onerror=alert(1)&gt;')
})

test('shows the CO₂ of the electricity where a machine is, in the language of the page', () => {
  const finland = { country: 'FI', regionName: 'eu-north' }
  expect(markupFor('en', <GridCarbon {...finland} />)).toBe(
    '79\u00a0g CO₂e (CO₂ and other greenhouse gases) per kWh: Finland, average of 2023 (Our World in Data)',
  )
  expect(markupFor('zh', <GridCarbon {...finland} />)).toContain('79 克 CO₂ 当量：芬兰 2023 年的平均值')
  expect(markupFor('en', <GridCarbon country={null} regionName="eu-west" />)).toContain('not known for this location')
})
