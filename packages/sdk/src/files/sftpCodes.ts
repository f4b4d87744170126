/** Packet types of SFTP version 3 (draft-ietf-secsh-filexfer-02) that a client sends. */
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

/** Packet types of its answers. */
export const replyType = { version: 2, status: 101, handle: 102, data: 103, name: 104, attrs: 105 } as const

/** How a request ended, in a status answer. */
export const status = { ok: 0, eof: 1, noSuchFile: 2, permissionDenied: 3 } as const

/** How a file is to be opened. */
export const openFlag = { read: 1, write: 2, create: 8, truncate: 16, exclusive: 32 } as const

/** Which fields of an attribute block are there. */
export const attributeFlag = { size: 1, owner: 2, mode: 4, times: 8, extended: 0x8000_0000 } as const

/** No answer is longer: what both servers say of themselves, and a little. */
export const mostPacketBytes = 260 * 1024
