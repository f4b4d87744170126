/** The image of a workload in a registry. */
export type PinnedImage = { readonly registry: string; readonly repository: string; readonly digest: string }

const mostCharacters = 512
/** Matches registry, repository and digest. A registry has a dot or a port, or is localhost. */
export const pinned =
  /^(?=[^/]*[.:]|localhost\/)([a-z0-9]+(?:[.-][a-z0-9]+)*(?::\d{1,5})?)\/([a-z0-9]+(?:(?:\.|_{1,2}|-+|\/)[a-z0-9]+)*)@(sha256:[0-9a-f]{64})$/

/**
 * Parses the reference of a workload's image. The registry is required, because container engines have different defaults. Returns null for a malformed
 * reference. Also returns null for a reference without a digest, because the image behind it could change.
 */
export function pinnedImage(reference: string): PinnedImage | null {
  if (reference.length > mostCharacters) return null
  const [, registry, repository, digest] = pinned.exec(reference) ?? []
  if (registry === undefined || repository === undefined || digest === undefined) return null
  return { registry, repository, digest }
}

/**
 * Makes an image reference from typed text. `ubuntu@sha256:…` means the image on Docker Hub, as usual. A tag beside the digest is dropped, because it is only
 * for people. Returns null without a valid digest.
 */
export function pinImage(text: string): { reference: string; name: string } | null {
  const [name = '', digest = '', ...more] = text.trim().split('@')
  const reference = `${fullName(name.replace(tag, ''))}@${digest}`
  return more.length > 0 || pinnedImage(reference) === null ? null : { reference, name }
}

/** Matches a tag of an image reference. It must be in the part after the last slash, because an earlier colon belongs to the registry's port. */
const tag = /:\w[\w.-]{0,127}$/

function fullName(name: string): string {
  const [first = '', ...rest] = name.split('/')
  if (rest.length === 0) return `docker.io/library/${name}`
  return /[.:]/.test(first) || first === 'localhost' ? name : `docker.io/${name}`
}
