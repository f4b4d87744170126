import type { JobWire } from '@infinitio/domain/wire'

/** One step of a job in the graph, with its column and its row. */
export type GraphNode = { readonly name: string; readonly column: number; readonly row: number }

/** The steps of a job as a graph. Each edge leads from a step to one that needs its result, which is always in a later column. */
export type StepGraph = {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly (readonly [GraphNode, GraphNode])[]
  readonly columns: number
  readonly rows: number
}

/** Returns the position of each step of a job. A step is one column to the right of the rightmost step that it needs. */
export function stepGraph({ tasks }: Pick<JobWire['spec'], 'tasks'>): StepGraph {
  const columns = new Map<string, number>()
  const columnOf = (name: string): number => {
    const known = columns.get(name)
    if (known !== undefined) return known
    const column = Math.max(-1, ...(tasks[name]?.needs ?? []).map(columnOf)) + 1
    columns.set(name, column)
    return column
  }
  const rows = new Map<number, number>()
  const nodes = new Map<string, GraphNode>()
  for (const name of Object.keys(tasks)) {
    const column = columnOf(name)
    const row = rows.get(column) ?? 0
    rows.set(column, row + 1)
    nodes.set(name, { name, column, row })
  }
  const edges = [...nodes.values()].flatMap((node) =>
    (tasks[node.name]?.needs ?? []).flatMap((need): (readonly [GraphNode, GraphNode])[] => {
      const from = nodes.get(need)
      return from === undefined ? [] : [[from, node]]
    }),
  )
  return { nodes: [...nodes.values()], edges, columns: rows.size, rows: Math.max(0, ...rows.values()) }
}
