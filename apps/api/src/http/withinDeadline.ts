/** Thrown if an endpoint did not finish in time, usually because the database or the chain accepts connections but does not answer. */
export class DeadlineError extends Error {
  override name = 'DeadlineError'
}

/** Returns the result of `run`, or throws DeadlineError after `deadlineMs`. Ignores a result that comes later. */
export async function withinDeadline<Result>(run: () => Promise<Result>, { deadlineMs }: { deadlineMs: number }): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DeadlineError(`no answer within ${deadlineMs} ms`)), deadlineMs)
  })
  try {
    return await Promise.race([run(), late])
  } finally {
    clearTimeout(timer)
  }
}
