import { chmod, chown, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { runTool } from '../../detect/runTool.ts'

/**
 * The disk of one lease: a file system inside one file. So the lease can never use more than the size of that file, and one unmount and one deletion remove
 * everything. Inside it, the renter sees only `home`, `temporary`, the log file and the file `names` (its name servers), but not the folder that contains them.
 * So if the agent opens a path in that folder, the path cannot be a link that the renter made.
 */
export type LeaseVolume = { file: string; mountPoint: string; home: string; temporary: string; log: string; names: string }

const mib = 1024 * 1024

/** Returns the paths of a lease's volume. Pure; creates nothing. */
export function leaseVolumeOf(directory: string): LeaseVolume {
  const mountPoint = path.join(directory, 'volume')
  return {
    file: path.join(directory, 'volume.ext4'),
    mountPoint,
    home: path.join(mountPoint, 'home'),
    temporary: path.join(mountPoint, 'temporary'),
    log: path.join(mountPoint, 'log', 'start.log'),
    names: path.join(mountPoint, 'names', 'resolv.conf'),
  }
}

/**
 * Creates and mounts the file system of a lease's disk. Safe to repeat, also after a reboot; existing files remain. Allocates all its space at once, so that
 * leases together cannot fill the machine. Rejects if the machine's disk is too small or this process may not mount.
 */
export async function openVolume(volume: LeaseVolume, { diskMib }: { diskMib: number }): Promise<void> {
  const { file, mountPoint } = volume
  await mkdir(mountPoint, { recursive: true, mode: 0o711 })
  const mounts = await mountsAt(mountPoint)
  if (mounts.includes('disk')) return
  if (!(await exists(file))) await makeFile(volume, diskMib)
  if (!mounts.includes('anchor')) {
    // Make the mount above this disk a shared mount. The monitor process of another lease's container has a copy of all mounts of this machine. If this disk is
    // unmounted, a shared mount unmounts it in that copy, too. Otherwise the copy would keep this lease's disk in use until the other lease ends.
    await runTool('mount', ['--bind', mountPoint, mountPoint])
    await runTool('mount', ['--make-shared', mountPoint])
  }
  await runTool('mount', ['-o', 'loop,nosuid,nodev', file, mountPoint])
}

/**
 * Creates the renter's files and folders if they do not exist, and gives them to the user that is root in the container. `resolvers` are the lease's
 * first name servers; the renter may change them.
 */
export async function ownVolume(volume: LeaseVolume, { firstId, resolvers }: { firstId: number; resolvers: readonly string[] }): Promise<void> {
  for (const [folder, mode] of [
    [volume.home, 0o700],
    [volume.temporary, 0o1777],
  ] as const) {
    if (await exists(folder)) continue
    // Give the folder its final name in the last step, so that a folder with that name is always complete.
    const fresh = `${folder}.new`
    await mkdir(fresh, { recursive: true })
    await chmod(fresh, mode)
    await chown(fresh, firstId, firstId)
    await rename(fresh, folder)
  }
  await mkdir(path.dirname(volume.log), { recursive: true, mode: 0o700 })
  const log = await open(volume.log, 'a', 0o600)
  await log.chown(firstId, firstId)
  await log.close()
  if (await exists(volume.names)) return
  await mkdir(path.dirname(volume.names), { recursive: true, mode: 0o700 })
  const fresh = `${volume.names}.new`
  await writeFile(fresh, resolvers.map((address) => `nameserver ${address}\n`).join(''), { mode: 0o644 })
  await chown(fresh, firstId, firstId)
  await rename(fresh, volume.names)
}

/** Returns the user id that owns a volume's home, which is the first of the user ids of the lease's container. Null before the home exists. */
export async function ownerOfVolume(volume: LeaseVolume): Promise<number | null> {
  return stat(volume.home).then(
    ({ uid }) => uid,
    () => null,
  )
}

/** Unmounts and removes the volume. Safe to repeat. Rejects while a process still uses it. */
export async function removeVolume(volume: LeaseVolume): Promise<void> {
  for (const _mount of await mountsAt(volume.mountPoint)) await runTool('umount', [volume.mountPoint])
  await rm(volume.file, { force: true })
}

/** Describes everything that is left of a lease's disk; returns an empty list if nothing is left. */
export async function residueOfVolume(volume: LeaseVolume): Promise<string[]> {
  const mounted = (await mountsAt(volume.mountPoint)).length > 0
  const attached = await runTool('losetup', ['--list', '--noheadings', '--output', 'BACK-FILE'])
  const inUse = attached.split('\n').some((line) => line.trim().replace(/ \(deleted\)$/, '') === volume.file)
  return [
    ...(mounted ? [`the mount ${volume.mountPoint}`] : []),
    ...(inUse ? [`a loop device of ${volume.file}`] : []),
    ...((await exists(volume.file)) ? [`the file ${volume.file}`] : []),
  ]
}

async function makeFile({ file }: LeaseVolume, diskMib: number): Promise<void> {
  const fresh = `${file}.new`
  await rm(fresh, { force: true })
  await runTool('fallocate', ['-l', String(diskMib * mib), fresh])
  await runTool('mkfs.ext4', ['-q', '-F', '-m', '0', '-E', 'root_owner=0:0,nodiscard', fresh])
  await chmod(fresh, 0o600)
  await rename(fresh, file)
}

/** Returns the mounts at a path, the lowest first. A mount is a 'disk' if it shows a whole file system, and an 'anchor' if it is a bind mount of a folder. */
async function mountsAt(mountPoint: string): Promise<('disk' | 'anchor')[]> {
  const lines = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n').map((line) => line.split(' '))
  return lines.filter((fields) => fields[4]?.replaceAll('\\040', ' ') === mountPoint).map((fields) => (fields[3] === '/' ? 'disk' : 'anchor'))
}

function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  )
}
