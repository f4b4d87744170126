import { setTimeout as delay } from 'node:timers/promises'

/**
 * Calls `read` every `everyMs` (20 times a second by default) until `until` accepts the result, and returns it. After `within` seconds it throws with the
 * last result.
 */
export async function waitFor<Reading>({
  what,
  within,
  everyMs = 50,
  read,
  until,
}: {
  what: string
  within: number
  everyMs?: number
  read: () => Reading | Promise<Reading>
  until: (reading: Reading) => boolean
}): Promise<Reading> {
  const deadline = Date.now() + within * 1_000
  while (true) {
    const reading = await read()
    if (until(reading)) return reading
    if (Date.now() > deadline) throw new Error(`Waited ${within} s for ${what}; the last reading was ${show(reading)}`)
    await delay(everyMs)
  }
}

function show(reading: unknown): string {
  return JSON.stringify(reading, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))?.slice(0, 2_000) ?? String(reading)
}
