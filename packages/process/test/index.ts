/** For the tests of every room: the OpenSSH client, what a process may know, and chance that follows from a seed. */
export { bareEnv } from './bareEnv.ts'
export { mutateBytes } from './mutateBytes.ts'
export { testIdentity } from './testIdentity.ts'
export { programFile } from './programFile.ts'
export { pick, randomFrom } from './randomFrom.ts'
export { hostileHello, hostilePayload, sendPayload } from './hostileSsh.ts'
export { hasOpenSsh, sshRenter } from './sshClient.ts'
