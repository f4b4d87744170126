import { join } from 'node:path'
import type { DigestSource } from '@infinitio/tasks/test'
import { manifest } from '../src/manifest/manifest.ts'

/**
 * The values from which this adapter's digest follows. `engines` is empty: the engine is the model server of a provider, and a job names it by the fingerprint
 * of its answers.
 */
export const digestSource: DigestSource = { folder: join(import.meta.dirname, '..'), manifest, engines: [] }
