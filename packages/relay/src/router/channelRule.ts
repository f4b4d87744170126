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
  /** The account whose request opened the channel, or null for the owner. */
  readonly user: Address | null
  isClosed: boolean
}

/**
 * The rule of the owner about channels that requests of users open. `perDay` is the most that they lock in new channels in a UTC day, and `perPayee` the most
 * that one payee has locked, both in base units of PToken. A channel without a request for `idleMs` milliseconds is closed, and one that a request of the owner
 * opened for `ownerIdleMs`.
 */
export type ChannelRuleSettings = { readonly perDay: bigint; readonly perPayee: bigint; readonly idleMs: number; readonly ownerIdleMs: number }

/** The channels that a router opened. All of them are in one file, so the rule also holds after a restart. */
export type ChannelRule = {
  /** Returns why a request of a user may not open a channel, or null. `bond` is the bond of the service that is not leaving. */
  readonly refusal: (offer: { readonly service: ServiceId; readonly payee: Address }, bond: bigint, user: Address) => string | null
  /** Returns why the bond of a service is too small for money of users, or null. */
  readonly bondRefusal: (bond: bigint) => string | null
  /** Records a channel that a user opens, or the owner (null). Returns a function that removes the record, for a channel without a sent transaction. */
  readonly noteOpened: (offer: { readonly service: ServiceId; readonly payee: Address }, user: Address | null) => () => void
  /** Records a channel that has money and no record, for example of an earlier version, as one of the owner. */
  readonly noteFound: (offer: { readonly service: ServiceId; readonly payee: Address }) => void
  /** Returns true if a request of a user opened the channel to a service. */
  readonly isForUser: (service: ServiceId) => boolean
  /** Returns true if the router has a channel to a service. */
  readonly has: (service: ServiceId) => boolean
  readonly noteUsed: (service: ServiceId) => void
  readonly noteClosed: (service: ServiceId) => void
  /** Returns the services whose channel had no request for `idleMs` or `ownerIdleMs`, and also none for `waitMs` if it is longer. */
  readonly idle: (waitMs?: number) => readonly ServiceId[]
}

const dayMs = 86_400_000
/** A service needs a bond of this many deposits. A service that claims without an answer loses half of its bond by a finding. */
const bondTimes = 2n
/** The file is written again only if the last use of a channel is this much later, in milliseconds. */
export const noteEveryMs = 600_000
/** The most channels that requests of one account open in a UTC day. */
const mostOfUser = 2

/** Opens the list of channels in a folder. Throws `serving.state_unreadable`. */
export function openChannelRule(
  { perDay, perPayee, idleMs, ownerIdleMs }: ChannelRuleSettings,
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
    isForUser: (service) => channels.get(service)?.isForUser === true,
    bondRefusal,
    refusal({ service, payee }, bond, user) {
      const refused = bondRefusal(bond)
      if (refused !== null) return refused
      if (sumOf((one) => one.payee === payee && one.service !== service && one.isForUser && !one.isClosed) + deposit > perPayee)
        return `its payee has ${pt(perPayee)} in channels already`
      if (sumOf((one) => one.isForUser && isToday(one)) + deposit > perDay) return `requests of users opened channels for ${pt(perDay)} today`
      const ofUser = [...channels.values()].filter((one) => one.user === user && isToday(one)).length
      return ofUser >= mostOfUser ? `your account opened ${mostOfUser} channels today` : null
    },
    noteFound: (offer) => void (channels.get(offer.service)?.isClosed !== false && note(offer, null)),
    noteOpened(offer, user) {
      const { service } = offer
      const before = channels.get(service)
      note(offer, user)
      return () => {
        if (before === undefined) channels.delete(service)
        else channels.set(service, before)
        save()
      }
    },
    noteUsed(service) {
      const known = channels.get(service)
      if (known === undefined || known.isClosed || nowMs() - known.usedMs < Math.min(noteEveryMs, idleMsOf(known) / 2)) return
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
    idle: (waitMs = 0) =>
      [...channels.values()].flatMap((one) => (!one.isClosed && nowMs() - one.usedMs >= Math.max(idleMsOf(one), waitMs) ? [one.service] : [])),
  }

  function note({ service, payee }: { readonly service: ServiceId; readonly payee: Address }, user: Address | null): void {
    channels.set(service, { service, payee, deposit, openedMs: nowMs(), usedMs: nowMs(), isForUser: user !== null, user, isClosed: false })
    save()
  }

  function idleMsOf({ isForUser }: OpenedChannel): number {
    return isForUser ? idleMs : ownerIdleMs
  }

  function bondRefusal(bond: bigint): string | null {
    if (bond >= bondTimes * deposit) return null
    return `its bond is below ${pt(bondTimes * deposit)}, so the router uses it only for requests of its owner`
  }
}

function readChannels(path: string): OpenedChannel[] {
  const text = readPrivateFile(path)
  if (text === null) return []
  try {
    const stored = JSON.parse(text) as readonly (Omit<OpenedChannel, 'deposit' | 'user'> & {
      readonly deposit: string
      readonly user?: Address | null
    })[]
    return stored.map((one) => ({ ...one, service: serviceId(one.service), deposit: BigInt(one.deposit), user: one.user ?? null }))
  } catch (cause) {
    throw new RelayError('serving.state_unreadable', `${path}: ${cause instanceof Error ? cause.message : ''}`)
  }
}
