import { useState } from 'react'
import { type LeaseSetup, plainSetup } from '#web/parts/lease-setup/leaseSetup.ts'

/** How the GPUs of an order may be spread: as they come, all on one node, all at once from any nodes, or a cluster in one region. */
export type TicketShape = 'parts' | 'oneNode' | 'whole' | 'cluster'
/** What happens when an order cannot fill completely at once: the rest waits (`rest`), the rest is dropped (`ioc`), or nothing fills (`fok`). */
export type TicketForce = 'rest' | 'ioc' | 'fok'

/** An order as it is being written. A class or region of null is any; times of a window as a field for date and time has them, UTC. */
export type TicketDraft = {
  readonly classId: number | null
  /** The only machine that may fill it; null: any. */
  readonly node: string | null
  readonly regionId: number | null
  readonly priceText: string
  readonly gpus: number
  readonly hours: number
  readonly keepSeconds: number
  readonly start: 'now' | 'window'
  readonly startFrom: string
  readonly startUntil: string
  readonly shape: TicketShape
  readonly force: TicketForce
  readonly setup: LeaseSetup
}

/** The longest an order may rest: it is kept until it is cancelled, and no longer than this. */
export const longestKeepSeconds = 7 * 86_400

/** How long an order may be kept, in seconds, as one chooses it. */
export const keepChoices = [3_600, 6 * 3_600, 86_400, 3 * 86_400, longestKeepSeconds] as const

/** What a new ticket says before anybody wrote in it. */
export const plainTicket: TicketDraft = {
  classId: null,
  node: null,
  regionId: null,
  priceText: '',
  gpus: 1,
  hours: 24,
  keepSeconds: 86_400,
  start: 'now',
  startFrom: '',
  startUntil: '',
  shape: 'parts',
  force: 'rest',
  setup: plainSetup,
}

/** An order that is being written, and how it is changed. Whoever shows the ticket keeps it, so that closing a sheet or looking elsewhere loses nothing. */
export type TicketWriting = { readonly draft: TicketDraft; readonly change: (patch: Partial<TicketDraft>) => void }

/** Starts an order with what is known of it. */
export function useTicketDraft(known: Partial<TicketDraft>): TicketWriting {
  const [draft, setDraft] = useState<TicketDraft>({ ...plainTicket, ...known })
  return { draft, change: (patch) => setDraft((current) => ({ ...current, ...patch })) }
}
