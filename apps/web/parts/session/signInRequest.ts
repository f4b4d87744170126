type Pending = { readonly resolve: (signedIn: boolean) => void }

let pending: Pending | null = null
const listeners = new Set<() => void>()

/** Opens the sign-in dialog. Resolves true once somebody signed in, false when the dialog was closed. */
export function askToSignIn(): Promise<boolean> {
  pending?.resolve(false)
  return new Promise((resolve) => {
    pending = { resolve }
    notify()
  })
}

/** Closes the dialog and answers whoever asked. */
export function answerSignIn(signedIn: boolean): void {
  pending?.resolve(signedIn)
  pending = null
  notify()
}

/** True while the dialog should be open. */
export function isSignInAsked(): boolean {
  return pending !== null
}

/** Calls `listener` when the dialog should open or close. Returns how to stop. */
export function onSignInAsked(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function notify(): void {
  for (const listener of listeners) listener()
}
