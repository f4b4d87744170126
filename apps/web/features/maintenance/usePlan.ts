'use client'
import type { PlannedMaintenanceWire } from '@infinitio/domain/wire'
import { getFleetSigning, planFleetChange, planMaintenance, refusal, type WalletReason } from '@infinitio/sdk'
import { pTokenUnits } from '@infinitio/domain'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { browserApi } from '#web/parts/api/browserApi.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'

/** A listed machine with planned maintenance that needs its wallet to sign the listing again, because its agent cannot. `why` is the reason. */
export type UnsignedListing = { readonly node: ProviderNode; readonly why: WalletReason }

/** The result of planning maintenance. `unsigned` lists the machines for which the wallet must sign the listing again; null if this could not be checked. */
export type PlanResult = PlannedNodes & { readonly unsigned: readonly UnsignedListing[] | null }

type Wanted = { readonly nodes: readonly ProviderNode[]; readonly from: number; readonly seconds: number }

/** Returns the mutation that plans maintenance. */
export function usePlan() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async ({ nodes, from, seconds }: Wanted): Promise<PlanResult> => {
      const result = await planInBatches(nodes, { plan: (ids) => planMaintenance(browserApi, { nodes: [...ids], from, seconds }) })
      // An error of this check must not fail the plan, because the maintenance is already planned.
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
  // Leave out machines whose agent is offline. Such an agent signs the new listing when it is online again, and until then nobody can rent the machine.
  return byWallet.flatMap(({ change: { node }, why }) => (why === 'offline' ? [] : [{ node, why }]))
}

/** A machine for which no maintenance was planned, with the reason. */
export type FailedNode = { readonly node: ProviderNode; readonly error: Error }

/** The machines with the new maintenance in their data, and the machines for which none was planned. */
type PlannedNodes = { readonly planned: readonly ProviderNode[]; readonly failed: readonly FailedNode[] }

type Planning = { plan(nodes: readonly string[]): Promise<Pick<PlannedMaintenanceWire, 'planned' | 'failed'>> }

/** The largest number of machines in one request to plan maintenance. */
const atOnce = 100

/**
 * Plans maintenance of any number of machines, in requests of up to 100. If a request fails, the remaining machines are not planned and get the same error. If
 * no machine was planned and the reason is the same for all, throws that error, so that the user can correct the plan. Otherwise the result has the reason for
 * each machine that was not planned.
 */
export async function planInBatches(nodes: readonly ProviderNode[], { plan }: Planning): Promise<PlannedNodes> {
  const planned: ProviderNode[] = []
  const failed: FailedNode[] = []
  for (let start = 0; start < nodes.length; start += atOnce) {
    const some = nodes.slice(start, start + atOnce)
    try {
      const answer = await plan(some.map(({ node }) => node))
      const windowsOf = Map.groupBy(answer.planned, ({ node }) => node)
      const codes = new Map(answer.failed.map(({ node, code }) => [node, code]))
      for (const node of some) {
        const code = codes.get(node.node)
        if (code !== undefined) failed.push({ node, error: refusal(code, { detail: node.node }) })
        else planned.push({ ...node, maintenance: [...node.maintenance, ...(windowsOf.get(node.node) ?? [])] })
      }
    } catch (error) {
      if (!(error instanceof Error)) throw error
      failed.push(...nodes.slice(start).map((node) => ({ node, error })))
      break
    }
  }
  const [first] = failed
  if (planned.length === 0 && first !== undefined && failed.every(({ error }) => error === first.error)) throw first.error
  return { planned, failed }
}
