import type { PlannedMaintenanceWire } from '@infinitio/domain/wire'
import { refusal } from '@infinitio/sdk'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'

/** A machine that got no maintenance, and the error that explains it. */
export type FailedNode = { readonly node: ProviderNode; readonly error: Error }

/** The machines with maintenance, new windows included, and the machines that got none. */
export type PlannedNodes = { readonly planned: readonly ProviderNode[]; readonly failed: readonly FailedNode[] }

type Planning = { plan(nodes: readonly string[]): Promise<Pick<PlannedMaintenanceWire, 'planned' | 'failed'>> }

/** The API plans for this many machines at once. */
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
