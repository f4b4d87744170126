/** Runs acts one after the other, also after one that failed. One key sends all their transactions, and each transaction needs the next nonce. */
export type InTurn = <Result>(act: () => Promise<Result>) => Promise<Result>

/** Returns a function that runs its acts one after the other. An act that fails rejects only for its own caller. */
export function inTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  return (act) => {
    const next = last.then(act, act)
    last = next
    return next
  }
}
