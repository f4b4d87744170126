import { createHash } from 'node:crypto'
import { hasUnknownNode, putMachineStatements } from '@infinitio/db'
import { hex32, type Refusal } from '@infinitio/domain'
import type { PostMachinesWire, StatementWire } from '@infinitio/domain/wire'
import { machineStatement, machineTree } from '@infinitio/sdk/emission'
import { concatHex, toHex } from 'viem'
import type { Services } from '../../services/services.ts'
import { keepRoot, refusedRoot } from './rootBoard.ts'

/**
 * Stores the facts about all machines that one validator submits, together with its signature of their Merkle root. Pages and the worker read the facts. The
 * tier and reliability are calculated here, so that nobody can submit numbers that do not follow from the facts. If validators submitted different facts, uses
 * those that most of them submitted. Refuses with `api.invalid_field` for a machine that appears twice or that nobody registered, for impossible facts, and if
 * the facts do not give this root. Also refuses with the codes of `postRoot`, before it stores anything. Throws ChainUnavailableError.
 */
export async function postMachines(services: Services, { epoch, root, machines, signed }: PostMachinesWire): Promise<StatementWire | Refusal> {
  const { db, factsBoard, rootBoard, clock } = services
  const posted = { subject: 'nodes', epoch, root, signed } as const
  // Check the signature first: only a validator may make this server calculate a whole Merkle tree.
  const refused = await refusedRoot(services, posted)
  if (refused !== null) return refused
  // Otherwise a validator could store any number of facts under roots that the board refuses afterwards. `keepRoot` returns why it refuses this one.
  if (!rootBoard.takes(posted, { now: clock.read().now })) return await keepRoot(services, posted)
  const nodes = machines.map(({ node }) => node)
  if (new Set(nodes).size !== nodes.length) return invalid('a machine appears twice')
  if (machines.some(({ hours, presentSeconds }) => presentSeconds > hours * 3_600)) return invalid('more seconds than hours have')
  if (machines.some(({ daySlots, dayPassed, recentSlots, recentPassed }) => dayPassed > daySlots || recentPassed > recentSlots))
    return invalid('more passed slots than slots')
  if (await hasUnknownNode(db, { nodes })) return invalid('a machine is not registered')
  const submitted = { hourRoot: `${epoch} ${root}`, signer: signed.signer, facts: hashOf(machines) }
  const isKnown = factsBoard.has(submitted)
  const rows = isKnown ? null : rowsOf({ root, machines })
  if (!isKnown && rows === null) return invalid('their statements do not have this root')
  if (rows !== null) {
    const statements = { root, epoch: BigInt(epoch), rows }
    await factsBoard.submit(submitted, (how) => db.transaction((tx) => putMachineStatements(tx, { ...statements, replaces: how === 'replace' })))
  }
  // Store the root last. If validators attested a root without its facts, nobody could apply it. After a crash in between, the validator does not find its
  // signature on the board and submits both again.
  return keepRoot(services, posted)
}

/**
 * Returns one row per machine with its statement (its tier and reliability) and the Merkle proof of that statement. Null if the facts do not give this root.
 */
function rowsOf({ root, machines }: Pick<PostMachinesWire, 'root' | 'machines'>) {
  const stated = machines.map(({ node, ...facts }) => ({ facts, statement: machineStatement({ node: hex32(node), ...facts }) }))
  const tree = machineTree(stated.map(({ statement }) => statement))
  if (tree === null || toHex(tree.root) !== root) return null
  return stated.map(({ facts, statement: { node, ...values } }) => {
    const siblings = tree.proofOf({ node, ...values }) ?? []
    return { nodeId: node, ...values, ...facts, proof: concatHex(siblings.map((sibling) => toHex(sibling))) }
  })
}

/** Returns one hash of the facts about all machines. Neither the order of the machines nor the order of their fields changes the hash. */
function hashOf(machines: PostMachinesWire['machines']): string {
  const lines = machines.map((it) =>
    Object.entries(it)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([, value]) => `${value}`)
      .join(' '),
  )
  return createHash('sha256').update(lines.toSorted().join('\n')).digest('hex')
}

function invalid(detail: string): Refusal {
  return { rejected: 'api.invalid_field', detail: `machines: ${detail}` }
}
