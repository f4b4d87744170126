/** An image reference that can only ever mean one image: the id of a local image, or a name with the digest of its manifest. */
export type ImageReference = { kind: 'id'; id: string } | { kind: 'digest'; name: string; digest: string }

const id = /^sha256:[0-9a-f]{64}$/
const pinned = /^([a-z0-9]+(?:[._-][a-z0-9]+)*(?::\d{1,5}(?=\/))?(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*)@(sha256:[0-9a-f]{64})$/
const mostCharacters = 512

/**
 * Parses an image reference: a name with a digest, or the id of a local image. Returns null for any other text. A name without a digest could mean another
 * image later.
 */
export function imageReference(text: string): ImageReference | null {
  if (text.length > mostCharacters) return null
  if (id.test(text)) return { kind: 'id', id: text }
  const [, name, digest] = pinned.exec(text) ?? []
  return name === undefined || digest === undefined ? null : { kind: 'digest', name, digest }
}
