/** For the tests of every room: the OpenSSH client, and chance that follows from a seed. */
export { mutateBytes } from './mutateBytes.ts'
export { testIdentity } from './testIdentity.ts'
export { pick, randomFrom } from './randomFrom.ts'
export { hostileHello, hostilePayload, sendPayload } from './hostileSsh.ts'
export { hasOpenSsh, sshRenter } from './sshClient.ts'
