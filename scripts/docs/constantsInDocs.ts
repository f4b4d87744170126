import type { Finding, SourceFile } from '../tidy/sourceFile.ts'

/** Matches a table row that starts with a constant in the form `File.NAME`. The second cell contains its value. */
const row = /^\| `(\w+)\.(\w+)` \| ([^|]+) \|/gm

/**
 * Finds table rows in `docs/*.md` that contradict the code: they give a constant of the contracts or of the matching rules another value, or name a constant
 * that no longer exists. Returns these rows.
 */
export function constantsInDocs(files: readonly SourceFile[]): Finding[] {
  const sources = new Map(files.filter(({ path }) => isSource(path)).map(({ path, text }) => [nameOf(path), text]))
  return files
    .filter(({ path }) => /^docs\/[^/]+\.md$/.test(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(row)].flatMap(([, file = '', name = '', value = '']) => {
        const found = constantIn(sources.get(file) ?? '', name)
        return found === value
          ? []
          : [{ path, rule: 'constants-in-docs', message: `gives ${file}.${name} as ${value}; the code has ${found ?? 'no such constant'}` }]
      }),
    )
}

function isSource(path: string): boolean {
  return /^contracts\/src\/.*\.sol$|^packages\/matching\/src\/rules\/[^/]+\.ts$/.test(path)
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '')
}

function constantIn(source: string, name: string): string | null {
  return new RegExp(`(?:constant (?:override )?|export const )${name} = ([^;\\n]+);?`).exec(source)?.[1] ?? null
}
