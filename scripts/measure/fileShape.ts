import { dirname } from 'node:path/posix'
import { isTest, type SourceFile } from '../tidy/sourceFile.ts'
import type { ImportGraph } from './importGraph.ts'

/** Statistics of how the source is divided into files: counts, lines, folders with many files, and files that only one other file imports. */
export type FileShape = {
  files: number
  medianLines: number
  p90Lines: number
  /** Files with 25 lines or fewer. */
  crumbs: number
  /** Maps each folder with more than 40 files to the number of its files. */
  crowded: [string, number][]
  /** The number of files that exactly one other file imports, if that other file is in the same folder. */
  soleImporterBeside: number
  /** Files that only one file imports, from the same folder, and that have at most 25 lines. */
  crumbsBeside: number
}

/** The most lines of a file that counts as small (a crumb). */
export const mostLinesOfCrumb = 25

/** Returns true for a file whose size is measured: source code, without tests and generated files. */
export function isMeasured({ path }: { path: string }): boolean {
  if (!/\.(tsx?|mjs|cjs|sol|css|sql|prisma)$/.test(path) || /\.d\.ts$/.test(path)) return false
  return !isTest({ path }) && !/(^|\/)(generated|test)\/|\.t\.sol$/.test(path)
}

/** Returns true for a file that is part of the graph of imports: measured and generated files, and the entry points of packages. */
export function isInGraph(file: { path: string }): boolean {
  return isMeasured(file) || file.path.endsWith('package.json') || /\/generated\//.test(file.path)
}

/** Measures the source files among `files`. `graph` contains the imports between them. */
export function fileShape(files: SourceFile[], graph: ImportGraph): FileShape {
  const measured = files.filter(isMeasured)
  const isCrumb = (length: number) => length <= mostLinesOfCrumb
  const lengthOf = new Map(measured.map(({ path, text }) => [path, text.split('\n').length - 1]))
  const beside = soleImporters(graph).filter(([path, importer]) => lengthOf.has(path) && dirname(path) === dirname(importer))
  const lengths = [...lengthOf.values()].sort((a, b) => a - b)
  const at = (share: number) => lengths[Math.floor(lengths.length * share)] ?? 0
  return {
    files: measured.length,
    medianLines: at(0.5),
    p90Lines: at(0.9),
    crumbs: lengths.filter(isCrumb).length,
    crowded: [...countBy(measured.map(({ path }) => dirname(path)))].filter(([, count]) => count > 40).sort(([, a], [, b]) => b - a),
    soleImporterBeside: beside.length,
    crumbsBeside: beside.filter(([path]) => isCrumb(lengthOf.get(path) ?? 0)).length,
  }
}

/** Returns each file that exactly one product file imports, with its importer. */
export function soleImporters(graph: ImportGraph): [string, string][] {
  const importers = new Map<string, string[]>()
  for (const [from, targets] of graph) {
    if (!isMeasured({ path: from })) continue
    for (const target of targets) importers.set(target, [...(importers.get(target) ?? []), from])
  }
  return [...importers].flatMap(([path, from]) => (from.length === 1 ? [[path, from[0] as string] as [string, string]] : []))
}

/** Returns how often each value occurs. */
export function countBy(values: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}
