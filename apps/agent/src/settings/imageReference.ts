/** An image named so that it can only ever be one: an id of an image that is here, or a name with the digest of its manifest. */
export type ImageReference = { kind: 'id'; id: string } | { kind: 'digest'; name: string; digest: string }

const id = /^sha256:[0-9a-f]{64}$/
const pinned = /^([a-z0-9]+(?:[._-][a-z0-9]+)*(?::\d{1,5}(?=\/))?(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*)@(sha256:[0-9a-f]{64})$/
const mostCharacters = 512

/** Reads an image's name; null for a name without a digest, which could mean another image tomorrow, and for anything malformed. */
export function imageReference(text: string): ImageReference | null {
  if (text.length > mostCharacters) return null
  if (id.test(text)) return { kind: 'id', id: text }
  const [, name, digest] = pinned.exec(text) ?? []
  return name === undefined || digest === undefined ? null : { kind: 'digest', name, digest }
}
