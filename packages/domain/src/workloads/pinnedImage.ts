/** An image in a registry, as a workload names it. */
export type PinnedImage = { readonly registry: string; readonly repository: string; readonly digest: string }

const mostCharacters = 512
/** Registry, repository and digest; a registry has a dot or a port, or is this machine. */
export const pinned =
  /^(?=[^/]*[.:]|localhost\/)([a-z0-9]+(?:[.-][a-z0-9]+)*(?::\d{1,5})?)\/([a-z0-9]+(?:(?:\.|_{1,2}|-+|\/)[a-z0-9]+)*)@(sha256:[0-9a-f]{64})$/

/**
 * Reads a workload's image. The registry is always said, since engines disagree about one that is not. Null for a name without a digest,
 * which could mean another image tomorrow, and for anything malformed.
 */
export function pinnedImage(reference: string): PinnedImage | null {
  if (reference.length > mostCharacters) return null
  const [, registry, repository, digest] = pinned.exec(reference) ?? []
  if (registry === undefined || repository === undefined || digest === undefined) return null
  return { registry, repository, digest }
}

/**
 * A reference out of what people write: `ubuntu@sha256:…` is Docker Hub's, as everywhere, and a tag beside the digest is for people. Null
 * without a digest.
 */
export function pinImage(text: string): { reference: string; name: string } | null {
  const [name = '', digest = '', ...more] = text.trim().split('@')
  const reference = `${fullName(name.replace(tag, ''))}@${digest}`
  return more.length > 0 || pinnedImage(reference) === null ? null : { reference, name }
}

/** At the end of the last part only: a colon before it is a registry's port. */
const tag = /:\w[\w.-]{0,127}$/

function fullName(name: string): string {
  const [first = '', ...rest] = name.split('/')
  if (rest.length === 0) return `docker.io/library/${name}`
  return /[.:]/.test(first) || first === 'localhost' ? name : `docker.io/${name}`
}
