import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, copyFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import type { PodmanEngine } from '../../../../e2e/containers/startPodman.ts'

/** The user id that a process would get by running a set-user-id program of the image. */
export const someoneElse = 1_234

/**
 * Makes an image with every attack that an image can contain: libraries that the linker would load, requests for the GPUs of other leases, its own entry point,
 * user, volumes and labels, a program that changes its user, and as devices the disk of `/var/tmp` (see `numbersOfFirstDisk`) and the
 * machine's memory.
 */
export function makeEvilImage(engine: PodmanEngine): string {
  return engine.makeImage({
    changes: [
      ...['LD_PRELOAD=/evil.so', 'LD_LIBRARY_PATH=/evil', 'LD_AUDIT=/evil.so', 'GLIBC_TUNABLES=glibc.malloc.check=3'].map((line) => `ENV ${line}`),
      ...['NVIDIA_VISIBLE_DEVICES=all', 'NVIDIA_DRIVER_CAPABILITIES=all', 'KEPT=by-the-image', 'HOME=/evil'].map((line) => `ENV ${line}`),
      ...['ENTRYPOINT ["/bin/sh", "-c", "echo evil > /root/entry-point-ran; sleep 1000"]', 'CMD ["evil"]', 'USER 65534'],
      ...['VOLUME /unlimited', 'WORKDIR /unlimited', 'STOPSIGNAL 18', 'LABEL infinitio.lease=999'],
    ],
    add: (root) => {
      mkdirSync(path.join(root, 'unlimited'))
      // A copy of busybox that belongs to another user and has the set-user-id and set-group-id bits. It can run every command of busybox, such as `id`.
      const program = path.join(root, 'become/busybox')
      mkdirSync(path.dirname(program))
      copyFileSync(path.join(root, 'bin/busybox'), program)
      chownSync(program, someoneElse, someoneElse)
      chmodSync(program, 0o6755)
      execFileSync('mknod', ['-m', '666', path.join(root, 'disk'), 'b', ...numbersOfFirstDisk()])
      execFileSync('mknod', ['-m', '666', path.join(root, 'memory'), 'c', '1', '1'])
    },
  })
}

/**
 * Returns the device numbers (major and minor) of the disk with `/var/tmp`. tmpfs and overlay have no disk; then the numbers are those of the first SCSI disk.
 */
function numbersOfFirstDisk(): [string, string] {
  const [major = '0', minor = '0'] = execFileSync('stat', ['--format', '%Hd %Ld', '/var/tmp'], { encoding: 'utf8' }).trim().split(' ')
  return major === '0' ? ['8', '0'] : [major, minor]
}
