import { leasePaths, type LeaseMarket } from '@infinitio/jobs'
import type { ScaledMachine, ScaleEvent } from '@infinitio/services'
import type { LeaseOrder } from '@infinitio/tasks'
import type { ModelDoor, ScalerEffects } from './scalerEffects.ts'
import type { ServiceFile } from './serviceFile.ts'

/** A machine of the scaler. */
export type Machine = ScaledMachine<LeaseOrder>

/**
 * The memory of a running scaler about one machine. It is rebuilt after a restart. `misses` counts the looks at which the model server did not answer.
 * `lookAtMs` is the time of the next look at a machine that answers.
 */
export type MachineMemory = { door: ModelDoor | null; misses: number; silentSinceMs: number | null; lookAtMs: number }

/** The objects that one step of a machine needs. `isDue` returns false if the machine is no longer needed, so that its order need not be sent. */
export type MachineStep = {
  readonly effects: ScalerEffects
  readonly file: ServiceFile
  readonly machine: Machine
  readonly memory: MachineMemory
  readonly name: string
  readonly isDue: () => boolean
}

/** If a model server that answered before does not answer this many checks in a row, it counts as stopped. */
const mostMisses = 3
/** Milliseconds without a heartbeat after which a machine counts as lost. */
const silentMs = 60_000
/** If a process was killed while it sent an order, the order reaches the market within this many milliseconds or never. */
const onItsWayMs = 15_000

/**
 * Takes one machine a step further: places its order, copies the files, waits for the model server, checks it, or ends the lease. Returns the event of the
 * step, or null if nothing changed. Throws the errors of the market; call it again to repeat the same step.
 */
export async function stepMachine(step: MachineStep): Promise<ScaleEvent<LeaseOrder> | null> {
  const { machine, effects, isDue, name } = step
  const { id, leaseId, order } = machine
  const atMs = effects.nowMs()
  if (order !== null) {
    // A killed process may have sent the order a moment ago. So even an order that is no longer needed is not given up until it can no longer arrive at the
    // market.
    const mayArrive = atMs - (machine.times.ordered ?? atMs) < onItsWayMs
    if (!isDue() && mayArrive && (await effects.leases.leaseOf(order.orderHash)) === undefined) return null
    const placed = await effects.leases.place(order, { name, isDue })
    if (placed.kind === 'leased') return { kind: 'leased', id, atMs: effects.nowMs(), leaseId: placed.leaseId }
    if (isDue()) effects.onNews({ kind: 'unrented', reason: placed.reason })
    const canRepeat = placed.kind === 'refused' && placed.canRepeat === true
    return { kind: 'refused', id, atMs, reason: placed.reason, isOwnersTurn: placed.kind === 'waits', canRepeat }
  }
  if (leaseId === null) throw new Error('a machine without an order has a lease')
  if (machine.phase === 'ending') {
    effects.pool.remove(id)
    const paid = await effects.leases.end(leaseId, { isLost: machine.end?.isLost === true })
    effects.onNews({ kind: 'over', leaseId, paid })
    return { kind: 'over', id, atMs: effects.nowMs(), reason: machine.end?.reason ?? '', paid }
  }
  const ended = await endOf(step, await effects.leases.look(leaseId))
  if (ended === undefined) return await goOn(step, leaseId)
  return ended === null ? null : { kind: 'ending', id, atMs, ...ended }
}

type End = { readonly reason: string; readonly isLost: boolean }

/**
 * Returns the reason if the lease must end. Returns null if the lease is starting or its machine has been silent only for a short time, and undefined if the
 * machine can be used.
 */
async function endOf({ machine, memory, effects }: MachineStep, now: Awaited<ReturnType<LeaseMarket['look']>>): Promise<End | null | undefined> {
  if (now.kind === 'over') return { reason: now.reason, isLost: now.reason === 'node_lost' }
  if (now.kind === 'unusable') return { reason: now.reason, isLost: false }
  if (now.kind === 'starting') return null
  if (!now.isSilent) {
    memory.silentSinceMs = null
    return undefined
  }
  effects.pool.remove(machine.id)
  memory.silentSinceMs ??= effects.nowMs()
  return effects.nowMs() - memory.silentSinceMs < silentMs ? null : { reason: 'the machine does not respond', isLost: true }
}

async function goOn({ effects, file, machine, memory }: MachineStep, leaseId: string): Promise<ScaleEvent<LeaseOrder> | null> {
  const { id, phase } = machine
  if (phase === 'leased') {
    await startModel(effects, { file, leaseId })
    return { kind: 'started', id, atMs: effects.nowMs() }
  }
  memory.door ??= await effects.openDoor(leaseId, file.port)
  if (await effects.answers(memory.door)) {
    memory.misses = 0
    effects.pool.add({ id, ...memory.door, slots: file.limits.slots })
    return phase === 'ready' ? null : { kind: 'ready', id, atMs: effects.nowMs() }
  }
  if (phase !== 'ready') {
    const isLate = effects.nowMs() - (machine.times.ordered ?? 0) > (file.waitSeconds + file.limits.idleSeconds) * 1_000
    return isLate ? { kind: 'ending', id, atMs: effects.nowMs(), reason: 'the model server did not answer in time', isLost: false } : null
  }
  memory.misses += 1
  if (memory.misses < mostMisses) return null
  effects.pool.remove(id)
  return { kind: 'ending', id, atMs: effects.nowMs(), reason: 'the model server does not answer', isLost: false }
}

/**
 * Copies the files to the machine; the last write lets the command begin. If this program is killed before the last write, its next run copies all files again.
 */
async function startModel(
  { leases, readFile }: ScalerEffects,
  { file, leaseId }: { readonly file: ServiceFile; readonly leaseId: string },
): Promise<void> {
  const disk = await leases.open(leaseId)
  try {
    if ((await disk.find(leasePaths.go)) !== null) return
    for (const [name, path] of Object.entries(file.files)) await disk.write(`${leasePaths.work}/${name}`, readFile(path))
    await disk.write(leasePaths.go, new Uint8Array())
  } finally {
    disk.close()
  }
}
