import { insertMachineStatements } from '@infinitio/db'
import { hex32, type Refusal } from '@infinitio/domain'
import type { PostMachinesWire, StatementWire } from '@infinitio/domain/wire'
import { machineStatement, machineTree } from '@infinitio/sdk/emission'
import { concatHex, toHex } from 'viem'
import type { Services } from '../../services/services.ts'
import { keepRoot, refusedRoot } from './rootBoard.ts'

/**
 * Stores the facts of all machines, whose root a member of the set signed, for the other members, for pages and for the worker. Calculates tier and reliability
 * from the facts, so that nobody can submit numbers that do not follow from them. Rejects with `api.invalid_field` for a machine that appears twice, impossible
 * facts or another root, and with the codes of `postRoot`. Throws ChainUnavailableError.
 */
export async function postMachines(services: Services, { epoch, root, machines, signed }: PostMachinesWire): Promise<StatementWire | Refusal> {
  const posted = { subject: 'nodes', epoch, root, signed } as const
  // The signature is checked first, because only a member may have the tree calculated.
  const refused = await refusedRoot(services, posted)
  if (refused !== null) return refused
  if (new Set(machines.map(({ node }) => node)).size !== machines.length) return invalid('a machine appears twice')
  if (machines.some(({ hours, presentSeconds }) => presentSeconds > hours * 3_600)) return invalid('more seconds than hours have')
  const stated = machines.map(({ node, ...facts }) => ({ facts, statement: machineStatement({ node: hex32(node), ...facts }) }))
  const tree = machineTree(stated.map(({ statement }) => statement))
  if (tree === null || toHex(tree.root) !== root) return invalid('their statements do not have this root')
  const rows = stated.map(({ facts, statement: { node, ...values } }) => {
    const siblings = tree.proofOf({ node, ...values }) ?? []
    return { nodeId: node, ...values, ...facts, proof: concatHex(siblings.map((sibling) => toHex(sibling))) }
  })
  const kept = keepRoot(services, posted)
  if (!('rejected' in kept)) await insertMachineStatements(services.db, { root, epoch: BigInt(epoch), rows })
  return kept
}

function invalid(detail: string): Refusal {
  return { rejected: 'api.invalid_field', detail: `machines: ${detail}` }
}
