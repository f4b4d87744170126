'use client'
import { getFleetSigning, planFleetChange, planMaintenance, type WalletReason } from '@infinitio/sdk'
import { pTokenUnits } from '@infinitio/domain'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type PlannedNodes, planInBatches } from '#web/features/maintenance/planInBatches.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'

/** A listed machine whose agent cannot sign its listing again, with its planned maintenance, and the reason. */
export type UnsignedListing = { readonly node: ProviderNode; readonly why: WalletReason }

/** The result of a plan. `unsigned` lists the machines whose listing only the wallet can sign again; null: we could not check it. */
export type PlanResult = PlannedNodes & { readonly unsigned: readonly UnsignedListing[] | null }

type Wanted = { readonly nodes: readonly ProviderNode[]; readonly from: number; readonly seconds: number }

/** Returns the mutation that plans maintenance. */
export function usePlan() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async ({ nodes, from, seconds }: Wanted): Promise<PlanResult> => {
      const result = await planInBatches(nodes, { plan: (ids) => planMaintenance(browserApi, { nodes: [...ids], from, seconds }) })
      // The maintenance is planned, so an error of this check is no error of the plan.
      return { ...result, unsigned: await unsignedOf(result.planned).catch(() => null) }
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
