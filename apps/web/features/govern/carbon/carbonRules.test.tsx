import type { CarbonWire, EmissionWire } from '@infinitio/domain/wire'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { CarbonRules } from '#web/features/govern/carbon/CarbonRules.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { emissionQuery } from '#web/parts/govern/emissionQueries.ts'

const limits = { bond: '1000', slashBps: 5_000, auditors: 3, auditSeconds: 86_400, auditorFee: '10' } as unknown as NonNullable<CarbonWire['limits']>

function rules(language: 'en' | 'zh', factors: object | null): string {
  const client = new QueryClient()
  client.setQueryData(emissionQuery(browserApi).queryKey, { emission: { factors } } as unknown as EmissionWire)
  return markupFor(
    language,
    <QueryClientProvider client={client}>
      <CarbonRules limits={limits} />
    </QueryClientProvider>,
  )
}

test('shows what a proof changes, by the present factor of a machine without one', () => {
  const factors = { environmentFloor: '800000000000000000' }
  expect(rules('en', factors)).toContain('gives this machine 100 PT. Without a proof it gives 80.00 PT.')
  expect(rules('zh', factors)).toContain('没有证明时给 80.00 PT')
  expect(rules('en', null)).not.toContain('Example')
})
