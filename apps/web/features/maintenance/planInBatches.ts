import type { PlannedWindowWire } from '@infinitio/domain/wire'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'

/** The machines with maintenance, new windows included, and the machines that got none because a request failed. */
export type PlannedNodes = {
  readonly planned: readonly ProviderNode[]
  readonly failed: { readonly nodes: readonly ProviderNode[]; readonly error: Error } | null
}

type Planning = { plan(nodes: readonly string[]): Promise<{ readonly windows: readonly PlannedWindowWire[] }> }

/** The API takes this many machines at once, for all or for none. */
const atOnce = 100

/** Plans maintenance of any number of machines, in requests of up to 100. Throws only if the first request fails: then no machine has the maintenance. */
export async function planInBatches(nodes: readonly ProviderNode[], { plan }: Planning): Promise<PlannedNodes> {
  const planned: ProviderNode[] = []
  for (let start = 0; start < nodes.length; start += atOnce) {
    const some = nodes.slice(start, start + atOnce)
    try {
      const windowsOf = Map.groupBy((await plan(some.map(({ node }) => node))).windows, ({ node }) => node)
      planned.push(...some.map((one) => ({ ...one, maintenance: [...one.maintenance, ...(windowsOf.get(one.node) ?? [])] })))
    } catch (error) {
      if (start === 0 || !(error instanceof Error)) throw error
      return { planned, failed: { nodes: nodes.slice(start), error } }
    }
  }
  return { planned, failed: null }
}
