import { type Finding, isProductCode, type SourceFile } from './sourceFile.ts'

const query = /(?:`\s*|['"])(?:select|insert into|update|delete from)\s[^`]*?\b(from|values|set|as)\b\s/g

/** Places that may have SQL in strings. The SQL of the data adapter and of the example job is for DuckDB, not for the market's database. */
const roomsWithQueries = ['packages/db/', 'packages/adapter-data/', 'apps/web/features/jobs/new-job/jobDraft.ts']

/** Finds SQL in strings outside of packages/db. Every query to the market's database must be a query function there. */
export function sqlOutsideDb(file: SourceFile): Finding[] {
  if (!isProductCode(file) || roomsWithQueries.some((room) => file.path.startsWith(room))) return []
  return [...file.text.matchAll(query)].map(({ index }) => ({
    path: `${file.path}:${file.text.slice(0, index).split('\n').length}`,
    rule: 'sql-lives-in-db',
    message: 'SQL lives in its query function in packages/db',
  }))
}
