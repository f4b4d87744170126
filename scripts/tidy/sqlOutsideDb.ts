import { type Finding, isProductCode, type SourceFile } from './sourceFile.ts'

const query = /(?:`\s*|['"])(?:select|insert into|update|delete from)\s[^`]*?\b(from|values|set|as)\b\s/g

/** SQL belongs in a query function of packages/db: no other room of the product may contain a query in a string. */
export function sqlOutsideDb(file: SourceFile): Finding[] {
  if (!isProductCode(file) || file.path.startsWith('packages/db/')) return []
  return [...file.text.matchAll(query)].map(({ index }) => ({
    path: `${file.path}:${file.text.slice(0, index).split('\n').length}`,
    rule: 'sql-lives-in-db',
    message: 'SQL lives in its query function in packages/db',
  }))
}
