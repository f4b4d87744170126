import { spawnSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unpackDebian, type UnpackedPlace } from '../../scripts/deploy/installPromtool.ts'

const engine = ['podman', 'conmon', 'runc', 'netavark', 'golang-github-containers-common', 'golang-github-containers-image']
const libraries = ['libgpgme11', 'libassuan0', 'libsubid4', 'libdevmapper1.02.1', 'libseccomp2', 'libglib2.0-0']
/** The packages for the firewall rules of lease networks. */
const firewall = ['nftables', 'libnftables1', 'libnftnl11', 'libmnl0', 'libxtables12', 'libjansson4', 'libedit2', 'libbsd0', 'libmd0', 'libgmp10']
/** A program that needs no libraries. A test builds an image from it, so that no registry is needed. */
const forImages = ['busybox-static']
const packages = [...engine, ...libraries, ...firewall, ...forImages].map((name) => `${name}/bookworm`)

/**
 * Unpacks Podman 4.3 from Debian's packages into a cache, once. Its `nft` is at `usr/bin/nft-here`. Returns the folder, or the reason why Podman is
 * unavailable. Leases also need programs such as `mount`, loop devices and nft rules, so this function tries each of these, too.
 */
export function installPodman(): UnpackedPlace {
  const place = unpackDebian({ folderName: 'podman-nft-bookworm', packages, needsRoot: true, finish: wrapNft })
  if ('missing' in place) return place
  const tools = ['mount', 'umount', 'losetup', 'fallocate', 'mkfs.ext4', 'tar', 'ip', 'nsenter', 'unshare'].filter(
    (name) => spawnSync('which', [name]).status !== 0,
  )
  if (tools.length > 0) return { missing: `it takes ${tools.join(', ')}` }
  if (spawnSync('losetup', ['--find']).status !== 0) return { missing: 'this machine has no loop devices' }
  const rules = 'table inet t { chain c { type filter hook prerouting priority raw; fib daddr type local ct count over 1 drop; }; }'
  if (spawnSync('unshare', ['--net', nftOf(place.root), rules]).status !== 0) return { missing: "this machine's kernel takes no nft rules" }
  return place
}

/** Returns the path of `nft` in an unpacked folder. */
export function nftOf(root: string): string {
  return join(root, 'usr/bin/nft-here')
}

/**
 * Writes a wrapper for `nft` that finds the libraries relative to itself, because agents start it without a library path and the folder is moved afterwards.
 */
function wrapNft(root: string): void {
  writeFileSync(nftOf(root), '#!/bin/sh\nusr="${0%/bin/*}"\nLD_LIBRARY_PATH="$usr/lib/x86_64-linux-gnu" exec "$usr/sbin/nft" "$@"\n')
  chmodSync(nftOf(root), 0o755)
}
