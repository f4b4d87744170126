/** For tests of every room that meets the OpenSSH client. */
export { hasOpenSsh, sshRenter } from './sshClient.ts'
