import type { Finding, SourceFile } from './sourceFile.ts'

/**
 * Finds each `index.ts` that is not the entry point of a package (listed under `exports` in its package.json), or that contains `export *` instead of names.
 */
export function frontDoors(files: SourceFile[]): Finding[] {
  const doors = new Set(listedDoors(files))
  const found: Finding[] = []
  for (const file of files.filter(({ path }) => /(^|\/)index\.tsx?$/.test(path))) {
    const add = (message: string) => found.push({ path: file.path, rule: 'front-doors', message })
    if (!doors.has(file.path)) add('index.ts is only for a front door named in the exports of a package.json')
    if (/^export \*/m.test(file.text)) add('lists its exports by name, never with *')
  }
  return found
}

function listedDoors(files: SourceFile[]): string[] {
  return files
    .filter(({ path }) => /^(apps|packages)\/[^/]+\/package\.json$/.test(path))
    .flatMap(({ path, text }) => {
      const { exports } = JSON.parse(text) as { exports?: Record<string, string> }
      return Object.values(exports ?? {}).map((target) => path.replace(/package\.json$/, target.replace(/^\.\//, '')))
    })
}
