import type { ImportGraph } from '../measure/importGraph.ts'
import { findKnots, folderGraph, roomRoot } from '../measure/knots.ts'
import { isTest } from '../tidy/sourceFile.ts'

/** One file in dependency-cruiser's report, with all its imports, including those of types. */
export type CruisedModule = { source: string; dependencies: { resolved: string; dependencyTypes: readonly string[] }[] }

/** The most folders of a room (app or package) that may import each other in a cycle. */
const mostFolders = 3

/**
 * Rooms (apps and packages, or parts of one) in which up to `mostFolders` folders may still import each other in a cycle, each with the reason. In all other
 * rooms, a cycle is an error.
 */
const knotted: Readonly<Record<string, string>> = {
  'packages/domain/src/': 'an escrow contains fees, a fee is a share of the escrow, and the signed forms of orders and leases are one table',
  'packages/economy/src/': 'an epoch consists of the emission of its hours and of the time that machines gave, and both are counted in its hours',
  'packages/matching/src/': 'rules and search read the book, and the book reads the numbers of the rules and what a match locks',
  'packages/parse/src/': 'the words, the rules that join them and the meaning that both give are defined by each other',
}

/** Returns one line for each room in which more first-level folders import each other in a cycle than are allowed. Tests do not count. */
export function folderKnots(modules: readonly CruisedModule[]): string[] {
  const product = modules.filter(({ source }) => !isTest({ path: source }))
  const graph = graphOf(product)
  const roots = new Set(product.flatMap(({ source }) => roomRoot(source) ?? []))
  return [...roots].sort().flatMap((root) => {
    const most = root in knotted ? mostFolders : 1
    return findKnots(folderGraph(graph, root))
      .filter((knot) => knot.length > most)
      .map((knot) => `no-folder-circles: ${root} has a knot of ${knot.length} folders (${most} allowed): ${knot.join(' ')}`)
  })
}

/** Prisma generates the files of its client. The types in them import each other in cycles. */
const generatedClient = 'packages/db/src/generated/admin/'

/**
 * Returns one line for each set of files that import each other in a cycle. Imports of types also count, but not in tests and not in the generated database
 * client; there, only imports that exist at run time count.
 */
export function fileKnots(modules: readonly CruisedModule[]): string[] {
  const written = modules.filter(({ source }) => !isTest({ path: source }) && !source.startsWith(generatedClient))
  const values = modules.map(({ source, dependencies }) => ({
    source,
    dependencies: dependencies.filter(({ dependencyTypes }) => !dependencyTypes.includes('type-only')),
  }))
  const knots = [...findKnots(graphOf(written)), ...findKnots(graphOf(values))].map((files) => `no-circles: ${files.join(' ')}`)
  return [...new Set(knots)]
}

const graphOf = (modules: readonly CruisedModule[]): ImportGraph =>
  new Map(modules.map(({ source, dependencies }) => [source, new Set(dependencies.map(({ resolved }) => resolved))]))
