/** A use case did not answer in time: the database or the chain is frozen rather than gone. */
export class DeadlineError extends Error {
  override name = 'DeadlineError'
}

/** What `run` gives, or DeadlineError after `deadlineMs`; what comes later is dropped. */
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
