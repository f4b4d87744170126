import type { JobPlan } from '@infinitio/tasks'

/** Returns about how many seconds machines run a batch if `able` providers take its tasks at once; null if no provider can. Draws, downloads and checks are not in it. */
export function workSpan(
  { seconds, batch: { count } }: Pick<JobPlan, 'seconds'> & { readonly batch: Pick<JobPlan['batch'], 'count'> },
  able: number,
): number | null {
  return able === 0 ? null : Math.ceil(count / able) * seconds
}
