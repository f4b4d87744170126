import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { AccountCorner } from '#web/features/session/AccountCorner.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { connectedQuery } from '#web/parts/session/connectedQuery.ts'

test.each([
  ['en', null, 'Connect wallet'],
  ['en', '0x1', 'Sign in'],
  ['zh', null, '连接钱包'],
  ['zh', '0x1', '登录'],
] as const)('asks a visitor in %s with the wallet %s to "%s"', (language, wallet, text) => {
  const client = new QueryClient()
  client.setQueryData(['session'], null)
  client.setQueryData(connectedQuery.queryKey, wallet)
  const corner = (
    <QueryClientProvider client={client}>
      <AccountCorner />
    </QueryClientProvider>
  )
  expect(markupFor(language, corner)).toContain(`>${text}</button>`)
})
