/** Runs tasks one after another, in the order of the calls. Continues after a task that has failed. */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve()

  run<T>(task: () => Promise<T>): Promise<T> {
    const next = this.#last.then(task, task)
    // The caller gets the error through `next`, so the queue ignores it.
    this.#last = next.catch(() => {})
    return next
  }
}
