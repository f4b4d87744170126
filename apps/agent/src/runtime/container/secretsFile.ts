/**
 * The path of the file with a lease's secrets, inside its container. The file is in a file system in memory. So no disk and no record of the engine contains
 * the secrets, and they disappear with the container.
 */
export const secretsFile = '/run/infinitio-secrets'

/** The line that every shell of the renter runs first. It loads the secrets if the file exists. */
export const withSecrets = `[ -r ${secretsFile} ] && . ${secretsFile}`
