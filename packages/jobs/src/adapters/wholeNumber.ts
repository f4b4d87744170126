import { AdapterError } from '@infinitio/tasks'

/** Returns the value of a field of a job file. Throws AdapterError unless it is a whole number from `least` to `most`. */
export function wholeNumber(field: string, value: string | number, { least = 1, most }: { readonly least?: number; readonly most: number }): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most) return value
  throw new AdapterError('inputInvalid', `${field}: a whole number from ${least} to ${most}`, { field })
}
