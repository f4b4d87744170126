import { join } from 'node:path'
import type { DigestSource } from '@infinitio/tasks/test'
import { manifest } from '../src/manifest/manifest.ts'

/** The sources of this adapter's digest. Its engine is the adapter that runs its modules, whose digest the manifest holds. */
export const digestSource: DigestSource = { folder: join(import.meta.dirname, '..'), manifest, engines: [] }
