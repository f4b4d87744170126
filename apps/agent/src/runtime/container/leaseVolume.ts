import { chmod, chown, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { runTool } from '../../detect/runTool.ts'

/**
 * The disk of one lease: a file system of its own in one file, so that it can never hold more than it was given, and so that one
 * unmount and one removal take all of it away. The renter sees `home` and `temporary` and the files `log` and `names`
 * (its name servers), never the folder that holds them:
 * what the agent opens there by name cannot be a link of the renter's.
 */
export type LeaseVolume = { file: string; mountPoint: string; home: string; temporary: string; log: string; names: string }

const mib = 1024 * 1024

/** Where a lease's volume lies. Pure; creates nothing. */
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
 * Makes and mounts the volume. Safe to repeat, also after a reboot: what is in it stays. Its space is taken at once, so that leases
 * cannot fill the machine together. Rejects when the disk is too small or this process may not mount.
 */
export async function openVolume(volume: LeaseVolume, { diskMib }: { diskMib: number }): Promise<void> {
  const { file, mountPoint } = volume
  await mkdir(mountPoint, { recursive: true, mode: 0o711 })
  const mounts = await mountsAt(mountPoint)
  if (mounts.includes('disk')) return
  if (!(await exists(file))) await makeFile(volume, diskMib)
  if (!mounts.includes('anchor')) {
    // What watches over another lease's container has a copy of all mounts of this machine. Only an unmount below a shared one reaches
    // that copy; else it would hold this lease's disk for as long as the other lease lives.
    await runTool('mount', ['--bind', mountPoint, mountPoint])
    await runTool('mount', ['--make-shared', mountPoint])
  }
  await runTool('mount', ['-o', 'loop,nosuid,nodev', file, mountPoint])
}

/**
 * Gives what the renter sees to the user that is root in the container, and makes it where it is not there yet. `resolvers` are the name servers
 * it is told first; it may choose others.
 */
export async function ownVolume(volume: LeaseVolume, { firstId, resolvers }: { firstId: number; resolvers: readonly string[] }): Promise<void> {
  for (const [folder, mode] of [
    [volume.home, 0o700],
    [volume.temporary, 0o1777],
  ] as const) {
    if (await exists(folder)) continue
    // The last step is the rename: a folder that is there is whole.
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

/** The user that owns a volume's home: the first of its container's users. Null before there is one. */
export async function ownerOfVolume(volume: LeaseVolume): Promise<number | null> {
  return stat(volume.home).then(
    ({ uid }) => uid,
    () => null,
  )
}

/** Unmounts and removes the volume. Safe to repeat. Rejects while something still uses it. */
export async function removeVolume(volume: LeaseVolume): Promise<void> {
  for (const _mount of await mountsAt(volume.mountPoint)) await runTool('umount', [volume.mountPoint])
  await rm(volume.file, { force: true })
}

/** What is still there of a volume, in words; empty when all of it is gone. */
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

/** What is mounted at a place, the lowest first: a disk is seen from its root, an anchor is a folder of another. */
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
