'use client'
import type { PlannedMaintenanceWire } from '@infinitio/domain/wire'
import { getFleetSigning, planFleetChange, planMaintenance, refusal, type WalletReason } from '@infinitio/sdk'
import { pTokenUnits } from '@infinitio/domain'
import { useMutation, useQueryClient } from '@tanstack/react-query'
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
      // The maintenance is planned already, so an error of this check does not fail the plan.
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

/** A machine that got no maintenance, and the error that explains it. */
export type FailedNode = { readonly node: ProviderNode; readonly error: Error }

/** The machines with maintenance, new windows included, and the machines that got none. */
type PlannedNodes = { readonly planned: readonly ProviderNode[]; readonly failed: readonly FailedNode[] }

type Planning = { plan(nodes: readonly string[]): Promise<Pick<PlannedMaintenanceWire, 'planned' | 'failed'>> }

/** The largest number of machines in one request to plan maintenance. */
const atOnce = 100

/**
 * Plans maintenance of any number of machines, in requests of up to 100. A request that fails also fails all machines after it. Throws if no machine
 * got the maintenance and one error explains this, so that the user can correct the plan; else each machine is returned with its own reason.
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
