import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { foundry } from 'viem/chains'
import { expect, test } from 'vitest'
import { createConfig, http, WagmiProvider } from 'wagmi'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { PoorWallet } from '#web/parts/bond/PoorWallet.tsx'

const config = createConfig({ chains: [foundry], transports: { [foundry.id]: http() } })
const pt = 10n ** 18n

function shown(language: 'en' | 'zh', market: bigint): string {
  const client = new QueryClient()
  client.setQueryData(['wallet'], { available: market.toString() })
  const markup = markupFor(
    language,
    <WagmiProvider config={config}>
      <QueryClientProvider client={client}>
        <PoorWallet {...{ addresses: {} as never, account: `0x${'a'.repeat(40)}` as never }} wallet={0n} missing={pt / 2n} onWithdrawn={() => {}} />
      </QueryClientProvider>
    </WagmiProvider>,
  )
  return markup.replaceAll('\u00a0', ' ')
}

test('withdraws the missing PT from the Market balance on the same page', () => {
  const markup = shown('en', 980n * pt)
  expect(markup).toContain('the missing 0.50 PT are in your Market balance, which has 980.00 PT')
  expect(markup).toContain('<button')
  expect(markup).not.toContain('target="_blank"')
  expect(shown('zh', 980n * pt)).toContain('请先在这里提取到钱包')
})

test('names both balances and leads to the Wallet page if the Market balance is too small', () => {
  const markup = shown('en', pt / 10n)
  expect(markup).toContain('Your wallet has 0.00 PT, and your Market balance has 0.10 PT.')
  expect(markup).toContain('href="/wallet#deposit"')
  expect(markup).not.toContain('<button')
})
