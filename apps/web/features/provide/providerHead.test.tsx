import type { ProviderWire } from '@infinitio/domain/wire'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { ProviderHead } from '#web/features/provide/ProviderHead.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const node = (tier: number, state = 'listed') => ({ node: `${tier}`, gpus: 1, freeGpus: 1, regionName: 'eu-north', state, tier })

function head(language: 'en' | 'zh', nodes: readonly object[]): string {
  const provider = { account: `0x${'1'.repeat(40)}`, nodes, nodeCount: nodes.length } as unknown as ProviderWire
  return markupFor(
    language,
    <QueryClientProvider client={new QueryClient()}>
      <ProviderHead provider={provider} />
    </QueryClientProvider>,
  )
}

test('names the regions and the trust tiers of the machines, without those of retired machines', () => {
  expect(head('en', [node(0), node(2), node(3, 'retired')])).toContain('trust tiers 0 to 2')
  expect(head('en', [node(1), node(1)])).toContain('trust tier 1')
  expect(head('zh', [node(0), node(2)])).toContain('信任等级 0 至 2')
  expect(head('en', [])).not.toContain('trust tier')
})
