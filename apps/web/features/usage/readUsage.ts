import { address } from '@infinitio/domain'
import type { PayerWire } from '@infinitio/domain/wire'
import { getPayer } from '@infinitio/sdk'
import type { ServiceLedger } from '@infinitio/sdk/services'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { openMarketLedger } from '#web/parts/services/openMarketLedger.ts'

/**
 * An account at the service ledger, the contract for prepaid AI services. The market's API returns `payer`: the payment channels and daily charges. The chain
 * returns `free`, the prepaid balance, and `inWallet`, the balance of the account's wallet, both in base units.
 */
export type Usage = {
  readonly payer: PayerWire
  readonly ledger: ServiceLedger['ledger']
  readonly chainId: number
  readonly pToken: ReturnType<typeof address>
  readonly free: bigint
  readonly inWallet: bigint
  /** The time of the newest block, in Unix seconds. */
  readonly now: number
}

/** Reads the usage of an account, with its newest 100 channels. Throws `service.no_ledger` and the errors of the market and the chain. */
export async function readUsage(account: string): Promise<Usage> {
  const { ledger, pToken, chainId } = await openMarketLedger()
  const own = address(account.toLowerCase())
  const [payer, { free }, inWallet, now] = await Promise.all([
    getPayer(browserApi, own, { limit: 100 }),
    ledger.potOf(own, 'PToken'),
    ledger.inWallet(own, 'PToken'),
    ledger.now(),
  ])
  return { payer, ledger: ledger.ledger, chainId, pToken, free, inWallet, now }
}

/**
 * Reads a payment channel from the chain. To pay into the channel, the account signs its serial number and its new total deposit, so both must be known first.
 */
export async function readChannel(channel: Parameters<ServiceLedger['channelOf']>[0]): ReturnType<ServiceLedger['channelOf']> {
  return (await openMarketLedger()).ledger.channelOf(channel)
}
