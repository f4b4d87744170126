import type { ArtefactRow } from '@infinitio/db'
import { hex32 } from '@infinitio/domain'
import type { ArtefactWire } from '@infinitio/domain/wire'

/** Returns the JSON form of an artefact. */
export function describeArtefact({ sha256, bytes, readers, createdAt, expiresAt }: ArtefactRow): ArtefactWire {
  const seconds = (at: Date) => Math.floor(at.getTime() / 1_000)
  return { sha256: hex32(sha256), bytes, readers, createdAt: seconds(createdAt), expiresAt: seconds(expiresAt) }
}
