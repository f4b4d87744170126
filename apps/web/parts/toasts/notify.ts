type Listener = () => void

let isAsked = false
let markMounted: () => void = () => undefined
const mounted = new Promise<void>((resolve) => {
  markMounted = resolve
})
const listeners = new Set<Listener>()

type Message = {
  /** A `loading` message stays until another message with the same id replaces it. */
  readonly tone: 'success' | 'error' | 'info' | 'loading'
  readonly text: string
  /** A message replaces the earlier message with the same id. */
  readonly id?: string
  readonly action?: { readonly label: string; readonly onClick: () => void }
}

/**
 * Shows a short message (toast) in a corner of the page, with a button if there is a next step. The first message loads the component that shows all messages.
 */
export async function notify({ tone, text, ...more }: Message): Promise<void> {
  isAsked = true
  for (const listener of listeners) listener()
  const [{ toast }] = await Promise.all([import('sonner'), mounted])
  toast[tone](text, more)
}

/** Returns true once a message was requested, so that the component that draws messages must load. */
export function areToastsAsked(): boolean {
  return isAsked
}

/** Calls `listener` when the page needs toasts (short messages) for the first time. Returns a function that ends this. */
export function onToastsAsked(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The component that draws toasts (short messages) calls this when it is mounted. */
export function toastsMounted(): void {
  markMounted()
}
