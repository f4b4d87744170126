/** Returns a function that runs work one at a time, in the order of its calls. Work that fails does not stop later work. */
export function oneAfterAnother(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let before: Promise<unknown> = Promise.resolve()
  return (work) => {
    const done = before.then(work)
    before = done.catch(() => {})
    return done
  }
}
