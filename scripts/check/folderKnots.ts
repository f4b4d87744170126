import type { ImportGraph } from '../measure/importGraph.ts'
import { findKnots, folderGraph, roomRoot } from '../measure/knots.ts'
import { isTest } from '../tidy/sourceFile.ts'

/** One module with its imports, including type imports, from dependency-cruiser's report. */
export type CruisedModule = { source: string; dependencies: { resolved: string }[] }

/** The most folders of a room that may import each other in a cycle. */
const mostFolders = 3

/** Rooms without any cycle of folders. No cycle may be added. */
const untied = [
  'apps/agent/src/',
  'apps/gateway/src/',
  'apps/validator/src/',
  'packages/chain/src/',
  'packages/cli/src/',
  'packages/db/src/',
  'packages/sdk/src/',
]

/** Rooms with larger cycles, and their number of folders. A number may only decrease; a room leaves the list once it has at most 3. */
const knotted: Readonly<Record<string, number>> = {
  'apps/api/src/': 18,
  'apps/web/features/': 30,
}

/** Returns one line for each room whose first-level folders import each other in a larger cycle than allowed. Tests do not count. */
export function folderKnots(modules: readonly CruisedModule[]): string[] {
  const product = modules.filter(({ source }) => !isTest({ path: source }))
  const graph: ImportGraph = new Map(product.map(({ source, dependencies }) => [source, new Set(dependencies.map(({ resolved }) => resolved))]))
  const roots = new Set(product.flatMap(({ source }) => roomRoot(source) ?? []))
  return [...roots].sort().flatMap((root) => {
    const most = untied.includes(root) ? 1 : (knotted[root] ?? mostFolders)
    return findKnots(folderGraph(graph, root))
      .filter((knot) => knot.length > most)
      .map((knot) => `no-folder-circles: ${root} has a knot of ${knot.length} folders (${most} allowed): ${knot.join(' ')}`)
  })
}
