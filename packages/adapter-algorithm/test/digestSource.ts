import { join } from 'node:path'
import type { DigestSource } from '@infinitio/tasks/test'
import { manifest } from '../src/manifest/manifest.ts'

/**
 * The values from which this adapter's digest follows. `engines` is empty: the engine is V8, and every version of V8 gives the same bytes for an instrumented
 * module.
 */
export const digestSource: DigestSource = { folder: join(import.meta.dirname, '..'), manifest, engines: [] }
