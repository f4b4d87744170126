import type { ChainWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { GetPt } from '#web/features/wallet/GetPt.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const stablecoin = `0x${'c0'.repeat(20)}`

function words(chain: { readonly chainId: number; readonly developmentChain: boolean }, language: 'en' | 'zh' = 'en'): string {
  return markupFor(language, <GetPt chain={{ ...chain, addresses: { stablecoin } } as unknown as ChainWire} />)
}

test('leads from a bank card to PT, with the coin and the chain that the market takes', () => {
  const shown = words({ chainId: 8_453, developmentChain: false })
  for (const part of ['with a bank card', 'chain 8453', stablecoin, 'mint (create) PT', 'Deposit']) expect(shown).toContain(part)
  expect(words({ chainId: 8_453, developmentChain: false }, 'zh')).toContain('银行卡')
})

test('offers nothing to buy on a development chain', () => {
  const shown = words({ chainId: 31_337, developmentChain: true })
  expect(shown).toContain('test money')
  expect(shown).not.toContain(stablecoin)
})
