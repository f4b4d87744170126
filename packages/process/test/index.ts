/** For the tests of every room: the OpenSSH client, and chance that follows from a seed. */
export { pick, randomFrom } from './randomFrom.ts'
export { hasOpenSsh, sshRenter } from './sshClient.ts'
