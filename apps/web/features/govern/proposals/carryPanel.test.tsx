import { zeroHex32 } from '@infinitio/domain'
import type { ProposalDetailWire } from '@infinitio/domain/wire'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { foundry } from 'viem/chains'
import { expect, test } from 'vitest'
import { createConfig, http, WagmiProvider } from 'wagmi'
import { CarryPanel } from '#web/features/govern/proposals/ProposalActs.tsx'
import { loadedMarkupFor } from '#web/i18n/test/markupFor.tsx'

const config = createConfig({ chains: [foundry], transports: { [foundry.id]: http() } })
const executableAt = 1_795_000_000

/** Returns the panel of a queued proposal at a time before or after the end of its waiting time. */
function shown(language: 'en' | 'zh', blockTimestamp: number): Promise<string> {
  const proposal = {
    ...{
      id: '1',
      state: 'queued',
      descriptionHash: zeroHex32,
      executableAt,
      expiresAt: null,
      blockTimestamp,
      mayPass: true,
      bond: { state: 'locked', amount: '0' },
    },
    calls: [{ to: `0x${'a'.repeat(40)}`, value: '0', data: '0x' }],
  } as unknown as ProposalDetailWire
  return loadedMarkupFor(
    language,
    <WagmiProvider config={config}>
      <QueryClientProvider client={new QueryClient()}>
        <CarryPanel proposal={proposal} governing={{} as never} onDone={() => {}} />
      </QueryClientProvider>
    </WagmiProvider>,
  )
}

test('speaks of the waiting time of a queued proposal only until it is over', async () => {
  expect(await shown('en', executableAt - 1)).toContain('When the waiting time is over, anybody can execute the proposal.')
  const over = await shown('en', executableAt)
  expect(over).toContain('The waiting time is over. Anybody can execute the proposal now.')
  expect(over).not.toContain('When the waiting time is over')
  expect(await shown('zh', executableAt)).toContain('等待时间已过')
})
