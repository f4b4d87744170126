type Listener = () => void

let isAsked = false
let markMounted: () => void = () => undefined
const mounted = new Promise<void>((resolve) => {
  markMounted = resolve
})
const listeners = new Set<Listener>()

type Message = {
  /** `loading` stays until another message with its id takes its place. */
  readonly tone: 'success' | 'error' | 'info' | 'loading'
  readonly text: string
  /** A message takes the place of the one with the same id. */
  readonly id?: string
  readonly action?: { readonly label: string; readonly onClick: () => void }
}

/** Shows a short message in the corner, with a button where there is a next step. The first one loads what draws them. */
export async function notify({ tone, text, ...more }: Message): Promise<void> {
  isAsked = true
  for (const listener of listeners) listener()
  const [{ toast }] = await Promise.all([import('sonner'), mounted])
  toast[tone](text, more)
}

/** True once a message was to be shown. */
export function areToastsAsked(): boolean {
  return isAsked
}

/** Calls `listener` when toasts are first needed. Returns how to stop. */
export function onToastsAsked(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The component that draws toasts calls this when it is mounted. */
export function toastsMounted(): void {
  markMounted()
}
