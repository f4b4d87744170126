import { join } from 'node:path'
import {
  type ByteBuyer,
  fundChannel,
  openByteBuyer,
  planFunding,
  readInWallet,
  readProxyKeys,
  storeAcceptedTerms,
  whyAskForTerms,
} from '@infinitio/relay'
import { refusal } from '@infinitio/sdk'
import { privateKeyToAccount } from 'viem/accounts'
import { configFolder } from '../context/profiles.ts'
import { readPrivateKey } from '../context/settings.ts'
import { agreed } from '../terminal/ask.ts'
import { type MoneyOptions, ptOf, ptText } from '../wallet/moveMoney.ts'
import { fromMarket, type openMarketLedger } from './servingMarket.ts'

/** Options of commands that buy bytes. */
export type BuyOptions = MoneyOptions & { readonly deposit: string }

type Ledger = Awaited<ReturnType<typeof openMarketLedger>>
type Offer = Pick<Parameters<typeof openByteBuyer>[0], 'service' | 'terms'>

const [thousand, million] = [1_000n, 1_000_000n]

/**
 * Fills the wallet's channel to a service that sells bytes, and opens it. Shows the prices before it sends a transaction, and before it pays higher prices than
 * the user accepted. Throws `account.insufficient_tokens`,
 * `wallet.not_confirmed` and the codes of `openByteBuyer`.
 */
export async function openPaidBytes(options: BuyOptions, { ledger, offer }: { readonly ledger: Ledger; readonly offer: Offer }): Promise<ByteBuyer> {
  const { service, terms } = offer
  const payerKey = readPrivateKey(options)
  const payer = privateKeyToAccount(payerKey).address.toLowerCase() as Parameters<typeof openByteBuyer>[0]['payer']
  const folder = join(configFolder(), 'proxy', `${ledger.domain.chainId}-${service}-${payer}`)
  const keys = readProxyKeys(folder)
  const channel = { payer, key: keys.key, curve: keys.curve, service, asset: 'PToken' } as const
  const plan = await planFunding(ledger, { channel, unsettled: ptOf(options.deposit) })
  const change = whyAskForTerms(folder, terms)
  if (plan.fund > 0n) {
    const held = await readInWallet(ledger, payer, 'PToken')
    if (held < plan.deposit)
      throw refusal('account.insufficient_tokens', {
        detail: `the wallet has ${ptText(held)}, the deposit needs ${ptText(plan.deposit)}: ${fromMarket}`,
      })
    await agreed(options, [
      ...pricesOf(offer),
      ['From the wallet into the ledger', ptText(plan.deposit)],
      ['Into the channel to the service', ptText(plan.fund)],
    ])
    await fundChannel(ledger, { payerKey, channel, plan })
  } else if (change !== null) {
    await agreed(options, [...pricesOf(offer), ['Why this question', change]])
  }
  storeAcceptedTerms(folder, terms)
  return await openByteBuyer({ ledger, service, terms, payer, keys, folder })
}

function pricesOf({ service, terms }: Offer): [string, string][] {
  return [
    ['Service', service],
    ['A gigabyte', ptText(terms.outputPrice * thousand)],
    ['A thousand requests', ptText((terms.inputPrice * thousand) / million)],
  ]
}
