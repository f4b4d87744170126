import { describe, expect, test } from 'vitest'
import { planInBatches } from '#web/features/maintenance/planInBatches.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'

const earlier = { windowId: 'earlier', node: 'node 0', nodeName: 'machine', from: 1, until: 2 }
const nodes = Array.from({ length: 250 }, (_, at) => ({ node: `node ${at}`, maintenance: at === 0 ? [earlier] : [] }) as unknown as ProviderNode)
const windowOf = (node: string) => ({ windowId: `new ${node}`, node, nodeName: 'machine', from: 10, until: 20 })

/** Plans until a request fails, the `failing`th. */
function planner(failing: number) {
  const asked: number[] = []
  return {
    asked,
    plan: async (ids: readonly string[]) => {
      asked.push(ids.length)
      if (asked.length === failing) throw new Error('offline')
      return { windows: ids.map(windowOf) }
    },
  }
}

describe('a plan for 250 machines', () => {
  test('sends three requests, and adds each new window to those of its machine', async () => {
    const { plan, asked } = planner(0)
    const { planned, failed } = await planInBatches(nodes, { plan })
    expect([asked, planned.length, failed]).toEqual([[100, 100, 50], 250, null])
    expect(planned[0]?.maintenance).toEqual([earlier, windowOf('node 0')])
    expect(planned[249]?.maintenance).toEqual([windowOf('node 249')])
  })

  test('returns the planned machines and the others if the second request fails, and sends no third', async () => {
    const { plan, asked } = planner(2)
    const { planned, failed } = await planInBatches(nodes, { plan })
    expect([asked, planned.length, failed?.nodes.length, failed?.error.message]).toEqual([[100, 100], 100, 150, 'offline'])
    expect(failed?.nodes[0]?.node).toBe('node 100')
  })

  test('throws if the first request fails', async () => {
    await expect(planInBatches(nodes, { plan: planner(1).plan })).rejects.toThrow('offline')
  })
})
