import { anyOfProgramme, emissionAbi } from '@infinitio/chain'
import type { EffectWire } from '@infinitio/domain/wire'
import { type Hex, hexToString, parseEventLogs } from 'viem'
import { readContract } from 'viem/actions'
import { argumentsOf } from './argumentsOf.ts'
import type { ProposalCall } from './governorLog.ts'
import { keptState } from '../keptState.ts'
import { plainText } from './plainText.ts'
import type { EffectReading } from './effectReading.ts'

/** Returns what a call about an incentive programme changes, with old and new values, or null for any other call. Throws viem's errors. */
export async function describeProgramme(reading: EffectReading, call: ProposalCall): Promise<EffectWire | null> {
  const created = argumentsOf(emissionAbi, 'createProgramme', call) as readonly [Hex, number, number, bigint] | null
  if (created !== null) {
    const [name, classId, regionId, perEpoch] = created
    return { kind: 'programme', name: textOf(name), classId: orAny(classId), regionId: orAny(regionId), perEpoch: perEpoch.toString() }
  }
  const rated = argumentsOf(emissionAbi, 'setProgrammeRate', call) as readonly [number, bigint] | null
  if (rated !== null) {
    const [programme, perEpoch] = rated
    const before = await recordOf(reading, programme)
    return { kind: 'programmeRate', programme, name: before?.name ?? null, before: before?.perEpoch.toString() ?? null, after: perEpoch.toString() }
  }
  const closed = argumentsOf(emissionAbi, 'closeProgramme', call) as readonly [number] | null
  if (closed === null) return null
  const [programme] = closed
  const before = await recordOf(reading, programme)
  const told = closedIn(reading, call, programme) ?? before?.remaining
  return { kind: 'programmeClose', programme, name: before?.name ?? null, released: told?.toString() ?? null }
}

/** Returns an incentive programme as it was at the block `comparedAt`. Null if it did not exist yet or the chain node no longer has that state. */
async function recordOf({ client, where: { governance }, comparedAt }: EffectReading, programme: number) {
  const read = { address: governance.emission, abi: emissionAbi, functionName: 'programmeOf', args: [programme], blockNumber: comparedAt } as const
  const record = await keptState(readContract(client, read))
  // For an incentive programme that does not exist, the contract returns zeros.
  return record === null || (BigInt(record.name) === 0n && record.classId === 0 && record.regionId === 0)
    ? null
    : { ...record, name: textOf(record.name) }
}

/**
 * Returns the rest of an incentive programme's budget that became free when an executed proposal closed the programme, in base units. Undefined before the
 * execution.
 */
function closedIn({ logs }: EffectReading, { to }: ProposalCall, programme: number): bigint | undefined {
  const own = (logs ?? []).filter((log) => log.address.toLowerCase() === to)
  return parseEventLogs({ abi: emissionAbi, eventName: 'ProgrammeClosed', logs: own }).find(({ args }) => args.programme === programme)?.args.released
}

function orAny(id: number): number | null {
  return id === anyOfProgramme ? null : id
}

function textOf(name: Hex): string {
  return plainText(hexToString(name))
}
