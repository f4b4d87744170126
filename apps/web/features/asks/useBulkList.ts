'use client'
import { cancelOrder, getChain, getProvider, mapAtMost, patiently, placeManyOrders, signAsk, signCancelOrder } from '@infinitio/sdk'
import type { OrderVerdictWire, PlaceOrderWire } from '@infinitio/domain/wire'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { signingProblemOf } from '#web/parts/api/signingProblemOf.ts'
import { askTermsOf } from '#web/features/asks/askTermsOf.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'
import { waitForAsk } from '#web/features/asks/waitForAsk.ts'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'

type ReadySigner = Extract<ReturnType<typeof useSigner>, { state: 'ready' }>['signer']
type OnSigned = (count: number) => void
/** Describes the result for one machine: success, or the code and sentence of the error. */
export type ListVerdict = { readonly state: 'done' } | { readonly state: 'refused'; readonly code: string; readonly sentence: string }

/** Each machine needs its own request, so this limits the parallel requests. */
const requestsAtOnce = 10

/**
 * Pauses machines, or lists them again on the terms and at the price of their last asks. The wallet signs all before any is submitted. Returns
 * results by node id.
 */
export function useBulkList(act: 'pause' | 'resume') {
  const signer = useSigner()
  const queryClient = useQueryClient()
  const [signed, setSigned] = useState(0)
  const changing = useMutation({
    mutationFn: async (nodes: readonly ProviderNode[]) => {
      if (signer.state !== 'ready') throw new Error('The wallet is not connected.')
      setSigned(0)
      return act === 'pause' ? pause(signer.signer, nodes, setSigned) : resume(signer.signer, nodes, setSigned)
    },
    onSettled: () => {
      for (const key of ['provider', 'listings', 'listing', 'classes']) void queryClient.invalidateQueries({ queryKey: [key] })
    },
  })
  return { changing, signed }
}

async function pause(signer: ReadySigner, nodes: readonly ProviderNode[], onSigned: OnSigned): Promise<Map<string, ListVerdict>> {
  const chain = await getChain(browserApi)
  const cancels = []
  for (const { node, askHash: orderHash } of nodes) {
    if (orderHash === null) continue
    cancels.push({ node, orderHash, cancel: await signCancelOrder(signer, { orderHash, chain }) })
    onSigned(cancels.length)
  }
  const verdicts = await mapAtMost(cancels, {
    atOnce: requestsAtOnce,
    async work({ node, ...cancel }) {
      const taken = patiently(() => cancelOrder(browserApi, cancel)).then(() => waitForAsk(cancel.orderHash, 'cancelled'))
      return [node, await verdictOf(taken)] as const
    },
  })
  return new Map(verdicts)
}

async function resume(signer: ReadySigner, nodes: readonly ProviderNode[], onSigned: OnSigned): Promise<Map<string, ListVerdict>> {
  const [chain, { nextAskNonce }] = await Promise.all([getChain(browserApi), getProvider(browserApi)])
  const orders: { node: string; order: PlaceOrderWire }[] = []
  for (const node of nodes) {
    if (node.latestAsk === null) continue
    const nonce = BigInt(nextAskNonce) + BigInt(orders.length)
    const pricePerGpuSecond = BigInt(node.latestAsk.pricePerGpuSecond)
    const ask = askTermsOf({ node, pricePerGpuSecond, nonce, provider: signer.address, chain })
    orders.push({ node: node.node, order: await signAsk(signer, { ask, chain }) })
    onSigned(orders.length)
  }
  const placed = await placeManyOrders(browserApi, { orders: orders.map(({ order }) => order) })
  const judged = await mapAtMost(placed, { atOnce: requestsAtOnce, work: judgedBy })
  return new Map(judged.flatMap((verdict, at) => (orders[at] === undefined ? [] : [[orders[at].node, verdict] as const])))
}

async function judgedBy(placed: OrderVerdictWire): Promise<ListVerdict> {
  if (placed.state === 'refused') return { state: 'refused', code: placed.code, sentence: placed.title }
  return verdictOf(waitForAsk(placed.orderHash, 'open'))
}

async function verdictOf(judged: Promise<void>): Promise<ListVerdict> {
  try {
    await judged
    return { state: 'done' }
  } catch (error) {
    return { state: 'refused', ...signingProblemOf(error) }
  }
}
