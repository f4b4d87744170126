import { findProofStatements, hasUnknownNode, putProofStatements } from '@infinitio/db'
import { hex32, type Refusal } from '@infinitio/domain'
import type { PostSlotStatementsWire, SlotStatementsWire, StatementWire } from '@infinitio/domain/wire'
import { slotTree, statementsOfSlot } from '@infinitio/sdk/emission'
import { toHex } from 'viem'
import type { Services } from '../../services/services.ts'
import { keepRoot, refusedRoot } from './rootBoard.ts'

/**
 * Stores the results of all GPUs in one proof slot (a block for which machines prove their GPUs) that a validator submits, together with its signature of their
 * Merkle root. Pages and other validators read the results. Refuses with `api.invalid_field` for a GPU that appears twice, for a machine that nobody
 * registered, and if the results do not give this root. Also refuses with the codes of `postRoot`. Throws ChainUnavailableError.
 */
export async function postSlotStatements(services: Services, { epoch, signed, ...slot }: PostSlotStatementsWire): Promise<StatementWire | Refusal> {
  const { db, rootBoard, clock } = services
  const { root, gpus, ...common } = slot
  const posted = { subject: 'proofs', epoch, root, signed } as const
  // Check the signature first: only a validator may make this server calculate a whole Merkle tree.
  const refused = await refusedRoot(services, posted)
  if (refused !== null) return refused
  // Otherwise a validator could store any number of results under roots that the board refuses afterwards. `keepRoot` returns why it refuses this one.
  if (!rootBoard.takes(posted, { now: clock.read().now })) return await keepRoot(services, posted)
  if (new Set(gpus.map(({ node, gpu }) => `${node} ${gpu}`)).size !== gpus.length) return invalid('a GPU appears twice')
  if (await hasUnknownNode(db, { nodes: gpus.map(({ node }) => node) })) return invalid('a machine is not registered')
  const tree = slotTree(statementsOfSlot(slot))
  if (tree === null || toHex(tree.root) !== root) return invalid('their statements do not have this root')
  const row = { ...common, root, slot: BigInt(common.slot), z: BigInt(common.z) }
  await db.transaction((tx) => putProofStatements(tx, row, gpus))
  // Store the root last. If validators attested a root without the results of the GPUs, nobody could use it.
  return await keepRoot(services, posted)
}

/**
 * Returns the results of all GPUs in a proof slot (a block for which machines prove their GPUs), found by their Merkle root. Refuses with `api.not_found` if no
 * validator has submitted them.
 */
export async function readSlotStatements({ db }: Services, root: string): Promise<SlotStatementsWire | Refusal> {
  const found = await findProofStatements(db, hex32(root))
  if (found === null) return { rejected: 'api.not_found', detail: `no statements have the root ${root}` }
  const { slot, z, slotHash, beaconSeed, calls, timers, zHash } = found.of
  return { root, slot: Number(slot), slotHash, beaconSeed, calls, timers, z: Number(z), zHash, gpus: found.gpus }
}

function invalid(detail: string): Refusal {
  return { rejected: 'api.invalid_field', detail: `gpus: ${detail}` }
}
