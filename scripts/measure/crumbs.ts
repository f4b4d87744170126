import { basename, dirname } from 'node:path/posix'
import type { SourceFile } from '../tidy/sourceFile.ts'
import { isMeasured, mostLinesOfCrumb, soleImporters } from './fileShape.ts'
import type { ImportGraph } from './importGraph.ts'

/** A small file that only one file of the same folder imports. `room` is a folder of `apps` or `packages`, or one of `contracts`, `scripts` and `e2e`. */
export type Crumb = { path: string; importer: string; lines: number; room: string }

/** Folders and files in which crumbs (small files with only one importer) are allowed, each with the reason. */
export const crumbsAllowedIn: Readonly<Record<string, string>> = {
  'apps/api/src/jobs/': 'one job in a file',
  'apps/engine/src/admin/': 'one command of the operator in a file',
  'apps/web/app/': 'Next.js gives each file name a meaning',
  'contracts/gas/': 'its importer is a program, and a test reads the same file',
  'contracts/scripts/': 'their importers are programs, and tests compare with the same texts',
  'packages/domain/src/errors/': 'the table of one area in a file',
  'packages/parse/src/lexicon/': 'the words of one topic in a file',
  'scripts/check/': 'one check in a file',
  'scripts/deploy/chainRelay.ts': 'its importer is a program, and a test starts it',
  'scripts/docs/': 'one rule for documents in a file',
  'scripts/tidy/': 'one rule in a file',
}

/**
 * Returns each file of at most 25 lines that exactly one product file imports, from the same folder. Imports by entry points do not count. Leaves out files
 * that are imported dynamically or run in a thread, because they must be separate files, and all files in the places of `allowed`.
 */
export function findCrumbs(files: SourceFile[], graph: ImportGraph, allowed: readonly string[] = Object.keys(crumbsAllowedIn)): Crumb[] {
  const texts = new Map(files.filter(isMeasured).map(({ path, text }) => [path, text]))
  return soleImporters(graph).flatMap(([path, importer]) => {
    const text = texts.get(path)
    const lines = (text?.split('\n').length ?? 0) - 1
    if (text === undefined || lines > mostLinesOfCrumb || dirname(path) !== dirname(importer)) return []
    if (/\/index\.ts$/.test(importer) || allowed.some((place) => path.startsWith(place))) return []
    const importing = texts.get(importer) ?? ''
    const startsClient = isClient(text) && !isClient(importing)
    if (startsClient || isLoadedLate(path, importing)) return []
    return [{ path, importer, lines, room: /^(?:apps|packages)\/[^/]+|^[^/]+/.exec(path)?.[0] ?? path }]
  })
}

/** Returns true for a file with the directive 'use client'. It must be separate from the files that import it, because they may run on the server. */
function isClient(text: string): boolean {
  return /^'use client'/m.test(text)
}

function isLoadedLate(path: string, importing: string): boolean {
  const name = basename(path).replaceAll('.', '\\.')
  return new RegExp(`\\b(?:import|new URL)\\(\\s*'[^']*/${name}'`).test(importing)
}
