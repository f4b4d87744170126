import { type Address, type AssetUnits, type ChannelFacts, channelIdOf, ledgerTypedData, type TxHash } from '@infinitio/domain'
import { useMemo } from 'react'
import type { Hex } from 'viem'
import { useConfig } from 'wagmi'
import { getChainId, signTypedData } from 'wagmi/actions'
import { withdrawFromLedgerCall } from '../calls/ledgerAccountCalls.ts'
import {
  type ChannelRelease,
  depositToLedgerCall,
  exitChannelCall,
  finishChannelCall,
  fundChannelCall,
  releaseChannelCall,
} from '../calls/ledgerCalls.ts'
import { approveExactly } from './approveExactly.ts'
import { sendAndWait } from './sendAndWait.ts'

/**
 * An account's actions on the service ledger. Amounts are in PToken base units. Each action resolves when its transaction is mined. All actions throw like
 * `sendAndWait`.
 */
export type LedgerActs = {
  /** Sends two transactions when the approval is below the amount, otherwise one. */
  readonly deposit: (amount: AssetUnits) => Promise<TxHash>
  readonly withdraw: (amount: AssetUnits) => Promise<TxHash>
  /**
   * Moves PToken from the account's pot (deposit) into a payment channel to a service, until all deposits of the channel since its first opening, less the
   * refunds, are `total`.
   */
  readonly fund: (filling: { channel: ChannelFacts; serial: number; total: AssetUnits }) => Promise<TxHash>
  readonly exit: (leaving: { channel: ChannelFacts; serial: number }) => Promise<TxHash>
  readonly finish: (channel: ChannelFacts) => Promise<TxHash>
  /** Signs that the account wants to leave a channel, and sends nothing. The service of the channel accepts this as a request to close it at once. */
  readonly signExit: (leaving: { channel: ChannelFacts; serial: number }) => Promise<Hex>
  /** Closes a channel at once with the last claim that its service signed. */
  readonly release: (closing: { channel: ChannelFacts; release: ChannelRelease }) => Promise<TxHash>
}

/** Returns the connected wallet's actions: move PToken into and out of its pot (deposit), fill payment channels to services, and close them. */
export function useLedger({ ledger, pToken }: { ledger: Address; pToken: Address }, account: Address): LedgerActs {
  const config = useConfig()
  return useMemo(
    () => ({
      async deposit(amount) {
        await approveExactly(config, { token: pToken, owner: account, spender: ledger, amount })
        return sendAndWait(config, depositToLedgerCall({ ledger, account, asset: 'PToken', amount }))
      },
      withdraw: (amount) => sendAndWait(config, withdrawFromLedgerCall({ ledger, asset: 'PToken', amount })),
      fund: (filling) => sendAndWait(config, fundChannelCall({ ledger, ...filling })),
      exit: (leaving) => sendAndWait(config, exitChannelCall({ ledger, ...leaving })),
      finish: (channel) => sendAndWait(config, finishChannelCall({ ledger, channel })),
      signExit: ({ channel, serial }) => {
        const domain = { chainId: getChainId(config), ledger }
        return signTypedData(config, ledgerTypedData('Exit', { channel: channelIdOf(channel), serial }, domain) as never)
      },
      release: (closing) => sendAndWait(config, releaseChannelCall({ ledger, ...closing })),
    }),
    [config, ledger, pToken, account],
  )
}
