import { join } from 'node:path'
import type { DigestSource } from '@infinitio/tasks/test'
import { manifest } from '../src/manifest/manifest.ts'

/**
 * The inputs of this adapter's digest. No engine is among them: the engine is V8, which gives the same bytes in every version once a module is instrumented.
 */
export const digestSource: DigestSource = { folder: join(import.meta.dirname, '..'), manifest, engines: [] }
