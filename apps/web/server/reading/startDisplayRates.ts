import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { DisplayRate } from '../../i18n/reading.ts'

const rateFile = z.strictObject({
  source: z.string().min(1).max(80),
  asOf: z.iso.date(),
  /** One PT in each currency: a decimal number above zero. */
  perPt: z.record(
    z.string().regex(/^[A-Z]{3}$/),
    z
      .string()
      .regex(/^[0-9]{1,9}(\.[0-9]{1,9})?$/)
      .transform(Number)
      .refine((rate) => rate > 0),
  ),
})
const readEveryMs = 60_000
const longestDays = 7

/**
 * Reads the operator's file of rates, and again each minute. Throws at the start when it cannot be read; later the rates before stay. Rates of more than
 * 7 days ago are given to nobody: an aid that is far off is none.
 */
export async function startDisplayRates(path: string | undefined): Promise<{ current: () => readonly DisplayRate[]; stop: () => void }> {
  if (path === undefined) return { current: () => [], stop: () => {} }
  let rates = await readRates(path)
  const timer = setInterval(
    () =>
      void readRates(path).then(
        (read) => (rates = read),
        () => {},
      ),
    readEveryMs,
  )
  timer.unref()
  return {
    current: () => rates.filter(({ asOf }) => Date.now() - Date.parse(asOf) < (longestDays + 1) * 86_400_000),
    stop: () => clearInterval(timer),
  }
}

async function readRates(path: string): Promise<readonly DisplayRate[]> {
  const { source, asOf, perPt } = rateFile.parse(JSON.parse(await readFile(path, 'utf8')))
  return Object.entries(perPt).map(([currency, rate]) => ({ currency, perPt: rate, source, asOf }))
}
