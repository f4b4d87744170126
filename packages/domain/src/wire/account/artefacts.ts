import { z } from 'zod'
import { artefactLimits, artefactReaders } from '../../artefacts/artefactLimits.ts'
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

/** The body of `POST /artefacts/{sha256}/upload`. */
export const newArtefactUploadWire = z.strictObject({
  bytes: z
    .int({ error: 'artefact.too_large' })
    .min(1, { error: 'artefact.too_large' })
    .max(artefactLimits.bytes, { error: 'artefact.too_large' })
    .describe('Size of the file.'),
  readers,
})
export type NewArtefactUploadWire = z.infer<typeof newArtefactUploadWire>

/** The query of `PUT /artefacts/{sha256}/upload`. */
export const artefactPartQueryWire = z.strictObject({
  offset: z.coerce
    .number({ error: 'api.invalid_field' })
    .int({ error: 'api.invalid_field' })
    .min(0, { error: 'api.invalid_field' })
    .describe('The byte of the file at which the part begins: `receivedBytes` of the upload.'),
  partSha256: hex32.describe('SHA-256 of the bytes of this part.'),
})

/** An unfinished upload in parts. */
export const artefactUploadWire = z
  .strictObject({
    sha256: hex32,
    bytes: z.int().describe('Size of the file.'),
    readers,
    receivedBytes: z.int().describe('The upload continues at this byte. All bytes before it are stored.'),
    partBytes: z.int().describe('Each part has this size. Only the last part is shorter.'),
    createdAt: z.int(),
    expiresAt: z.int().describe('The upload is deleted after this time. Each new part sets a new time.'),
  })
  .meta({ id: 'ArtefactUpload' })
export type ArtefactUploadWire = z.infer<typeof artefactUploadWire>

/** The answer of `POST /artefacts/{sha256}/upload`. */
export const startedUploadWire = z
  .strictObject({
    upload: artefactUploadWire.nullable().describe('Send the next part of this upload. Null if the file is stored already.'),
    artefact: artefactWire.nullable().describe('The stored file, if this account stored these bytes before. Its time starts again.'),
  })
  .meta({ id: 'StartedUpload' })
export type StartedUploadWire = z.infer<typeof startedUploadWire>

/** The artefacts (stored files) of an account, newest first, and the space that they use. */
export const artefactListWire = z
  .strictObject({
    items: z.array(artefactWire),
    uploads: z.array(artefactUploadWire).describe('Unfinished uploads in parts, newest first.'),
    usedBytes: z.int().describe('Space that these files and uploads use. An upload uses the space of its whole file.'),
    mostBytes: z.int().describe('Space of the account.'),
    mostFiles: z.int().describe('The most files and uploads of the account.'),
  })
  .meta({ id: 'ArtefactList' })
export type ArtefactListWire = z.infer<typeof artefactListWire>
