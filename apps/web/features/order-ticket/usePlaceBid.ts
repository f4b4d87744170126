'use client'
import type { Bid } from '@infinitio/domain'
import { type ChainWire, type OrderWire, settleTermsFromWire, settleTermsToWire } from '@infinitio/domain/wire'
import { getChain, getOrder, getWallet, InfinitioError, placeOrder, putWorkload, signBid, waitUntil } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { sentenceOf } from '#web/parts/api/sentenceOf.ts'
import { waitForFunds } from '#web/parts/faucet/waitForFunds.ts'
import { storeReceipt } from '#web/parts/order/receipts.ts'
import { sendSecretsToMatches } from '#web/features/secrets/sendSecretsToMatches.ts'
import { storeSecrets } from '#web/features/secrets/storedSecrets.ts'
import type { SecretWorkload } from '#web/features/secrets/secretWorkload.ts'
import { notify } from '#web/parts/toasts/notify.ts'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'

const judgedWithin = { timeoutSeconds: 15, everyMs: 150 } as const

/** What a bid still needs when it is signed: who, which number, and the clock of the chain. Fees are those that were shown. */
export type BidSetting = { readonly renter: string; readonly nonce: bigint; readonly chain: ChainWire }

/** What is to be placed: the bid of a moment, what it runs (null: it is kept already), how it is ranked and what it replaces. */
export type BidToPlace = {
  readonly bidOf: (setting: BidSetting) => Bid
  readonly workload: SecretWorkload | null
  readonly rank: 'price' | 'value'
  readonly replaces: string | null
  readonly leaseName: string
  /** Base units to wait for while money is on its way: an order that fills at once needs them. If it is left out, the order does not wait. */
  readonly fundsNeeded?: bigint
}

/** Puts the workload, lets the wallet sign the bid, hands it in, keeps its receipt and waits for the book's word. Throws the book's refusal. */
export function usePlaceBid({ shown, onPlaced }: { readonly shown: ChainWire; readonly onPlaced: (order: OrderWire) => void }) {
  const queryClient = useQueryClient()
  const signer = useSigner()
  const look = (keys: readonly string[]) => {
    for (const key of keys) void queryClient.invalidateQueries({ queryKey: [key] })
  }
  return useMutation({
    mutationFn: async ({ bidOf, workload, rank, replaces, leaseName, fundsNeeded }: BidToPlace) => {
      if (signer.state !== 'ready') throw new Error('The wallet is not connected.')
      if (fundsNeeded !== undefined) await waitForFunds(queryClient, fundsNeeded)
      const [now, { nextNonce }] = await Promise.all([getChain(browserApi), getWallet(browserApi, { limit: 1 })])
      const chain = { ...now, feeBps: shown.feeBps, ...settleTermsToWire(settleTermsFromWire(shown)) }
      if (workload !== null) await putWorkload(browserApi, workload)
      const secrets = workload?.secrets ?? null
      if (secrets !== null) storeSecrets(secrets)
      const bid = bidOf({ renter: signer.signer.address, nonce: BigInt(nextNonce.bid), chain })
      const signed = await signBid(signer.signer, { bid, chain, ...(leaseName === '' ? {} : { leaseName }) })
      const toPlace = { ...signed, rank, ...(replaces === null ? {} : { replaces }) }
      const { orderHash, receipt } = await placeOrder(browserApi, toPlace)
      storeReceipt(receipt)
      const order = await judged(orderHash)
      // The order stands all the same; the page of its lease asks for them again.
      if (workload !== null)
        await sendSecretsToMatches(order, workload).catch((error: unknown) => notify({ tone: 'error', text: problemOf(error).sentence }))
      return order
    },
    onSuccess: onPlaced,
    onSettled: () => look(['orders', 'wallet', 'market', 'chain']),
  })
}

/** The order once the book has judged it. */
async function judged(orderHash: string): Promise<OrderWire> {
  const order = await waitUntil(
    () => getOrder(browserApi, orderHash),
    ({ state }) => state !== 'accepted',
    judgedWithin,
  )
  if (order.state !== 'rejected') return order
  const code = order.code ?? 'order.nothing_fits'
  throw new InfinitioError({ code, status: 409, sentence: sentenceOf(code), detail: orderHash, requestId: null, retryAfterSeconds: null })
}
