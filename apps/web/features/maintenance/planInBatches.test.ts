import { type InfinitioError, refusal } from '@infinitio/sdk'
import { describe, expect, test } from 'vitest'
import { planInBatches } from '#web/features/maintenance/usePlan.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'

const earlier = { windowId: 'earlier', node: 'node 0', nodeName: 'machine', from: 1, until: 2 }
const nodes = Array.from({ length: 250 }, (_, at) => ({ node: `node ${at}`, maintenance: at === 0 ? [earlier] : [] }) as unknown as ProviderNode)
const windowOf = (node: string) => ({ windowId: `new ${node}`, node, nodeName: 'machine', from: 10, until: 20 })
const overlap = { nodeName: 'machine', code: 'node.maintenance_overlap' as const }
const retired = { nodeName: '', code: 'node.unknown' as const }

/** A planner that plans every machine except those in `without`. Its request number `failing` throws. */
function planner({ failing = 0, error = new Error('offline'), without = '' }: { failing?: number; error?: Error; without?: string }) {
  const asked: number[] = []
  return {
    asked,
    plan: async (ids: readonly string[]) => {
      asked.push(ids.length)
      if (asked.length === failing) throw error
      return { planned: ids.filter((id) => id !== without).map(windowOf), failed: ids.includes(without) ? [{ node: without, ...overlap }] : [] }
    },
  }
}

describe('a plan for 250 machines', () => {
  test('sends three requests, and adds each new window to those of its machine', async () => {
    const { plan, asked } = planner({})
    const { planned, failed } = await planInBatches(nodes, { plan })
    expect([asked, planned.length, failed]).toEqual([[100, 100, 50], 250, []])
    expect(planned[0]?.maintenance).toEqual([earlier, windowOf('node 0')])
    expect(planned[249]?.maintenance).toEqual([windowOf('node 249')])
  })

  test('returns a machine that the API left out with its own reason', async () => {
    const { planned, failed } = await planInBatches(nodes, { plan: planner({ without: 'node 120' }).plan })
    expect(planned).toHaveLength(249)
    expect(failed).toMatchObject([{ node: { node: 'node 120' }, error: { code: 'node.maintenance_overlap' } }])
  })

  test('returns each machine of a request without any window with its own reason, and continues', async () => {
    const asked: number[] = []
    const plan = async (ids: readonly string[]) => {
      asked.push(ids.length)
      if (asked.length > 1) return { planned: ids.map(windowOf), failed: [] }
      return { planned: [], failed: ids.map((node) => (node === 'node 0' ? { node, ...retired } : { node, ...overlap })) }
    }
    const { planned, failed } = await planInBatches(nodes, { plan })
    expect([asked, planned.length, failed.length]).toEqual([[100, 100, 50], 150, 100])
    expect([failed[0], failed[99]]).toMatchObject([{ error: { code: 'node.unknown' } }, { error: { code: 'node.maintenance_overlap' } }])
  })

  test('returns all later machines if the second request does not arrive, and sends no third', async () => {
    const { plan, asked } = planner({ failing: 2 })
    const { planned, failed } = await planInBatches(nodes, { plan })
    expect([asked, planned.length, failed.length]).toEqual([[100, 100], 100, 150])
    expect(failed[0]).toMatchObject({ node: { node: 'node 100' }, error: { message: 'offline' } })
  })

  test('returns each machine with its own reason if no machine got a window', async () => {
    const plan = async (ids: readonly string[]) => ({
      planned: [],
      failed: ids.map((node) => (node === 'node 0' ? { node, ...retired } : { node, ...overlap })),
    })
    const { planned, failed } = await planInBatches(nodes.slice(0, 50), { plan })
    expect(planned).toEqual([])
    expect(failed.map(({ error }) => (error as InfinitioError).code)).toEqual(['node.unknown', ...Array(49).fill('node.maintenance_overlap')])
  })

  test('throws the error of the first request, or the reason of the only machine', async () => {
    await expect(planInBatches(nodes, { plan: planner({ failing: 1 }).plan })).rejects.toThrow('offline')
    const { plan, asked } = planner({ failing: 1, error: refusal('node.maintenance_invalid', { detail: 'seconds' }) })
    await expect(planInBatches(nodes, { plan })).rejects.toMatchObject({ code: 'node.maintenance_invalid' })
    expect(asked).toEqual([100])
    const only = planInBatches(nodes.slice(0, 1), { plan: planner({ without: 'node 0' }).plan })
    await expect(only).rejects.toMatchObject({ code: 'node.maintenance_overlap' })
  })
})
