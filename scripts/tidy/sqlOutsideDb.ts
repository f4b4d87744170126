import { type Finding, isProductCode, type SourceFile } from './sourceFile.ts'

const query = /(?:`\s*|['"])(?:select|insert into|update|delete from)\s[^`]*?\b(from|values|set|as)\b\s/g

/** Places that may have queries in strings. The queries of the adapter and of the example job go to DuckDB, not to the market's database. */
const roomsWithQueries = ['packages/db/', 'packages/adapter-data/', 'apps/web/features/jobs/jobDraft.ts']

/** SQL belongs in a query function of packages/db: no other room of the product may contain a query to its database in a string. */
export function sqlOutsideDb(file: SourceFile): Finding[] {
  if (!isProductCode(file) || roomsWithQueries.some((room) => file.path.startsWith(room))) return []
  return [...file.text.matchAll(query)].map(({ index }) => ({
    path: `${file.path}:${file.text.slice(0, index).split('\n').length}`,
    rule: 'sql-lives-in-db',
    message: 'SQL lives in its query function in packages/db',
  }))
}
