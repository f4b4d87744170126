import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { foundry } from 'viem/chains'
import { expect, test } from 'vitest'
import { createConfig, http, WagmiProvider } from 'wagmi'
import { FleetSigning } from '#web/features/asks/FleetSigning.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const config = createConfig({ chains: [foundry], transports: { [foundry.id]: http() } })

test('shows no amounts and no sentence about signatures while no price is typed', () => {
  const client = new QueryClient()
  client.setQueryData(['provider', 'signing'], { nodes: [] })
  const markup = markupFor(
    'en',
    <WagmiProvider config={config}>
      <QueryClientProvider client={client}>
        <FleetSigning act="price" changes={[]} rows={() => 'the machines'} onClose={() => {}} />
      </QueryClientProvider>
    </WagmiProvider>,
  )
  expect(markup).toContain('the machines')
  expect(markup).toContain('Cancel')
  for (const idle of ['PT', 'Income per hour', 'sign yet', 'signature']) expect(markup).not.toContain(idle)
})
