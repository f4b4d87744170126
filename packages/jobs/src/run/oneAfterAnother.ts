/** Returns a function that runs work in the sequence in which it comes, one at a time. Work that fails delays nothing. */
export function oneAfterAnother(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let before: Promise<unknown> = Promise.resolve()
  return (work) => {
    const done = before.then(work)
    before = done.catch(() => {})
    return done
  }
}
