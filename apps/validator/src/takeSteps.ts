/** A step of a round. `name` appears in the log if the step fails. */
export type Step = { readonly name: string; readonly take: () => Promise<void> }

/** Takes steps one after the other. A step that fails is passed to `onFailure` and stops no other step, because the steps do not need each other. */
export async function takeSteps(steps: readonly Step[], { onFailure }: { onFailure: (name: string, error: unknown) => void }): Promise<void> {
  for (const { name, take } of steps) {
    try {
      await take()
    } catch (error) {
      onFailure(name, error)
    }
  }
}
