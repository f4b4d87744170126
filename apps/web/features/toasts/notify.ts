type Listener = () => void

let isAsked = false
let markMounted: () => void = () => undefined
const mounted = new Promise<void>((resolve) => {
  markMounted = resolve
})
const listeners = new Set<Listener>()

/** Shows a short message in the corner. The first one loads what draws them. */
export async function notify({ tone, text }: { readonly tone: 'success' | 'error'; readonly text: string }): Promise<void> {
  isAsked = true
  for (const listener of listeners) listener()
  const [{ toast }] = await Promise.all([import('sonner'), mounted])
  if (tone === 'success') toast.success(text)
  else toast.error(text)
}

/** True once somebody wanted to say something. */
export function areToastsAsked(): boolean {
  return isAsked
}

/** Calls `listener` when toasts are first needed. Returns how to stop. */
export function onToastsAsked(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** To be called by what draws toasts, when it is there. */
export function toastsMounted(): void {
  markMounted()
}
