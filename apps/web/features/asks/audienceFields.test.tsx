import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { type Audience, AudienceFields } from '#web/features/asks/AudienceFields.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { renterQuery } from '#web/parts/renter/renterQuery.ts'

const account = `0x${'a'.repeat(40)}`
const record = { account, since: null, closedLeases: 0, openLeases: 0, gpuSeconds: '0', providers: 0, cancelledLeases: 0 }

function shown(language: 'en' | 'zh', audience: Audience, isListed = true): string {
  const client = new QueryClient()
  client.setQueryData(renterQuery(browserApi, account).queryKey, record as never)
  const fields = (
    <QueryClientProvider client={client}>
      <AudienceFields audience={audience} isListed={isListed} onChange={() => undefined} />
    </QueryClientProvider>
  )
  return markupFor(language, fields).replaceAll('\u00a0', ' ')
}

test.each([
  ['en', 'No lease on this market yet.', 'and once to end the listing for everyone'],
  ['zh', '在本市场还没有租约。', '并签名一次以结束面向所有人的上架'],
] as const)('shows the record of each chosen account and what the wallet signs, in %s', (language, noLease, ends) => {
  const chosen = { who: 'accounts', text: account, accounts: [account] } as const
  const markup = shown(language, chosen)
  for (const part of [`href="/renters/${account}"`, noLease, ends]) expect(markup).toContain(part)
  expect(shown(language, chosen, false)).not.toContain(ends)
})

test('asks for no account while everyone may rent, and marks a text that is not a list of addresses', () => {
  expect(shown('en', { who: 'everyone', text: '', accounts: [] })).not.toContain('<textarea')
  expect(shown('en', { who: 'accounts', text: '0x12', accounts: null })).toContain('Enter up to 10 addresses of other accounts')
})
