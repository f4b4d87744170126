import { spawn } from 'node:child_process'
import type { LeaseDisk } from '../runtime/runtime.ts'
import type { PipedProcess } from '../runtime/sandboxProcess.ts'
import { withClosedDescriptors } from '../runtime/local/closedDescriptors.ts'
import { pipedProcess } from '../runtime/local/spawnCommand.ts'

/**
 * The options with which `tar` packs. In the archive, all files belong to root as inside the lease, and no file has set-user-id or set-group-id bits. tar
 * leaves out sockets without an option.
 */
const packing = ['--create', '--format=gnu', '--numeric-owner', '--owner=0', '--group=0', '--mode=ug-s', '--one-file-system', '--file=-', '.']
const unpacking = ['--extract', '--same-permissions', '--no-same-owner', '--delay-directory-restore', '--file=-']

/**
 * Starts the machine's `tar` as the lease's user in the lease's folder; its standard output is the archive of the folder. Opens only files that this user may
 * read.
 */
export function packHome(disk: LeaseDisk): PipedProcess {
  return runTar(disk, packing)
}

/** Starts the machine's `tar` as the lease's user in the lease's folder; it reads the archive from its standard input. */
export function unpackHome(disk: LeaseDisk): PipedProcess {
  return runTar(disk, unpacking)
}

function runTar({ folder, owner }: LeaseDisk, words: readonly string[]): PipedProcess {
  // `setpriv` changes the user, because user ids of containers may be higher than Node allows. The process enters the folder first, because the lease's user
  // may have no access to the folders above it.
  const asOwner = owner === null ? [] : ['setpriv', `--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups', '--no-new-privs', '--']
  const { file, args } = withClosedDescriptors([...asOwner, 'tar', ...words])
  const env = { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C' }
  return pipedProcess(spawn(file, args, { cwd: folder, env, detached: true, stdio: 'pipe' }))
}
