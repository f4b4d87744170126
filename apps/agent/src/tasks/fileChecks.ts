import { createHash } from 'node:crypto'
import { InfinitioError } from '@infinitio/sdk'
import { AdapterError } from '@infinitio/tasks'

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

/**
 * Returns the failure of a calculation with the reason `fileWrong` if a file of its input cannot be had: the store does not have it, has other bytes, or this
 * machine has too little space. Trying again would not help before the deadline. Returns any other failure unchanged.
 */
export function withoutFile(failure: unknown): unknown {
  const isUnknown = failure instanceof InfinitioError && failure.code === 'artefact.unknown'
  if (!isUnknown && !(failure instanceof WrongFileError) && !(failure instanceof NoRoomError)) return failure
  return new AdapterError('fileWrong', failure.message)
}
