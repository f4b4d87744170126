import path from 'node:path'
import {
  address,
  type ErrorCode,
  errorTable,
  fleetRowRefusal,
  hashFleetChange,
  isErrorCode,
  isRefusal,
  judgeSerial,
  nodeId,
  nodeIdOf,
  type SigningDomain,
} from '@infinitio/domain'
import { fleetChangeFromWire, fleetRowFromWire, type NodeChangesWire } from '@infinitio/domain/wire'
import { InfinitioError, refusal } from '@infinitio/sdk'
import { z } from 'zod'
import { readOwnFile } from '../disk/readOwnFile.ts'
import { writeWhole } from '../disk/writeWhole.ts'

/** One row of a list in which a provider signed changes of many machines. The market delivers to a node the row that is for this node. */
export type DeliveredChange = NodeChangesWire['changes'][number]

/**
 * The data and calls with which a node checks a change that the market delivered. A change is one row of a list that the node's owner signed. `folder` stores
 * the last accepted list, and `nodeKey` is the address of the node's key. `now` comes from the chain or the wall clock, not from the market. `isSigned` checks
 * the signature of an account. `act` changes the listing.
 */
export type Judge = {
  readonly folder: string
  readonly nodeId: string
  readonly nodeKey: string
  readonly domain: SigningDomain
  readonly now: bigint
  readonly isSigned: (signed: { account: string; digest: string; signature: string }) => Promise<boolean>
  readonly act: (row: ReturnType<typeof fleetRowFromWire>, owner: string) => Promise<ErrorCode | null>
}

/**
 * The result that a node reports: the digest of the signed list, and a code. The code is null if the node carried out the change, otherwise it states why not.
 */
export type ChangeResult = { readonly hash: string; readonly code: ErrorCode | null }

/**
 * Checks a delivered row (one change of a signed list) and carries it out. The node does not trust the market. It checks that the signer is the node's own
 * owner (the node's id is the hash of owner and node key), that the row is in the list, the times, the signature and the serial number. It stores the serial
 * number before it acts. If it has already finished this list, it only reports the stored result. If it was interrupted, it checks the list again and
 * continues. Rejects with temporary errors; then nothing is reported, and the node tries again until the list expires.
 */
export async function takeChange({ change: wire, row: rowWire, proof, signature }: DeliveredChange, judge: Judge): Promise<ChangeResult> {
  const change = fleetChangeFromWire(wire)
  const row = fleetRowFromWire(rowWire)
  const hash = hashFleetChange(change, judge.domain)
  const { owner, serial } = change
  const taken = await readTakenChange(judge.folder)
  if (taken?.hash === hash && taken.result !== null) return { hash, code: taken.result.code }
  if (nodeIdOf({ provider: owner, nodeKey: address(judge.nodeKey.toLowerCase()) }) !== judge.nodeId) return { hash, code: 'node.not_owner' }
  const refused = fleetRowRefusal(change, { row, proof }, { node: nodeId(judge.nodeId), now: judge.now })
  if (refused !== null) return { hash, code: refused.rejected }
  if (!(await judge.isSigned({ account: owner, digest: hash, signature }))) return { hash, code: 'auth.signature_wrong_signer' }
  const step = judgeSerial(taken, { serial, hash })
  if (isRefusal(step)) return { hash, code: step.rejected }
  const acting: TakenChange = { serial, hash, result: null }
  await writeTakenChange(judge.folder, acting)
  const code = await codeOf(judge.act(row, owner))
  await writeTakenChange(judge.folder, { ...acting, result: { code } })
  return { hash, code }
}

/**
 * Returns the error code of the change if the refusal is lasting (an HTTP error 4xx that a retry cannot solve). Throws every other error, so that the node
 * tries again.
 */
async function codeOf(acting: Promise<ErrorCode | null>): Promise<ErrorCode | null> {
  try {
    return await acting
  } catch (error) {
    if (error instanceof InfinitioError && isErrorCode(error.code) && error.status >= 400 && error.status < 500 && !errorTable[error.code].retry)
      return error.code
    throw error
  }
}

const takenFile = z.strictObject({
  serial: z.string().regex(/^\d{1,20}$/),
  hash: z.string().regex(/^0x[0-9a-f]{64}$/),
  /** Null while the node carries out the change. Afterwards, its `code` is null if the node carried out the change, and otherwise the reason why not. */
  result: z.strictObject({ code: z.string().nullable() }).nullable(),
})

/**
 * The last change list that a node accepted. `result` is null from the time at which the node begins to carry out its row of the list until it has finished, so
 * that a restarted agent continues.
 */
type TakenChange = { readonly serial: bigint; readonly hash: string; readonly result: { readonly code: ErrorCode | null } | null }

const fileOf = (folder: string): string => path.join(folder, 'fleet-change.json')

/**
 * Reads the last change list that a node accepted, from its folder; null before the first one. Throws `node.settings_unreadable` when the file cannot be read
 * or is damaged. Without the serial number in it, an older list could undo a newer one.
 */
export async function readTakenChange(folder: string): Promise<TakenChange | null> {
  const text = await readOwnFile(fileOf(folder))
  if (text === null) return null
  try {
    const { serial, ...taken } = takenFile.parse(JSON.parse(text))
    return { ...taken, serial: BigInt(serial) } as TakenChange
  } catch {
    throw refusal('node.settings_unreadable', { detail: `${fileOf(folder)} is damaged` })
  }
}

/** Writes the last change list that a node accepted, completely or not at all. Rejects if the file cannot be written. */
async function writeTakenChange(folder: string, { serial, hash, result }: TakenChange): Promise<void> {
  await writeWhole(fileOf(folder), `${JSON.stringify({ serial: serial.toString(), hash, result })}\n`)
}
