import type { JobPlan } from '@infinitio/tasks'

/**
 * Returns about how many seconds machines need for a batch of tasks if `able` providers take one task each at the same time, again and again until all are
 * done; null if `able` is 0. Does not include the time for the selection of providers, for downloads and for checks.
 */
export function workSpan(
  { seconds, batch: { count } }: Pick<JobPlan, 'seconds'> & { readonly batch: Pick<JobPlan['batch'], 'count'> },
  able: number,
): number | null {
  return able === 0 ? null : Math.ceil(count / able) * seconds
}
