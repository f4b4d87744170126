import { type Hex32, isHex32 } from '@infinitio/domain'
import { queryOptions } from '@tanstack/react-query'

const placeOf = (jobId: string): string => `infinitio.jobKey.${jobId}`

/** Returns the key of a private job that this browser stored, or null. */
function storedJobKey(jobId: string): Hex32 | null {
  const stored = window.localStorage.getItem(placeOf(jobId))
  return stored !== null && isHex32(stored) ? stored : null
}

/** Stores the key of a private job in this browser. It is stored nowhere else, so without an exported key file, only this browser can read the job. */
export function storeJobKey(jobId: string, key: Hex32): void {
  window.localStorage.setItem(placeOf(jobId), key)
}

/** Query for the key of a private job in this browser; null if another browser made the job and its key file was not opened here. */
export const jobKeyQuery = (jobId: string) =>
  queryOptions({ queryKey: ['jobKey', jobId], queryFn: () => storedJobKey(jobId), networkMode: 'always', staleTime: Number.POSITIVE_INFINITY })
