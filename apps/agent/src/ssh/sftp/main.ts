import { becomeLeaseUser } from '../../runtime/local/becomeLeaseUser.ts'
import { serveSftp } from './serveSftp.ts'

/**
 * The sftp server of a sandbox that has none of its own: a process of the lease's own user, so that permissions, links and quotas are the
 * kernel's. Speaks on standard input and output.
 */
becomeLeaseUser()
process.umask(0o022)
try {
  serveSftp({ input: 0, output: 1 })
} catch (error) {
  // The client sent what is no SFTP, or went away in the middle of an answer.
  process.stderr.write(`sftp: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
