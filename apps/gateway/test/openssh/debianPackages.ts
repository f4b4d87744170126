import { unpackDebian, type UnpackedPlace } from '../../../../scripts/deploy/installPromtool.ts'

/** rsync with libraries that a small machine may lack, and OpenSSH's sftp server. All run with the C library of Debian 12 and later. */
const names = ['rsync', 'libpopt0', 'libxxhash0', 'liblz4-1', 'libzstd1', 'libacl1', 'libssl3', 'openssh-sftp-server']

/** Returns the folder with the unpacked packages, which are cached. Returns the reason instead if they are missing. */
export function debianPackages(): UnpackedPlace {
  return unpackDebian({ folderName: 'openssh-bookworm', packages: names.map((name) => `${name}/bookworm`), needsRoot: false })
}
