import { createHash } from 'node:crypto'

/** Thrown when the store returned bytes that do not have the hash or the length that the task's input states. */
export class WrongFileError extends Error {
  override readonly name = 'WrongFileError'
}

/** Thrown when this machine has too little disk space for a file of a task. */
export class NoRoomError extends Error {
  override readonly name = 'NoRoomError'
}

/** Returns the SHA-256 of bytes as hex with 0x. */
export function hashOf(bytes: Uint8Array): string {
  return `0x${createHash('sha256').update(bytes).digest('hex')}`
}
