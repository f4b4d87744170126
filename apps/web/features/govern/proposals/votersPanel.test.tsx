import type { DelegatesWire, ProposalDetailWire } from '@infinitio/domain/wire'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { VotersPanel } from '#web/features/govern/proposals/VotersPanel.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { delegatesQuery } from '#web/parts/govern/governQueries.ts'

const [named, unnamed] = [`0x${'a'.repeat(40)}`, `0x${'b'.repeat(40)}`]
const voter = (account: string) => ({ voter: account, votes: '1000000000000000000', support: 'for', reason: '', txHash: '0x' })
const proposal = {
  ...{ voters: [voter(named), voter(unnamed)], voterCount: 2 },
  votes: { for: '2000000000000000000', against: '0', abstain: '0' },
} as unknown as ProposalDetailWire

function panel(language: 'en' | 'zh', name: string | null): string {
  const client = new QueryClient()
  const page = { items: [{ account: named, name }], nextCursor: null } as unknown as DelegatesWire
  client.setQueryData(delegatesQuery(browserApi).queryKey, { pages: [page], pageParams: [null] })
  return markupFor(
    language,
    <QueryClientProvider client={client}>
      <VotersPanel proposal={proposal} />
    </QueryClientProvider>,
  )
}

test('shows the name of a voter from the statement, as text, and no name for others', () => {
  expect(panel('en', '<b>Green Grid</b>').match(/&lt;b&gt;Green Grid&lt;\/b&gt;/g)).toHaveLength(1)
  expect(panel('zh', '绿网')).toContain('绿网')
  expect(panel('en', null)).not.toContain('null')
  expect(panel('en', '')).not.toContain('<div class="t12 dim"></div>')
})
