// Writes src/generated/digest.ts. Run it after a change of the sources of this package.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { adapterDigest, digestFile } from '@infinitio/tasks/test'
import { digestSource } from '../test/digestSource.ts'

writeFileSync(join(digestSource.folder, digestFile.path), digestFile.text(adapterDigest(digestSource)))
