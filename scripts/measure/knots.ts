import type { ImportGraph } from './importGraph.ts'

/**
 * Returns the import cycles: the strongly connected sets of more than one node, largest first, by Tarjan's algorithm ("Depth-first search and linear graph
 * algorithms", 1972). `edges` maps a node to the nodes that it points to; a node without outgoing edges needs no entry.
 */
export function findKnots(edges: ImportGraph): string[][] {
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const onStack = new Set<string>()
  const knots: string[][] = []

  function visit(node: string): void {
    index.set(node, index.size)
    low.set(node, index.get(node) as number)
    stack.push(node)
    onStack.add(node)
    for (const next of edges.get(node) ?? []) {
      if (!index.has(next)) visit(next)
      if (onStack.has(next)) low.set(node, Math.min(low.get(node) as number, low.get(next) as number))
    }
    if (low.get(node) !== index.get(node)) return
    const knot: string[] = []
    for (let member: string | undefined; member !== node; ) {
      member = stack.pop() as string
      onStack.delete(member)
      knot.push(member)
    }
    if (knot.length > 1) knots.push(knot.sort())
  }

  for (const node of edges.keys()) if (!index.has(node)) visit(node)
  return knots.sort((a, b) => b.length - a.length)
}

/**
 * Returns the graph of imports between the folders directly below `root` (which ends with a slash). Files directly in `root` count as one more folder, named
 * `.`. The room's index.ts is left out, because it imports files of many folders.
 */
export function folderGraph(graph: ImportGraph, root: string): ImportGraph {
  const folderOf = (path: string): string | null => {
    if (!path.startsWith(root) || path === `${root}index.ts`) return null
    const [first, ...rest] = path.slice(root.length).split('/')
    return rest.length === 0 ? '.' : (first as string)
  }
  const folders: ImportGraph = new Map()
  for (const [path, targets] of graph) {
    const from = folderOf(path)
    if (from === null) continue
    const reached = folders.get(from) ?? new Set<string>()
    folders.set(from, reached)
    for (const target of targets) {
      const to = folderOf(target)
      if (to !== null && to !== from) reached.add(to)
    }
  }
  return folders
}

/**
 * Returns the folder within which the folders of a path are compared: the `src` of its app or package, `features` or `parts` of the pages, or `scripts`.
 * Returns null for other paths.
 */
export function roomRoot(path: string): string | null {
  return /^(?:apps|packages)\/[^/]+\/src\/|^apps\/web\/(?:features|parts)\/|^scripts\//.exec(path)?.[0] ?? null
}
