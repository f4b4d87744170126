import { exportedNames } from './namedAsExported.ts'
import type { Finding, SourceFile } from './sourceFile.ts'

/** Front door (path of an index.ts) → the names it exports, sorted. */
export type PinnedDoors = Record<string, string[]>

/**
 * `index.ts` is only ever a package's front door: listed in the package's `exports`, nothing but named re-exports, and its
 * list is the pinned one, so that a change of what a package offers is seen in review.
 */
export function frontDoors({ files, pinned }: { files: SourceFile[]; pinned: PinnedDoors }): Finding[] {
  const doors = new Set(listedDoors(files))
  const found: Finding[] = []
  for (const file of files.filter(({ path }) => /(^|\/)index\.tsx?$/.test(path))) {
    const add = (message: string) => found.push({ path: file.path, rule: 'front-doors', message })
    if (!doors.has(file.path)) add('index.ts is only for a front door named in the exports of a package.json')
    if (/^export \*/m.test(file.text)) add('lists its exports by name, never with *')
    const names = exportedNames(file).sort()
    const before = pinned[file.path] ?? []
    const added = names.filter((name) => !before.includes(name))
    const gone = before.filter((name) => !names.includes(name))
    if (added.length + gone.length > 0)
      add(`exports changed (+ ${added.join(', ') || 'none'}; − ${gone.join(', ') || 'none'}); pin them with: npm run check -- --pin`)
  }
  return found
}

/** The list to pin: what each front door exports now. */
export function pinnedDoors(files: SourceFile[]): PinnedDoors {
  const doors = new Set(listedDoors(files))
  const entries = files
    .filter(({ path }) => doors.has(path) && /\/index\.tsx?$/.test(path))
    .map((file) => [file.path, exportedNames(file).sort()] as const)
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function listedDoors(files: SourceFile[]): string[] {
  return files
    .filter(({ path }) => /^(apps|packages)\/[^/]+\/package\.json$/.test(path))
    .flatMap(({ path, text }) => {
      const { exports } = JSON.parse(text) as { exports?: Record<string, string> }
      return Object.values(exports ?? {}).map((target) => path.replace(/package\.json$/, target.replace(/^\.\//, '')))
    })
}
