import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { foundry } from 'viem/chains'
import { expect, test } from 'vitest'
import { createConfig, http, WagmiProvider } from 'wagmi'
import { MakeCommitment } from '#web/features/govern/commitments/MakeCommitment.tsx'
import { loadedMarkupFor } from '#web/i18n/test/markupFor.tsx'

const config = createConfig({ chains: [foundry], transports: { [foundry.id]: http() } })

function shown(language: 'en' | 'zh', inWallet: bigint | null): Promise<string> {
  return loadedMarkupFor(
    language,
    <WagmiProvider config={config}>
      <QueryClientProvider client={new QueryClient()}>
        <MakeCommitment acts={{} as never} now={1_795_000_000} inWallet={inWallet} onDone={() => {}} />
      </QueryClientProvider>
    </WagmiProvider>,
  )
}

test('shows the PT in the wallet above the bond, and the unit of the price', async () => {
  const markup = (await shown('en', 12_500_000_000_000_000_000n)).replaceAll('\u00a0', ' ').replace(/<[^>]+>/g, ' ')
  expect(markup).toMatch(/In your wallet\s+12\.50 PT\s+You lock this bond now/)
  expect(markup).toContain('PT/h')
  expect(markup).toContain('PT per GPU-hour, which is 4 times the reference price')
  expect((await shown('zh', 0n)).replace(/<[^>]+>/g, ' ')).toMatch(/钱包/)
})

test('shows a dash while the balance is unknown', async () => {
  expect((await shown('en', null)).replace(/<[^>]+>/g, ' ')).toMatch(/In your wallet\s+–/)
})
