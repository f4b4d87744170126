import { join } from 'node:path'
import type { DigestSource } from '@infinitio/tasks/test'
import { manifest } from '../src/manifest/manifest.ts'

/** From what the digest of this adapter follows: DuckDB's bindings of every platform are pinned beside its interface. */
export const digestSource: DigestSource = {
  folder: join(import.meta.dirname, '..'),
  manifest,
  engines: ['@duckdb/node-api', '@duckdb/node-bindings'],
}
