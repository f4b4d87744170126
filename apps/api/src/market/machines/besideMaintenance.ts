import { type MaintenanceWindow, windowsOverlap } from '@infinitio/domain'
import type { MachineWire } from './describeMachine.ts'

const hourSeconds = 3_600

/**
 * Returns the calendar of a machine, and the start of its next free hour, with no free GPUs in hours that overlap planned maintenance. The hour of `now` counts
 * as maintenance only if the maintenance runs now. Times are in Unix seconds.
 */
export function besideMaintenance(
  { calendar: { fromHour, freeGpus }, nextFreeAt }: Pick<MachineWire, 'calendar' | 'nextFreeAt'>,
  { windows, now }: { windows: readonly MaintenanceWindow[]; now: number },
): Pick<MachineWire, 'calendar' | 'nextFreeAt'> {
  if (windows.length === 0) return { calendar: { fromHour, freeGpus }, nextFreeAt }
  const isMaintained = (hour: number): boolean => {
    const start = hour * hourSeconds
    const span = start <= now ? { from: now, until: now + 1 } : { from: start, until: start + hourSeconds }
    return windows.some((window) => windowsOverlap(window, span))
  }
  const left = freeGpus.map((free, at) => (free > 0 && isMaintained(fromHour + at) ? 0 : free))
  const next = left.findIndex((free) => free > 0)
  return { calendar: { fromHour, freeGpus: left }, nextFreeAt: next <= 0 ? null : (fromHour + next) * hourSeconds }
}
