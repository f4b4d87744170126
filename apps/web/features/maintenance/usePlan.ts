'use client'
import { getFleetSigning, planFleetChange, planMaintenance, type WalletReason } from '@infinitio/sdk'
import { pTokenUnits } from '@infinitio/domain'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { browserApi } from '#web/parts/api/browserApi.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'

/** A listed machine whose agent cannot sign its listing again, with its planned maintenance, and the reason. */
export type UnsignedListing = { readonly node: ProviderNode; readonly why: WalletReason }

type Wanted = { readonly nodes: readonly ProviderNode[]; readonly from: number; readonly seconds: number }

/** The API takes this many machines at once. */
const atOnce = 100

/** Returns the mutation that plans maintenance. Its result lists the machines whose listing only the wallet can sign again. */
export function usePlan() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async ({ nodes, from, seconds }: Wanted): Promise<readonly UnsignedListing[]> => {
      const planned: ProviderNode[] = []
      for (let start = 0; start < nodes.length; start += atOnce) {
        const some = nodes.slice(start, start + atOnce)
        const { windows } = await planMaintenance(browserApi, { nodes: some.map(({ node }) => node), from, seconds })
        planned.push(...some.map((one) => ({ ...one, maintenance: windows.filter((window) => window.node === one.node) })))
      }
      return await unsignedOf(planned)
    },
    onSettled: () => {
      for (const key of ['provider', 'listing']) void queryClient.invalidateQueries({ queryKey: [key] })
    },
  })
}

async function unsignedOf(nodes: readonly ProviderNode[]): Promise<readonly UnsignedListing[]> {
  const listed = nodes.filter(({ ask }) => ask !== null)
  if (listed.length === 0) return []
  const changes = listed.map((node) => ({ node, act: 'resume', pricePerGpuSecond: pTokenUnits(BigInt(node.ask?.pricePerGpuSecond ?? 0)) }) as const)
  const { byWallet } = planFleetChange(changes, await getFleetSigning(browserApi), { nowSeconds: Math.floor(Date.now() / 1_000) })
  // An agent that is offline signs when it is back, and until then nobody can rent its machine.
  return byWallet.flatMap(({ change: { node }, why }) => (why === 'offline' ? [] : [{ node, why }]))
}
