/** Packet types and numbers of SFTP version 3 (draft-ietf-secsh-filexfer-02), the version that OpenSSH uses. */
export const requestType = {
  init: 1,
  open: 3,
  close: 4,
  read: 5,
  write: 6,
  lstat: 7,
  fstat: 8,
  setstat: 9,
  fsetstat: 10,
  opendir: 11,
  readdir: 12,
  remove: 13,
  mkdir: 14,
  rmdir: 15,
  realpath: 16,
  stat: 17,
  rename: 18,
  readlink: 19,
  symlink: 20,
  extended: 200,
} as const

/** Packet types of answers. */
export const replyType = { version: 2, status: 101, handle: 102, data: 103, name: 104, attrs: 105, extendedReply: 201 } as const

/** The numeric codes for the result of an SFTP request. */
export const status = { ok: 0, eof: 1, noSuchFile: 2, permissionDenied: 3, failure: 4, badMessage: 5, unsupported: 8 } as const

/** Flags of the fields in an attribute block. */
export const attributeFlag = { size: 1, owner: 2, mode: 4, times: 8, extended: 0x8000_0000 } as const

/** Flags of an open request. */
export const openFlag = { read: 1, write: 2, append: 4, create: 8, truncate: 16, exclusive: 32 } as const

/**
 * The first is the maximum size of a packet in either direction, the second the maximum file data in one packet, both in bytes. OpenSSH's server states the
 * same limits in `limits@openssh.com`.
 */
export const mostPacketBytes = 256 * 1024
export const mostDataBytes = mostPacketBytes - 1024
/** Maximum files and folders that one client may have open at once. */
export const mostHandles = 256
