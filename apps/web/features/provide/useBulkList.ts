'use client'
import { cancelOrder, getChain, getProvider, placeOrders, signAsk, signCancelOrder } from '@infinitio/sdk'
import type { PlaceOrderWire } from '@infinitio/domain/wire'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { browserApi } from '#web/features/api/browserApi.ts'
import { signingProblemOf } from '#web/features/api/signingProblemOf.ts'
import { askTermsOf } from '#web/features/provide/askTermsOf.ts'
import type { ProviderNode } from '#web/features/provide/providerNode.ts'
import { waitForAsk } from '#web/features/provide/waitForAsk.ts'
import { useSigner } from '#web/features/wallet-connection/useSigner.ts'

type ReadySigner = Extract<ReturnType<typeof useSigner>, { state: 'ready' }>['signer']
type OnSigned = (count: number) => void
/** What became of a node: done, or the code and sentence of why not. */
export type ListVerdict = { readonly state: 'done' } | { readonly state: 'refused'; readonly code: string; readonly sentence: string }

const ordersAtOnce = 100
/** Each is a request of its own. */
const cancelsAtOnce = 10

/** Pauses nodes, or lists them again on the terms and at the price of their last asks: all are signed in the wallet first, then handed in. Verdicts by node id. */
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
  const verdicts = new Map<string, ListVerdict>()
  for (let from = 0; from < cancels.length; from += cancelsAtOnce) {
    const some = cancels.slice(from, from + cancelsAtOnce).map(async ({ node, ...cancel }) => {
      const taken = cancelOrder(browserApi, cancel).then(() => waitForAsk(cancel.orderHash, 'cancelled'))
      verdicts.set(node, await verdictOf(taken))
    })
    await Promise.all(some)
  }
  return verdicts
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
  const verdicts = new Map<string, ListVerdict>()
  for (let from = 0; from < orders.length; from += ordersAtOnce) {
    const some = orders.slice(from, from + ordersAtOnce)
    const placed = await placeOrders(browserApi, { orders: some.map(({ order }) => order) })
    for (const [at, verdict] of placed.verdicts.entries()) {
      const refused: ListVerdict | null = verdict.state === 'refused' ? { state: 'refused', code: verdict.code, sentence: verdict.title } : null
      const judged = verdict.state === 'refused' ? null : waitForAsk(verdict.orderHash, 'open')
      const node = some[at]?.node
      if (node !== undefined) verdicts.set(node, refused ?? (await verdictOf(judged ?? Promise.resolve())))
    }
  }
  return verdicts
}

async function verdictOf(judged: Promise<void>): Promise<ListVerdict> {
  try {
    await judged
    return { state: 'done' }
  } catch (error) {
    return { state: 'refused', ...signingProblemOf(error) }
  }
}
