import { spawn } from 'node:child_process'
import type { LeaseDisk } from '../runtime/runtime.ts'
import type { PipedProcess } from '../runtime/sandboxProcess.ts'
import { withClosedDescriptors } from '../runtime/local/closedDescriptors.ts'
import { pipedProcess } from '../runtime/local/spawnCommand.ts'

/** Names and owners are those inside the lease; nobody else's rights go along. Sockets are left out by tar itself. */
const packing = ['--create', '--format=gnu', '--numeric-owner', '--owner=0', '--group=0', '--mode=ug-s', '--one-file-system', '--file=-', '.']
const unpacking = ['--extract', '--same-permissions', '--no-same-owner', '--delay-directory-restore', '--file=-']

/** The machine's `tar`, as the lease's user in the lease's folder, with an archive of it on standard output. Opens nothing that user may not. */
export function packHome(disk: LeaseDisk): PipedProcess {
  return runTar(disk, packing)
}

/** The machine's `tar`, as the lease's user in the lease's folder, with an archive on standard input. */
export function unpackHome(disk: LeaseDisk): PipedProcess {
  return runTar(disk, unpacking)
}

function runTar({ folder, owner }: LeaseDisk, words: readonly string[]): PipedProcess {
  // Users of containers may be above what Node can start a program as. In the folder before it becomes that user: the way there may be closed to it.
  const asOwner = owner === null ? [] : ['setpriv', `--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups', '--no-new-privs', '--']
  const { file, args } = withClosedDescriptors([...asOwner, 'tar', ...words])
  const env = { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C' }
  return pipedProcess(spawn(file, args, { cwd: folder, env, detached: true, stdio: 'pipe' }))
}
