import { readFile } from 'node:fs/promises'
import { errorTable } from '@infinitio/domain'
import { EnvironmentError } from '@infinitio/process'
import { z } from 'zod'
import type { DisplayRate } from '../../i18n/reading.ts'

const rateFile = z.strictObject({
  source: z.string().min(1).max(80),
  asOf: z.iso.date(),
  /** True for rates of a past day that are not updated. They are shown however old they are, with a label that says which day they are from. */
  fixed: z.boolean().default(false),
  /** The value of one PT in each currency, as a decimal number above zero. */
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
 * Reads the operator's file of exchange rates at the start and then each minute. Throws `EnvironmentError` with the sentence of `market.rates_invalid` if the
 * file is not valid at the start. If it becomes invalid later, the last valid rates remain. Rates older than 7 days are not shown, unless the file marks them
 * as fixed.
 */
export async function startDisplayRates(path: string | undefined): Promise<{ current: () => readonly DisplayRate[]; stop: () => void }> {
  if (path === undefined) return { current: () => [], stop: () => {} }
  let rates = await readFirst(path)
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
    current: () => rates.filter(({ asOf, isFixed }) => isFixed || Date.now() - Date.parse(asOf) < (longestDays + 1) * 86_400_000),
    stop: () => clearInterval(timer),
  }
}

/**
 * Reads the file for the first time. If that fails, throws `EnvironmentError` with the sentence and code of the error, the file's path, and the wrong field.
 */
async function readFirst(path: string): Promise<readonly DisplayRate[]> {
  try {
    return await readRates(path)
  } catch (error) {
    const what =
      error instanceof z.ZodError ? error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`).join('; ') : String(error)
    throw new EnvironmentError(`${errorTable['market.rates_invalid'].sentence} market.rates_invalid\n  ${path}: ${what}`)
  }
}

async function readRates(path: string): Promise<readonly DisplayRate[]> {
  const { source, asOf, fixed, perPt } = rateFile.parse(JSON.parse(await readFile(path, 'utf8')))
  return Object.entries(perPt).map(([currency, rate]) => ({ currency, perPt: rate, source, asOf, isFixed: fixed }))
}
