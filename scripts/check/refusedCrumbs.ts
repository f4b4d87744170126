import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { countBy, isInGraph } from '../measure/fileShape.ts'
import { findCrumbs } from '../measure/crumbs.ts'
import { importGraph } from '../measure/importGraph.ts'
import type { SourceFile } from '../tidy/sourceFile.ts'

/**
 * Maps a room (an app or a package) to the largest number of crumbs that it may still have, and to the reason for each crumb that stays. A crumb is a small
 * file that only one file of the same folder imports. `npm run measure -- --lower-crumbs` stores the present numbers if they are lower, and drops the reasons
 * of files that are no longer crumbs.
 */
export type CrumbsLeft = Readonly<Record<string, { readonly most: number; readonly reasons: Readonly<Record<string, string>> }>>

/** The file with the number of crumbs that each room (app or package) may have. A crumb is a small file that only one file of its folder imports. */
export const crumbsLeftFile = 'scripts/check/crumbs-left.json'

/** Returns one line for each room that has more crumbs (small files that only one file of the same folder imports) than `left` allows. */
export function refusedCrumbs(files: SourceFile[], left: CrumbsLeft): string[] {
  const graph = importGraph(files.filter(isInGraph))
  const counts = countBy(findCrumbs(files, graph).map(({ room }) => room))
  return [...counts]
    .filter(([room, count]) => count > (left[room]?.most ?? 0))
    .map(
      ([room, count]) =>
        `${room}  crumbs: ${count} files of at most 25 lines have one importer, beside them; ${left[room]?.most ?? 0} may be left. List them with npm run measure -- --crumbs ${room}, and move the new one into its importer, or give a reason in ${crumbsLeftFile}`,
    )
}

/** Reads how many crumbs (small files that only one file of the same folder imports) each room may still have. */
export function readCrumbsLeft(root: string): CrumbsLeft {
  return JSON.parse(readFileSync(join(root, crumbsLeftFile), 'utf8')) as CrumbsLeft
}

/**
 * Returns the lower numbers of allowed crumbs (small files that only one file of the same folder imports) after some files have stopped being crumbs. `paths`
 * are the crumbs that remain. The number of each room becomes lower if it has fewer now, and only the reasons of the remaining crumbs stay.
 */
export function lowerCrumbs(left: CrumbsLeft, paths: readonly { path: string; room: string }[]): CrumbsLeft {
  const counts = countBy(paths.map(({ room }) => room))
  const known = new Set(paths.map(({ path }) => path))
  const rooms = [...counts].map(([room, count]) => {
    const { most = count, reasons = {} } = left[room] ?? {}
    return [room, { most: Math.min(count, most), reasons: Object.fromEntries(Object.entries(reasons).filter(([path]) => known.has(path))) }] as const
  })
  return Object.fromEntries(rooms)
}
