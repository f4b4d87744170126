'use client'
import type { SessionKeysWire } from '@infinitio/domain/wire'
import {
  type AccountMessage,
  getChain,
  getWallet,
  isErrorCode,
  listSessionKeys,
  placeRelay,
  refusal,
  signAccountMessage,
  waitForRelay,
  waitUntil,
} from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'

type KeyMessage = Extract<AccountMessage, { kind: 'authorize' | 'revoke' }>
/** A message about a session key, without its nonce. The nonce is fetched when the user signs. */
export type KeyWish = { [Kind in KeyMessage['kind']]: Omit<Extract<KeyMessage, { kind: Kind }>, 'nonce'> }[KeyMessage['kind']]

const minedWithinSeconds = 120
const listedWithinSeconds = 30

/**
 * Returns the mutation that signs a message about a session key, submits it to the engine, and resolves with the transaction once it is mined. It needs one
 * signature and no gas.
 */
export function useKeyRelay() {
  const signer = useSigner()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (wish: KeyWish): Promise<string> => {
      if (signer.state !== 'ready') throw refusal('wallet.not_connected', { detail: 'to sign about a session key' })
      const [chain, { nextNonce }] = await Promise.all([getChain(browserApi), getWallet(browserApi, { limit: 1 })])
      const message = { ...wish, nonce: BigInt(nextNonce.ask) }
      const { relayId } = await placeRelay(browserApi, await signAccountMessage(signer.signer, { message, chain }))
      const relay = await waitForRelay(browserApi, { relayId, timeoutSeconds: minedWithinSeconds })
      const { txHash } = relay
      if (relay.state === 'mined' && txHash !== null) {
        // Waits until the list of keys shows the change: the indexer reads a block only some time after it was mined. If that takes too long, continue, because
        // the change is already on the chain.
        const isListed = ({ items }: SessionKeysWire) => items.some((item) => item.key === wish.key && item.changedTx === txHash)
        await waitUntil(() => listSessionKeys(browserApi), isListed, { timeoutSeconds: listedWithinSeconds, everyMs: 500 }).catch(() => null)
        return txHash
      }
      throw refusal(relay.code !== null && isErrorCode(relay.code) ? relay.code : 'chain.transaction_reverted', { detail: relayId })
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['wallet'] }),
  })
}
