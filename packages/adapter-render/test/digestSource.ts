import { join } from 'node:path'
import type { DigestSource } from '@infinitio/tasks/test'
import { manifest } from '../src/manifest/manifest.ts'

/** The inputs of this adapter's digest. Blender is not part of it: a job names the fingerprint of its Blender. */
export const digestSource: DigestSource = { folder: join(import.meta.dirname, '..'), manifest, engines: [] }
