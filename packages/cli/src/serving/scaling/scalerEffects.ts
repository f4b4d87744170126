import type { LeaseMarket } from '@infinitio/jobs'
import type { MachinePool } from '@infinitio/relay'
import type { ScaleJournal } from './scaleJournal.ts'

/** The model server of a lease: its URL, which ends with `/v1`, and the headers that open it. */
export type ModelDoor = { readonly base: string; readonly headers: Readonly<Record<string, string>> }

/**
 * The durations of the three phases of a start, one after another, in milliseconds. `rentMs` is from the order to the lease. `machineMs` is from the lease to
 * the started model server. `modelMs` is from the started model server to its first answer.
 */
export type StartTimes = { readonly rentMs: number; readonly machineMs: number; readonly modelMs: number }

/** An event that the operator sees. */
export type ScaleNews =
  | { readonly kind: 'renting'; readonly machine: string; readonly pricePerHour: bigint }
  /** With `isSlow`, the start took longer than a request waits. */
  | { readonly kind: 'ready'; readonly leaseId: string; readonly times: StartTimes; readonly isSlow: boolean }
  | { readonly kind: 'ending'; readonly leaseId: string; readonly reason: string }
  | { readonly kind: 'over'; readonly leaseId: string; readonly paid: bigint }
  /** Requests caused a start, and none of them paid for it. */
  | { readonly kind: 'unpaid'; readonly leaseId: string; readonly pauseMs: number }
  /** Nothing can be rented now, although requests wait. The same reason is reported once. */
  | { readonly kind: 'unrented'; readonly reason: string }
  | { readonly kind: 'failed'; readonly error: unknown }

/** The functions with which the scaler acts. Tests replace the market and the connections to model servers; the journal and the pool are the real ones. */
export type ScalerEffects = {
  readonly leases: LeaseMarket
  readonly journal: ScaleJournal
  readonly pool: MachinePool
  /** Opens the port of a lease's model server to this program. */
  readonly openDoor: (leaseId: string, port: number) => Promise<ModelDoor>
  /** Returns true if a model server answers. */
  readonly answers: (door: ModelDoor) => Promise<boolean>
  readonly readFile: (path: string) => Uint8Array<ArrayBuffer>
  readonly nowMs: () => number
  readonly onNews: (news: ScaleNews) => void
}
