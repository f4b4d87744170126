import { address } from '@infinitio/domain'
import type { PayerWire } from '@infinitio/domain/wire'
import { getChain, getPayer } from '@infinitio/sdk'
import { openExitAccess, openServiceLedger, type ServiceLedger } from '@infinitio/sdk/services'
import { browserApi } from '#web/parts/api/browserApi.ts'

/** An account at the service ledger: pots, channels and days from the market; the amounts of its pot and its wallet from the chain, in base units. */
export type Usage = {
  readonly payer: PayerWire
  readonly ledger: ServiceLedger['ledger']
  readonly pToken: ReturnType<typeof address>
  readonly free: bigint
  readonly inWallet: bigint
  /** The time of the newest block, in Unix seconds. */
  readonly now: number
}

type Opened = { readonly ledger: ServiceLedger; readonly pToken: Usage['pToken'] }

let opened: Promise<Opened> | null = null

/** Opens the ledger once. Throws `service.no_ledger` and the errors of the chain. */
async function openLedger(): Promise<Opened> {
  opened ??= open()
  return await opened.catch((error: unknown) => {
    opened = null
    throw error
  })
}

async function open(): Promise<Opened> {
  const { addresses } = await getChain(browserApi)
  const access = openExitAccess({ rpcUrl: new URL('/api/v1/rpc', window.location.origin).href })
  return { ledger: await openServiceLedger(access, address(addresses.directory)), pToken: address(addresses.ptoken) }
}

/** Reads the usage of an account, with its newest 100 channels. Throws `service.no_ledger` and the errors of the market and the chain. */
export async function readUsage(account: string): Promise<Usage> {
  const { ledger, pToken } = await openLedger()
  const own = address(account.toLowerCase())
  const [payer, { free }, inWallet, now] = await Promise.all([
    getPayer(browserApi, own, { limit: 100 }),
    ledger.potOf(own, 'PToken'),
    ledger.inWallet(own, 'PToken'),
    ledger.now(),
  ])
  return { payer, ledger: ledger.ledger, pToken, free, inWallet, now }
}

/** Reads the serial and the deposit of a channel on the chain, for the signature that fills it. */
export async function readChannel(channel: Parameters<ServiceLedger['channelOf']>[0]): ReturnType<ServiceLedger['channelOf']> {
  return (await openLedger()).ledger.channelOf(channel)
}
