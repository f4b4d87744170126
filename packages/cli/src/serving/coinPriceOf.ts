import { ptOf } from '../wallet/moveMoney.ts'

/** Chains that charge gas in ETH: Ethereum, Optimism, Base, Arbitrum and their test chains. */
const etherChains: ReadonlySet<number> = new Set([1, 10, 8_453, 42_161, 11_155_111, 11_155_420, 84_532, 421_614])
const usualEtherPrice = '4000'

/** Returns the price, in base units of PToken, of one coin that pays for the chain's gas: the option, the usual price of ETH, or null on other chains. */
export function coinPriceOf({ coinPrice }: { readonly coinPrice?: string }, chainId: number): bigint | null {
  if (coinPrice !== undefined) return ptOf(coinPrice)
  return etherChains.has(chainId) ? ptOf(usualEtherPrice) : null
}
