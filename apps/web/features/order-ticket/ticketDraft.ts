import type { ImmediateName } from '@infinitio/domain'
import { useState } from 'react'
import { type LeaseSetup, plainSetup } from '#web/parts/lease-setup/leaseSetup.ts'

/** How the GPUs of an order may be spread over machines: in any parts, all on one machine, all at once on any machines, or as a cluster in one region. */
export type TicketShape = 'parts' | 'oneNode' | 'whole' | 'cluster'
/**
 * The rule for an order that cannot be matched completely at once: the rest waits in the book (`rest`), the rest is dropped (`ioc`), or nothing is matched
 * (`fok`).
 */
export type TicketForce = 'rest' | ImmediateName

/** An unsigned order. A class or region of null means any. Start times are in the format of a date-time field, in the reader's time zone. */
export type TicketDraft = {
  readonly classId: number | null
  /** The only machine with which the order may be matched; null for any machine. */
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

/** The longest time that an order may stay in the book, unless it is cancelled earlier. */
export const longestKeepSeconds = 7 * 86_400

/** Resting times that the user can choose, in seconds. */
export const keepChoices = [3_600, 6 * 3_600, 86_400, 3 * 86_400, longestKeepSeconds] as const

/** Default values of a new ticket. */
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

/** An order that is not signed yet, and the function that changes it. The parent component stores it, so that closing the form loses no input. */
export type TicketWriting = { readonly draft: TicketDraft; readonly change: (patch: Partial<TicketDraft>) => void }

/** Returns the draft of an order, in which the known values are filled in. */
export function useTicketDraft(known: Partial<TicketDraft>): TicketWriting {
  const [draft, setDraft] = useState<TicketDraft>({ ...plainTicket, ...known })
  return { draft, change: (patch) => setDraft((current) => ({ ...current, ...patch })) }
}
