import type { Finding, SourceFile } from '../tidy/sourceFile.ts'

/** Endings of texts that only look like error codes: file names such as `order.json`, and host names such as `market.example`. */
const otherEnds = new Set(['json', 'example'])

/**
 * Finds names in backticks, in documents and READMEs, that look like an error code but are not in the error table: they begin with an area of the error table
 * and a dot. Returns them.
 */
export function errorCodesInDocs(files: readonly SourceFile[]): Finding[] {
  const tables = files.filter(({ path }) => /^packages\/domain\/src\/errors\/\w+Errors\.ts$/.test(path))
  const codes = new Set(tables.flatMap(({ text }) => [...text.matchAll(/^ {2}'([a-z]+\.[a-z0-9_]+)': \{/gm)].map(([, code = '']) => code)))
  const areas = new Set([...codes].map((code) => code.slice(0, code.indexOf('.'))))
  return files
    .filter(({ path }) => /^docs\/(zh\/)?(guides\/)?[^/]+\.md$|(^|\/)README\.md$/.test(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/`([a-z]+)\.([a-z0-9_]+)`/g)].flatMap(([, area = '', reason = '']) => {
        const code = `${area}.${reason}`
        return areas.has(area) && !otherEnds.has(reason) && !codes.has(code)
          ? [{ path, rule: 'error-codes-in-docs', message: `names \`${code}\`, which is no error` }]
          : []
      }),
    )
}
