import { unpackDebian, type UnpackedPlace } from '../../../../scripts/deploy/unpackDebian.ts'

/** rsync with the libraries a small machine may lack, and the sftp server of OpenSSH; all run on the C library of Debian 12 and later. */
const names = ['rsync', 'libpopt0', 'libxxhash0', 'liblz4-1', 'libzstd1', 'libacl1', 'libssl3', 'openssh-sftp-server']

/** Where these lie, unpacked into a cache, once; or in words why they do not. */
export function debianPackages(): UnpackedPlace {
  return unpackDebian({ folderName: 'openssh-bookworm', packages: names.map((name) => `${name}/bookworm`), needsRoot: false })
}
