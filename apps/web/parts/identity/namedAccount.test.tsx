import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { NamedAccount } from '#web/parts/identity/NamedAccount.tsx'

const voter = `0x${'ab'.repeat(20)}`
const deployer = `0x${'ef'.repeat(20)}`

function words(language: 'en' | 'zh', account: string): string {
  const client = new QueryClient()
  client.setQueryData(['chain'], {
    developmentAccounts: [
      { account: voter, kind: 'voter' },
      { account: deployer, kind: 'deployer' },
    ],
  })
  const page = (
    <QueryClientProvider client={client}>
      <NamedAccount account={account} />
    </QueryClientProvider>
  )
  return markupFor(language, page).replace(/<[^>]+>/g, '')
}

test('names the test accounts of a development chain, and no other account', () => {
  expect(words('en', voter)).toContain('Second voter (development)')
  expect(words('zh', voter)).toMatch(/[\u4e00-\u9fff]/)
  expect(words('en', deployer)).toContain('Third voter, deployed the contracts (development)')
  expect(words('en', `0x${'cd'.repeat(20)}`)).not.toContain('Second voter')
})
