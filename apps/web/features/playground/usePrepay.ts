import type { PaidServices, PrepayPlan } from '@infinitio/sdk/services'
import { useCallback } from 'react'
import { useConfig, useConnection } from 'wagmi'
import { sendTransaction, switchChain, waitForTransactionReceipt } from 'wagmi/actions'
import { isLocalKey } from '#web/parts/wallet-connection/walletConfig.ts'

const lookEveryMs = 250

/** Returns the function that sends the transactions of a plan from the connected wallet, and returns the last hash when all are mined. */
export function usePrepay(services: PaidServices): (plan: PrepayPlan) => Promise<string> {
  const config = useConfig()
  const { connector, chainId } = useConnection()
  // A key of this browser signs without asking, so send all transactions at once; their nonces determine their order. Any other wallet asks the user, so show
  // the effect of one transaction before the wallet asks for the next signature.
  const isQuick = connector !== undefined && isLocalKey(connector.id)
  return useCallback(
    async ({ steps }: PrepayPlan) => {
      if (chainId !== config.chains[0].id) await switchChain(config, { chainId: config.chains[0].id })
      let last = ''
      const mined: Promise<unknown>[] = []
      for (const { to, data, value, gas } of steps) {
        const hash = await sendTransaction(config, { to, data, value, ...(isQuick ? { gas } : {}) })
        const receipt = waitForTransactionReceipt(config, { hash, pollingInterval: lookEveryMs })
        mined.push(receipt)
        if (!isQuick) await receipt
        last = hash
      }
      await Promise.all(mined)
      await services.look()
      return last
    },
    [config, chainId, isQuick, services],
  )
}
