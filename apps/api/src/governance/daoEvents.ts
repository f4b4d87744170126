import { type GovernanceAddresses, infinitioGovernorAbi, timelockAbi } from '@infinitio/chain'
import type { TransactionWire } from '@infinitio/domain/wire'
import { decodeEventLog, type Log } from 'viem'

/** The most characters of a text in a decoded event. Anybody can propose a long text. */
const mostLetters = 2_000

/** The contracts of the DAO whose events are decoded, and the numbers of its proposals by their id in the governor. */
type Dao = { readonly governance: Pick<GovernanceAddresses, 'governor' | 'timelock'>; readonly numberOf: (id: bigint) => number | null }

/**
 * Decodes the logs of the governor and of the timelock, in the form of the other events of a transaction. An event about a proposal also has its number as
 * `proposal`, null if it is unknown. Leaves out logs of other contracts and logs that the ABIs do not know. Pure.
 */
export function daoEvents(logs: readonly Pick<Log, 'address' | 'data' | 'topics' | 'logIndex'>[], dao: Dao): TransactionWire['logs'] {
  return logs.flatMap((log) => {
    const decoded = decode(log, dao.governance)
    if (decoded === null) return []
    const args = Object.fromEntries(Object.entries(decoded.args).map(([key, value]) => [key, plain(value)]))
    const id = decoded.args['proposalId']
    return [{ logIndex: log.logIndex ?? 0, name: decoded.name, args: typeof id === 'bigint' ? { proposal: dao.numberOf(id), ...args } : args }]
  })
}

function decode(
  { address, data, topics }: Pick<Log, 'address' | 'data' | 'topics'>,
  { governor, timelock }: Dao['governance'],
): { readonly name: string; readonly args: Readonly<Record<string, unknown>> } | null {
  const from = address.toLowerCase()
  const abi = from === governor ? infinitioGovernorAbi : from === timelock ? timelockAbi : null
  if (abi === null) return null
  try {
    const { eventName, args } = decodeEventLog({ abi, data, topics })
    return { name: eventName ?? '', args: (args ?? {}) as unknown as Readonly<Record<string, unknown>> }
  } catch {
    // The contract recorded an event that this release does not know.
    return null
  }
}

/** Returns a decoded value as JSON can have it: numbers of the chain and addresses as text, long texts cut. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'string') return value
  return /^0x[0-9a-fA-F]{40}$/.test(value) ? value.toLowerCase() : value.slice(0, mostLetters)
}
