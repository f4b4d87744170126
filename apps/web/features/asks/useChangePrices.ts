'use client'
import type { PTokenUnits } from '@infinitio/domain'
import { changePrices, getChain, getProvider, type PriceVerdict } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { browserApi } from '#web/parts/api/browserApi.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'

/** Pairs a listed machine with its new price. */
export type NodePrice = { readonly node: ProviderNode; readonly pricePerGpuSecond: PTokenUnits }

/**
 * Returns the mutation `changing`: it signs new asks at the given prices one after the other, then submits them together. `verdicts` holds the
 * result for each node id until the next run. `signed` is the number of asks signed so far.
 */
export function useChangePrices() {
  const signer = useSigner()
  const queryClient = useQueryClient()
  const [signed, setSigned] = useState(0)
  const [verdicts, setVerdicts] = useState<ReadonlyMap<string, PriceVerdict>>(new Map())
  const changing = useMutation({
    mutationFn: async (prices: readonly NodePrice[]) => {
      if (signer.state !== 'ready') throw new Error('The wallet is not connected.')
      setSigned(0)
      setVerdicts(new Map())
      const [chain, { nextAskNonce }] = await Promise.all([getChain(browserApi), getProvider(browserApi)])
      // Replaces the asks that the user sees. If another tab changed an ask since, the order book rejects the new one instead of overwriting.
      const listed = prices
        .flatMap(({ node: { node, ask, askHash }, pricePerGpuSecond }) =>
          ask === null || askHash === null ? [] : [{ node, ask, askHash, pricePerGpuSecond }],
        )
        .map((change, place) => ({ ...change, nonce: BigInt(nextAskNonce) + BigInt(place) }))
      const found = await changePrices(browserApi, { signer: signer.signer, chain, changes: listed, onSigned: setSigned })
      const byNode = new Map(listed.flatMap(({ node }, place) => (found[place] === undefined ? [] : [[node, found[place]] as const])))
      setVerdicts(byNode)
      return byNode
    },
    onSettled: () => {
      for (const key of ['provider', 'listings', 'listing', 'classes', 'market']) void queryClient.invalidateQueries({ queryKey: [key] })
    },
  })
  return { changing, signed, verdicts }
}
