import { dirname, join } from 'node:path/posix'
import type { SourceFile } from '../tidy/sourceFile.ts'

/** Path of a file → the paths of the files of this repository that it imports, type imports included. */
export type ImportGraph = Map<string, Set<string>>

const importPattern = /(?:\bfrom\s*|\bimport\s*\(?\s*|\bnew URL\(\s*)'([^']+)'/g
const endings = ['', '.ts', '.tsx', '.mjs', '.css', '/index.ts']

/**
 * Returns the graph of imports between files, read from their text. Follows relative paths, `#web/…` and the entry points of the packages of this repository;
 * leaves out installed packages. Imports in tests count only if the tests are among `files`.
 */
export function importGraph(files: SourceFile[]): ImportGraph {
  const known = new Set(files.map(({ path }) => path))
  const doors = frontDoorTargets(files)
  const graph: ImportGraph = new Map()
  for (const { path, text } of files) {
    if (!/\.(tsx?|mjs|cjs)$/.test(path)) continue
    const targets = new Set<string>()
    for (const [, name] of text.matchAll(importPattern)) {
      const target = resolveImport(name as string, { from: path, doors })
      const found = target === null ? undefined : endings.map((ending) => target + ending).find((candidate) => known.has(candidate))
      if (found !== undefined && found !== path) targets.add(found)
    }
    graph.set(path, targets)
  }
  return graph
}

function resolveImport(name: string, { from, doors }: { from: string; doors: Map<string, string> }): string | null {
  if (name.startsWith('.')) return join(dirname(from), name)
  if (name.startsWith('#web/')) return join('apps/web', name.slice('#web/'.length))
  return doors.get(name) ?? null
}

/** Returns the file of each entry point, such as `@infinitio/sdk/wallet`. */
function frontDoorTargets(files: SourceFile[]): Map<string, string> {
  const doors = new Map<string, string>()
  for (const { path, text } of files) {
    if (!/^(apps|packages)\/[^/]+\/package\.json$/.test(path)) continue
    const { name, exports } = JSON.parse(text) as { name: string; exports?: Record<string, string> }
    for (const [entry, target] of Object.entries(exports ?? {})) doors.set(join(name, entry), join(dirname(path), target))
  }
  return doors
}
