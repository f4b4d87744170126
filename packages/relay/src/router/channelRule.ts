import { type Address, formatPt, type ServiceId, serviceId } from '@infinitio/domain'
import { join } from 'node:path'
import { readPrivateFile, writePrivateFile } from '../files/privateFile.ts'
import { RelayError } from '../relayError.ts'

/** A channel that a router opened, for a request of a user or of its owner. Times in Unix milliseconds, `deposit` in base units of PToken. */
type OpenedChannel = {
  readonly service: ServiceId
  readonly payee: Address
  readonly deposit: bigint
  readonly openedMs: number
  usedMs: number
  readonly isForUser: boolean
  isClosed: boolean
}

/**
 * The rule of the owner about channels that requests of users open. `perDay` is the most that they lock in new channels in a UTC day, and `perPayee` the most
 * that one payee has locked, both in base units of PToken. A channel without a request for `idleMs` milliseconds is closed.
 */
export type ChannelRuleSettings = { readonly perDay: bigint; readonly perPayee: bigint; readonly idleMs: number }

/** The channels that a router opened. All of them are in one file, so the rule also holds after a restart. */
export type ChannelRule = {
  /** Returns why a request of a user may not open a channel, or null. `bond` is the bond of the service that is not leaving. */
  readonly refusal: (offer: { readonly service: ServiceId; readonly payee: Address }, bond: bigint) => string | null
  readonly noteOpened: (offer: { readonly service: ServiceId; readonly payee: Address }, isForUser: boolean) => void
  /** Returns true if the router has a channel to a service. */
  readonly has: (service: ServiceId) => boolean
  readonly noteUsed: (service: ServiceId) => void
  readonly noteClosed: (service: ServiceId) => void
  readonly idle: () => readonly ServiceId[]
}

const dayMs = 86_400_000
/** A service needs a bond of this many deposits. A service that claims without an answer loses half of its bond by a finding. */
const bondTimes = 2n
/** The file is written again only if the last use of a channel is this much later, in milliseconds. */
const noteEveryMs = 600_000

/** Opens the list of channels in a folder. Throws `serving.state_unreadable`. */
export function openChannelRule(
  { perDay, perPayee, idleMs }: ChannelRuleSettings,
  { folder, deposit, nowMs }: { readonly folder: string; readonly deposit: bigint; readonly nowMs: () => number },
): ChannelRule {
  const path = join(folder, 'opened-channels.json')
  const channels = new Map(readChannels(path).map((channel) => [channel.service, channel]))
  const save = () => writePrivateFile(path, JSON.stringify([...channels.values()].map((one) => ({ ...one, deposit: String(one.deposit) }))))
  const pt = (amount: bigint) => `${formatPt(amount, { digits: 6 })} PT`
  const sumOf = (filter: (channel: OpenedChannel) => boolean) => [...channels.values()].filter(filter).reduce((sum, one) => sum + one.deposit, 0n)
  const isToday = ({ openedMs }: OpenedChannel) => Math.floor(openedMs / dayMs) === Math.floor(nowMs() / dayMs)
  return {
    has: (service) => channels.get(service)?.isClosed === false,
    refusal({ service, payee }, bond) {
      if (bond < bondTimes * deposit) return `its bond is below ${pt(bondTimes * deposit)}, so only the owner of the router opens a channel to it`
      if (sumOf((one) => one.payee === payee && one.service !== service && one.isForUser && !one.isClosed) + deposit > perPayee)
        return `its payee has ${pt(perPayee)} in channels already`
      return sumOf((one) => one.isForUser && isToday(one)) + deposit > perDay ? `requests of users opened channels for ${pt(perDay)} today` : null
    },
    noteOpened({ service, payee }, isForUser) {
      channels.set(service, { service, payee, deposit, openedMs: nowMs(), usedMs: nowMs(), isForUser, isClosed: false })
      save()
    },
    noteUsed(service) {
      const known = channels.get(service)
      if (known === undefined || known.isClosed || nowMs() - known.usedMs < Math.min(noteEveryMs, idleMs / 2)) return
      known.usedMs = nowMs()
      save()
    },
    noteClosed(service) {
      const known = channels.get(service)
      if (known === undefined) return
      // A channel that was opened today still counts for this day.
      if (isToday(known)) known.isClosed = true
      else channels.delete(service)
      for (const [id, one] of channels) if (one.isClosed && !isToday(one)) channels.delete(id)
      save()
    },
    idle: () =>
      [...channels.values()].flatMap(({ service, usedMs, isForUser, isClosed }) =>
        isForUser && !isClosed && nowMs() - usedMs >= idleMs ? [service] : [],
      ),
  }
}

function readChannels(path: string): OpenedChannel[] {
  const text = readPrivateFile(path)
  if (text === null) return []
  try {
    const stored = JSON.parse(text) as readonly (Omit<OpenedChannel, 'deposit'> & { readonly deposit: string })[]
    return stored.map((one) => ({ ...one, service: serviceId(one.service), deposit: BigInt(one.deposit) }))
  } catch (cause) {
    throw new RelayError('serving.state_unreadable', `${path}: ${cause instanceof Error ? cause.message : ''}`)
  }
}
