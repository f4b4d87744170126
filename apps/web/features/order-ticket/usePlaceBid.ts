'use client'
import type { Bid } from '@infinitio/domain'
import { type ChainWire, type OrderWire, settleTermsFromWire, settleTermsToWire } from '@infinitio/domain/wire'
import { getChain, getOrder, getWallet, InfinitioError, placeOrder, putWorkload, signBid, waitUntil } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { sentenceOf } from '#web/parts/api/sentenceOf.ts'
import { waitForFunds } from '#web/parts/faucet/faucetQuery.ts'
import { storeReceipt } from '#web/parts/order/receipts.ts'
import { sendSecretsToMatches } from '#web/features/secrets/sendSecretsToMatches.ts'
import { storeSecrets } from '#web/features/secrets/storedSecrets.ts'
import type { SecretWorkload } from '#web/features/secrets/secretWorkload.ts'
import { notify } from '#web/parts/toasts/notify.ts'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'

const judgedWithin = { timeoutSeconds: 15, everyMs: 150 } as const

/**
 * Values that are needed to make and sign a bid: the renter, the bid's nonce and the current data of the chain. The fees in `chain` are those that the page
 * showed.
 */
export type BidSetting = { readonly renter: string; readonly nonce: bigint; readonly chain: ChainWire }

/**
 * An order to place. It has the function that makes its bid, its workload (null if already stored), and the order that it replaces. It also states whether the
 * matcher takes the cheapest asks first or the asks with the best value.
 */
export type BidToPlace = {
  readonly bidOf: (setting: BidSetting) => Bid
  readonly workload: SecretWorkload | null
  readonly rank: 'price' | 'value'
  readonly replaces: string | null
  readonly leaseName: string
  /** Base units that must arrive before an immediately filling order is placed. If omitted, the order does not wait. */
  readonly fundsNeeded?: bigint
}

/**
 * Returns the mutation that places a bid. If `fundsNeeded` is set, it first waits for arriving money. It uploads the workload, lets the wallet sign the bid,
 * submits the bid, stores the receipt and waits until the order book has processed the bid. Then it sends the secrets to the matched machines. Throws the code
 * of a rejection.
 */
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
      // If the secrets cannot be sent to the machines, the order remains valid, and the page of the lease asks for the secrets again.
      if (workload !== null)
        await sendSecretsToMatches(order, workload).catch((error: unknown) => notify({ tone: 'error', text: problemOf(error).sentence }))
      return order
    },
    onSuccess: onPlaced,
    onSettled: () => look(['orders', 'wallet', 'market', 'chain']),
  })
}

/** Returns the order after the order book has processed it. */
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
