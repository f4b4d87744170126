import { z } from 'zod'
import { artefactReaders } from '../../artefacts/artefactLimits.ts'
import { hex32 } from '../scalars.ts'

const readers = z
  .enum(artefactReaders, { error: 'api.invalid_field' })
  .describe('`owner`: only the account that stored it. `anybody`: every caller who has the hash.')

/** The query of `PUT /artefacts/{sha256}`. */
export const artefactQueryWire = z.strictObject({ readers: readers.default('owner') })

/** A stored artefact. */
export const artefactWire = z
  .strictObject({
    sha256: hex32,
    bytes: z.int().describe('Size of the file.'),
    readers,
    createdAt: z.int(),
    expiresAt: z.int().describe('After this time it is deleted. A new upload of the same bytes sets a new time.'),
  })
  .meta({ id: 'Artefact' })
export type ArtefactWire = z.infer<typeof artefactWire>

/** The artefacts (stored files) of an account, newest first, and the space that they use. */
export const artefactListWire = z
  .strictObject({
    items: z.array(artefactWire),
    usedBytes: z.int().describe('Space that these files use.'),
    mostBytes: z.int().describe('Space of the account.'),
  })
  .meta({ id: 'ArtefactList' })
export type ArtefactListWire = z.infer<typeof artefactListWire>
