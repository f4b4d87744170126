import { join } from 'node:path'
import type { DigestSource } from '@infinitio/tasks/test'
import { manifest } from '../src/manifest/manifest.ts'

/** The inputs of this adapter's digest: its sources, its manifest, and the pinned versions of DuckDB's interface and of its bindings for every platform. */
export const digestSource: DigestSource = {
  folder: join(import.meta.dirname, '..'),
  manifest,
  engines: ['@duckdb/node-api', '@duckdb/node-bindings'],
}
