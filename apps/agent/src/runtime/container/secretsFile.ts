/**
 * Where a lease's secrets lie inside its container: in its own memory, so that they are on no disk, in nothing the engine keeps or shows, and gone
 * with the container.
 */
export const secretsFile = '/run/infinitio-secrets'

/** What every shell of the renter's begins with. */
export const withSecrets = `[ -r ${secretsFile} ] && . ${secretsFile}`
