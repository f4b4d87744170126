/** Waits for a condition. Fails when it is not true within 60 s. */
export async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + 60_000
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('the condition was not met within 60 s')
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}
