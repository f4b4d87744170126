import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { connectedQuery } from '#web/parts/session/connectedQuery.ts'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'

function gate(language: 'en' | 'zh', purpose: 'see' | 'rent' | 'job' | 'govern'): string {
  const client = new QueryClient()
  client.setQueryData(['session'], null)
  client.setQueryData(connectedQuery.queryKey, null)
  return markupFor(
    language,
    <QueryClientProvider client={client}>
      <SignInGate purpose={purpose} waiting={null}>
        the page behind it
      </SignInGate>
    </QueryClientProvider>,
  )
}

test('tells a visitor what a job needs, and offers to connect a wallet', () => {
  const page = gate('en', 'job')
  expect(page).toContain('Connect a wallet to run a job')
  expect(page).toContain('A job needs a query or a program, and a deposit from your Market balance.')
  expect(page).toContain('>Connect wallet</button>')
  expect(gate('zh', 'job')).toContain('作业需要一个查询或程序')
})

test.each(['see', 'rent', 'job', 'govern'] as const)('shows nothing of the page behind it for the purpose %s', (purpose) => {
  expect(gate('en', purpose)).not.toContain('the page behind it')
})
