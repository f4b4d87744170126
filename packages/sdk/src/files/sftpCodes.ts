/** Packet types that a client of SFTP version 3 sends (draft-ietf-secsh-filexfer-02). */
export const requestType = {
  open: 3,
  close: 4,
  read: 5,
  write: 6,
  lstat: 7,
  fstat: 8,
  opendir: 11,
  readdir: 12,
  remove: 13,
  mkdir: 14,
  rmdir: 15,
  realpath: 16,
  stat: 17,
  rename: 18,
  readlink: 19,
  extended: 200,
} as const

/** Packet types that an SFTP server answers with. */
export const replyType = { version: 2, status: 101, handle: 102, data: 103, name: 104, attrs: 105 } as const

/** Status codes of an answer. */
export const status = { ok: 0, eof: 1, noSuchFile: 2, permissionDenied: 3 } as const

/** Flags for opening a file. */
export const openFlag = { read: 1, write: 2, create: 8, truncate: 16, exclusive: 32 } as const

/** Flags of the fields in an attribute block. */
export const attributeFlag = { size: 1, owner: 2, mode: 4, times: 8, extended: 0x8000_0000 } as const

/** Maximum packet size: the documented limit of both servers plus a margin. */
export const mostPacketBytes = 260 * 1024
