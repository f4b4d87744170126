'use client'
import { type AccountMessage, getChain, getWallet, isErrorCode, placeRelay, refusal, signAccountMessage, waitForRelay } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { browserApi } from '#web/features/api/browserApi.ts'
import { useSigner } from '#web/features/wallet-connection/useSigner.ts'

type KeyMessage = Extract<AccountMessage, { kind: 'authorize' | 'revoke' }>
/** What is said about a key; its nonce is found when it is signed. */
export type KeyWish = { [Kind in KeyMessage['kind']]: Omit<Extract<KeyMessage, { kind: Kind }>, 'nonce'> }[KeyMessage['kind']]

const minedWithinSeconds = 120

/** Signs what the account says about a key, hands it to the engine, and resolves with the transaction when the chain has it. One signature, no gas. */
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
      if (relay.state === 'mined' && relay.txHash !== null) return relay.txHash
      throw refusal(relay.code !== null && isErrorCode(relay.code) ? relay.code : 'chain.transaction_reverted', { detail: relayId })
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['wallet'] }),
  })
}
