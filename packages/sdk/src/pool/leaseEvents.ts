import { bidStruct, hex32, structFromWire, structToWire } from '@infinitio/domain'
import {
  type JobEventWire,
  type JobLeaseEventWire,
  type JobLeaseOrderWire,
  type JobLeaseOutcomeWire,
  type JobLeasePlanWire,
  type TrainingCheckWire,
  workloadFromWire,
  type WorkloadWire,
} from '@infinitio/domain/wire'
import type { CheckReport, LeaseEvent, LeaseOrder, LeaseOutcome, LeasePlan } from '@infinitio/tasks'

const mostReason = 1_000

/** Returns true if an event in JSON belongs to a task that runs on rented machines. */
export function isLeaseEventWire(event: JobEventWire): event is JobLeaseEventWire {
  return 'epoch' in event || event.kind === 'leasePlanned'
}

/** Parses an event of a task on rented machines from its JSON form. */
export function leaseEventFromWire(event: JobLeaseEventWire): LeaseEvent {
  switch (event.kind) {
    case 'leasePlanned': {
      const { draw } = event
      return { ...event, lease: leasePlanFromWire(event.lease), draw: draw === undefined ? undefined : { ...draw, of: hex32(draw.of) } }
    }
    case 'ordered':
      return { ...event, order: orderFromWire(event.order) }
    case 'checkpointed':
      return { ...event, manifest: hex32(event.manifest) }
    case 'finished':
      return { ...event, outcome: outcomeFromWire(event.outcome) }
    case 'leaseEnded':
      return { ...event, paid: BigInt(event.paid) }
    default:
      return event
  }
}

/** Returns the JSON form of an event of a task on rented machines; the inverse of `leaseEventFromWire`. */
export function leaseEventToWire(event: LeaseEvent): JobLeaseEventWire {
  switch (event.kind) {
    case 'leasePlanned':
      return { ...event, lease: leasePlanToWire(event.lease) }
    case 'ordered':
      return { ...event, order: orderToWire(event.order) }
    case 'orderRefused':
      return { ...event, reason: storable(event.reason) }
    case 'finished':
      return { ...event, outcome: outcomeToWire(event.outcome) }
    case 'leaseEnded':
      return { ...event, paid: `${event.paid}` }
    default:
      return event
  }
}

/** Returns the plan of a task's leases from its JSON form. */
export function leasePlanFromWire({ maxPricePerGpuSecond, cost: { time, fees, total }, ...plan }: JobLeasePlanWire): LeasePlan {
  const cost = { time: BigInt(time), fees: BigInt(fees), total: BigInt(total) }
  return { ...plan, maxPricePerGpuSecond: BigInt(maxPricePerGpuSecond), cost }
}

/** Returns the JSON form of the plan of a task's leases; the inverse of `leasePlanFromWire`. */
export function leasePlanToWire({ maxPricePerGpuSecond, cost: { time, fees, total }, ...plan }: LeasePlan): JobLeasePlanWire {
  return { ...plan, maxPricePerGpuSecond: `${maxPricePerGpuSecond}`, cost: { time: `${time}`, fees: `${fees}`, total: `${total}` } }
}

function orderFromWire({ orderHash, bid, workload }: JobLeaseOrderWire): LeaseOrder {
  return { orderHash: hex32(orderHash), bid: structFromWire(bidStruct, bid), workload: workloadFromWire(workload) }
}

function orderToWire({ orderHash, bid, workload: { secrets, ...workload } }: LeaseOrder): JobLeaseOrderWire {
  const names = secrets === undefined ? {} : { secrets: { ...secrets, names: [...secrets.names] } }
  return { orderHash, bid: structToWire(bidStruct, bid), workload: { ...workload, ...names } as WorkloadWire }
}

function outcomeFromWire(outcome: JobLeaseOutcomeWire): LeaseOutcome {
  if (outcome.kind !== 'done') return outcome
  return { ...outcome, result: hex32(outcome.result), file: { ...outcome.file, sha256: hex32(outcome.file.sha256) } }
}

function outcomeToWire(outcome: LeaseOutcome): JobLeaseOutcomeWire {
  if (outcome.kind === 'cancelled') throw new Error('a cancelled job has no event for the end of its command')
  const check = 'check' in outcome && outcome.check !== undefined ? { check: checkToWire(outcome.check) } : {}
  if (outcome.kind === 'lost') return { ...outcome, reason: storable(outcome.reason) }
  const { check: _, ...rest } = outcome
  return 'reason' in rest ? { ...rest, ...check, reason: storable(rest.reason) } : { ...rest, ...check }
}

/** Returns the JSON form of the result of the check of a training. */
export function checkToWire({ segments, trainedOn, checkedOn, ...check }: CheckReport): TrainingCheckWire {
  return { ...check, segments: segments.map((one) => ({ ...one })), trainedOn: [...trainedOn], checkedOn: [...checkedOn] }
}

/** Returns a reason in the form that the market stores. A part of it may come from the output of a rented machine. */
function storable(reason: string): string {
  const text = reason
    .replaceAll(/\p{Cc}/gu, ' ')
    .slice(0, mostReason)
    .toWellFormed()
  return text === '' ? '?' : text
}
