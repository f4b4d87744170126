/** Packet types and numbers of SFTP version 3 (draft-ietf-secsh-filexfer-02), the one OpenSSH speaks. */
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

/** How a request ended, in a status answer. */
export const status = { ok: 0, eof: 1, noSuchFile: 2, permissionDenied: 3, failure: 4, badMessage: 5, unsupported: 8 } as const

/** Which fields of an attribute block are there. */
export const attributeFlag = { size: 1, owner: 2, mode: 4, times: 8, extended: 0x8000_0000 } as const

/** How a file is to be opened. */
export const openFlag = { read: 1, write: 2, append: 4, create: 8, truncate: 16, exclusive: 32 } as const

/** The longest packet either side may send, and the most bytes of a file in one: what OpenSSH's own server says in `limits@openssh.com`. */
export const mostPacketBytes = 256 * 1024
export const mostDataBytes = mostPacketBytes - 1024
/** How many files and folders one client may hold open at once. */
export const mostHandles = 256
