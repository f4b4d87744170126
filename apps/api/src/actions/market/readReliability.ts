import { findMachineStatement } from '@infinitio/db'
import { type Hex32, hex32, zeroHex32 } from '@infinitio/domain'
import type { MachineReliabilityWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/**
 * Returns the reliability of a machine in the last attested root of the validators, with its Merkle proof and the facts that most of the signers submitted. The
 * statement is null if the root does not contain the machine. Throws ChainUnavailableError.
 */
export async function readReliability({ db, attested: reader }: Services, node: Hex32): Promise<MachineReliabilityWire> {
  const attested = await reader.read('nodes')
  if (attested.root === zeroHex32) return { root: null, epoch: null, attestedAt: null, statement: null }
  const root = hex32(attested.root)
  const row = await findMachineStatement(db, { epoch: attested.epoch, root, nodeId: node })
  return {
    ...{ root, epoch: Number(attested.epoch), attestedAt: attested.time },
    statement: row === null ? null : statementOf(row),
  }
}

type Row = NonNullable<Awaited<ReturnType<typeof findMachineStatement>>>

function statementOf({ tier, reliabilityBps, nodeId: _nodeId, ...facts }: Row): NonNullable<MachineReliabilityWire['statement']> {
  return { tier, reliabilityBps, facts }
}
