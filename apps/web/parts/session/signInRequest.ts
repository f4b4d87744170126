type Pending = { readonly resolve: (signedIn: boolean) => void }

let pending: Pending | null = null
const listeners = new Set<() => void>()

/** Opens the sign-in dialog. Resolves to true after a user signed in, or to false when the dialog was closed. */
export function askToSignIn(): Promise<boolean> {
  pending?.resolve(false)
  return new Promise((resolve) => {
    pending = { resolve }
    notify()
  })
}

/** Closes the dialog and resolves the promise of `askToSignIn`. */
export function answerSignIn(signedIn: boolean): void {
  pending?.resolve(signedIn)
  pending = null
  notify()
}

/** Returns true while the dialog should be open. */
export function isSignInAsked(): boolean {
  return pending !== null
}

/** Calls `listener` when the dialog should open or close. Returns a function that stops this. */
export function onSignInAsked(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function notify(): void {
  for (const listener of listeners) listener()
}
