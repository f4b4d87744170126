/**
 * The file with a lease's secrets inside its container. It is in the container's memory, so that the secrets are on no disk and in no record of the
 * engine, and end with the container.
 */
export const secretsFile = '/run/infinitio-secrets'

/** The first line of every shell of the renter. */
export const withSecrets = `[ -r ${secretsFile} ] && . ${secretsFile}`
